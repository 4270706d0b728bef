import {Args} from '@oclif/core'
import {describeRecipe, type RecipeDescription} from '../../administration/recipes/describe-recipe.ts'
import {findRecipe, recipes} from '../../administration/recipes/index.ts'
import {KmipctlCommand} from '../../cli/kmip-command.ts'
import {recipeColumns, recipeFacts} from '../../cli/views/recipe-view.ts'

export interface CredRecipesResult {
  readonly recipes: readonly RecipeDescription[]
}

export default class CredRecipes extends KmipctlCommand<CredRecipesResult> {
  static override summary = 'List the client programs that credentials can be made for'
  static override description =
    'kmipctl cred generate, sign and renew take these names with --for and show the settings to paste, with the paths of the files.'
  static override examples = [
    '<%= config.bin %> cred recipes',
    '<%= config.bin %> cred recipes vsphere',
    '<%= config.bin %> cred recipes --json',
  ]
  static override args = {client: Args.string({description: 'one of them, in full'})}

  async run(): Promise<CredRecipesResult> {
    const {args} = await this.parse(CredRecipes)
    if (args.client === undefined) {
      const all = recipes.map(describeRecipe)
      await this.output.table(recipeColumns, all, '')
      return {recipes: all}
    }
    const recipe = describeRecipe(findRecipe(args.client))
    this.output.keyValues(recipeFacts(recipe))
    return {recipes: [recipe]}
  }
}
