import {type WrittenCredential, recipeSettings} from '../../administration/recipes/recipe-settings.ts'
import type {Recipe} from '../../administration/recipes/recipe.ts'
import type {Palette} from '../output/palette.ts'

/** The settings of several clients below their headings, to copy from. */
export function settingsView(recipes: readonly Recipe[], written: WrittenCredential, palette: Palette): string {
  const blocks = recipes.flatMap((recipe) =>
    recipeSettings(recipe, written).map(({title, lines}) =>
      [palette.heading(`# ${recipe.product}: ${title}`), ...lines].join('\n'),
    ),
  )
  return blocks.join('\n\n')
}
