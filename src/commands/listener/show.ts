import {Args} from '@oclif/core'
import {type ListenerDescription, showListener} from '../../administration/listeners.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {listenerFacts} from '../../cli/views/listener-view.ts'

export type ListenerShowResult = ListenerDescription

export default class ListenerShow extends StoreCommand<ListenerShowResult> {
  static override summary = 'Show a listener'
  static override examples = ['<%= config.bin %> listener show branch']
  static override args = {name: Args.string({description: 'name of the listener', required: true})}

  async run(): Promise<ListenerShowResult> {
    const {args, flags} = await this.parse(ListenerShow)
    const listener = await this.withStore(flags, (store) => showListener(store, args.name))
    this.output.keyValues(listenerFacts(listener))
    return listener
  }
}
