import {Args} from '@oclif/core'
import {writeAndAdvise} from '../../administration/listener-advice.ts'
import type {ListenerDescription} from '../../administration/listeners.ts'
import {listenerFields, listenerFlags} from '../../cli/flags/listener-flags.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {listenerFacts} from '../../cli/views/listener-view.ts'
import {UsageError} from '../../errors.ts'

export interface ListenerUpdateResult extends ListenerDescription {
  /** What is better looked at. */
  readonly warnings: readonly string[]
}

export default class ListenerUpdate extends StoreCommand<ListenerUpdateResult> {
  static override summary = 'Change a listener'
  static override description =
    "What is not given stays; an empty text empties a list. A server that runs obeys: whom it trusts counts from a connection's next request on, another address is opened before the old one is closed."
  static override examples = [
    '<%= config.bin %> listener update branch --address 0.0.0.0:5700',
    '<%= config.bin %> listener update branch --additional-client-ca corporate --additional-client-ca partner',
    '<%= config.bin %> listener update branch --tls-cipher-suite ""',
  ]
  static override args = {name: Args.string({description: 'name of the listener', required: true})}
  static override flags = listenerFlags

  async run(): Promise<ListenerUpdateResult> {
    const {args, flags} = await this.parse(ListenerUpdate)
    const fields = listenerFields(flags)
    if (Object.keys(fields).length === 0) {
      throw new UsageError('Nothing to change', {hint: 'Pass --address, --ca, --server-hostname or another flag'})
    }
    const {listener, advice} = await this.withStore(flags, (store) =>
      writeAndAdvise(store, {name: args.name, fields, must: 'exist', now: new Date()}),
    )
    this.output.success(`Updated listener ${listener.name}`)
    this.output.facts(listenerFacts(listener))
    for (const {problem, hint} of advice) this.output.warning(`${problem}. ${hint}`)
    return {...listener, warnings: advice.map(({problem}) => problem)}
  }
}
