import {Args} from '@oclif/core'
import {showObject} from '../../administration/inventory.ts'
import type {FullObjectDescription} from '../../administration/object-description.ts'
import {scopeFlag} from '../../cli/flags/common-flags.ts'
import {chosenScope} from '../../cli/questions/scope-and-role.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {objectFacts} from '../../cli/views/object-view.ts'

export type ObjectShowResult = FullObjectDescription

export default class ObjectShow extends StoreCommand<ObjectShowResult> {
  static override summary = 'Show what is known of an object, but for its value'
  static override description =
    'The state is that of now. Last use means that the value was given out or used by the server; a server writes it down once a minute and when it stops.'
  static override examples = ['<%= config.bin %> object show 0198c0de-0000-7000-8000-000000000001 --scope finance']
  static override args = {id: Args.string({required: true, description: 'Unique Identifier of the object'})}
  static override flags = {scope: scopeFlag}

  async run(): Promise<ObjectShowResult> {
    const {args, flags} = await this.parse(ObjectShow)
    const now = new Date()
    const object = await this.withStore(flags, async (store) => {
      const scope = await chosenScope(flags.scope, {store, prompts: this.prompts, setting: '--scope'})
      return showObject(store, {scope, id: args.id}, now)
    })
    this.output.keyValues(objectFacts(object, now))
    return object
  }
}
