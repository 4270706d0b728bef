import type {RecipeDescription} from '../../administration/recipes/describe-recipe.ts'
import type {KeyValue} from '../output/key-values.ts'
import type {Column} from '../output/table.ts'
import {durationText} from './duration-text.ts'

export const recipeColumns: readonly Column<RecipeDescription>[] = [
  {heading: 'Name', value: ({name}) => name, paint: (_, {accent}) => accent},
  {heading: 'Client', value: ({product}) => product},
  {heading: 'Key', value: keyText},
  {heading: 'Purposes', value: purposesText},
  {heading: 'Files', value: ({files}) => files.join(' ')},
]

export function recipeFacts(recipe: RecipeDescription): readonly KeyValue[] {
  const {aliases, ttlSeconds, operations, notes} = recipe
  return [
    ['Name', recipe.name],
    ['Other names', aliases.length === 0 ? undefined : aliases.join(', ')],
    ['Client', recipe.product],
    ['Key', keyText(recipe)],
    ['Purposes', purposesText(recipe)],
    ['Alternative name', recipe.needsName ? 'needed' : undefined],
    ['Lifetime', ttlSeconds === undefined ? 'default' : durationText(ttlSeconds)],
    ['Files', recipe.files],
    ['Operations', operations.length === 0 ? 'not known' : operations],
    ['Notes', notes.length === 0 ? undefined : notes],
  ]
}

function keyText({key}: RecipeDescription): string {
  return key ?? 'default'
}

function purposesText({serverAuth}: RecipeDescription): string {
  return serverAuth ? 'clientAuth, serverAuth' : 'clientAuth'
}
