import {Flags} from '@oclif/core'
import {findRecipe} from '../../administration/recipes/index.ts'
import type {Recipe} from '../../administration/recipes/recipe.ts'

/** A client program that the credential is for. */
export const recipeFlag = Flags.string({
  summary: 'Client program that the credential is for: its kind of key, purposes, lifetime and files; see cred recipes',
  helpValue: 'CLIENT',
  parse: async (text) => findRecipe(text).name,
})

/** What the flag names. */
export function chosenRecipe({for: name}: {readonly for?: string | undefined}): Recipe | undefined {
  return name === undefined ? undefined : findRecipe(name)
}
