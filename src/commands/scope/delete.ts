import {Args, Flags} from '@oclif/core'
import {deleteScope, objectCount, type ScopeDescription, showScope} from '../../administration/scopes.ts'
import {yesFlag} from '../../cli/flags/common-flags.ts'
import {chosenScope} from '../../cli/questions/scope-and-role.ts'
import {StoreCommand} from '../../cli/store-command.ts'

export type ScopeDeleteResult = ScopeDescription

export default class ScopeDelete extends StoreCommand<ScopeDeleteResult> {
  static override summary = 'Delete a scope with its roles and credentials'
  static override description =
    'A scope that holds objects is kept unless --force is given; its keys cannot be recovered afterwards. Its credentials stop working at once.'
  static override examples = [
    '<%= config.bin %> scope delete finance --yes',
    '<%= config.bin %> scope delete finance --force --yes',
  ]
  static override args = {name: Args.string({description: 'name of the scope'})}
  static override flags = {
    force: Flags.boolean({summary: 'Delete the objects in the scope too'}),
    yes: yesFlag,
  }

  async run(): Promise<ScopeDeleteResult> {
    const {args, flags} = await this.parse(ScopeDelete)
    const scope = await this.withStore(flags, async (store) => {
      const name = await chosenScope(args.name, {store, prompts: this.prompts, setting: 'NAME'})
      await this.confirm(question(await showScope(store, name), flags.force), flags.yes)
      return deleteScope(store, name, flags)
    })
    this.output.success(`Deleted scope ${scope.name} with ${objectCount(scope.objects)}`)
    return scope
  }
}

function question({name, objects}: ScopeDescription, force: boolean): string {
  const lost = force && objects > 0 ? `, ${objectCount(objects)}` : ''
  return `Delete scope ${name} with its roles and credentials${lost}?`
}
