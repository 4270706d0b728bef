import {type ListenerDescription, listListeners} from '../../administration/listeners.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {listenerColumns} from '../../cli/views/listener-view.ts'

export interface ListenerListResult {
  readonly listeners: readonly ListenerDescription[]
}

export default class ListenerList extends StoreCommand<ListenerListResult> {
  static override summary = 'List the listeners that have names'
  static override description = "The server's own listener is not among them; kmipctl config show has its settings."
  static override examples = ['<%= config.bin %> listener list']

  async run(): Promise<ListenerListResult> {
    const {flags} = await this.parse(ListenerList)
    const listeners = await this.withStore(flags, listListeners)
    await this.output.table(
      listenerColumns,
      listeners,
      'There is no listener besides that of kmipctl config; add one with kmipctl listener create',
    )
    return {listeners}
  }
}
