import {operationFlagName} from '../operation-name.ts'
import {layoutNames} from './recipe-settings.ts'
import type {Recipe} from './recipe.ts'

/** What a client program needs, without the settings, which need paths. */
export interface RecipeDescription {
  readonly name: string
  readonly product: string
  readonly aliases: readonly string[]
  /** `rsa-3072`; undefined when any will do. */
  readonly key: string | undefined
  readonly serverAuth: boolean
  readonly needsName: boolean
  readonly ttlSeconds: number | undefined
  readonly files: readonly string[]
  readonly operations: readonly string[]
  readonly notes: readonly string[]
}

export function describeRecipe(recipe: Recipe): RecipeDescription {
  const {name, product, aliases = [], key, serverAuth = false, needsName = false, ttlSeconds} = recipe
  return {
    name,
    product,
    aliases,
    key: key === undefined ? undefined : `${key.type}-${key.bits}`,
    serverAuth,
    needsName,
    ttlSeconds,
    files: layoutNames(recipe),
    operations: (recipe.operations ?? []).map(operationFlagName),
    notes: recipe.notes ?? [],
  }
}
