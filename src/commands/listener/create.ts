import {Args} from '@oclif/core'
import {writeAndAdvise} from '../../administration/listener-advice.ts'
import type {ListenerDescription} from '../../administration/listeners.ts'
import {checkName} from '../../administration/name.ts'
import {listenerFields, listenerFlags} from '../../cli/flags/listener-flags.ts'
import {StoreCommand} from '../../cli/store-command.ts'

export interface ListenerCreateResult extends ListenerDescription {
  /** What is better looked at. */
  readonly warnings: readonly string[]
}

export default class ListenerCreate extends StoreCommand<ListenerCreateResult> {
  static override summary = 'Add a listener with an authority of its own'
  static override description =
    'It serves the same scopes beside the listener of kmipctl config, under a certificate of its authority, for clients of the authorities that it trusts. A server that runs opens it within a second or two.'
  static override examples = [
    '<%= config.bin %> listener create branch --address 0.0.0.0:5697 --ca branch --server-hostname kms.branch.example.com',
    '<%= config.bin %> listener create corporate --address 0.0.0.0:5698 --ca branch --additional-client-ca corporate --also-use-legacy-ca',
    '<%= config.bin %> listener create modern --address 127.0.0.1:5699 --ca branch --tls-min-version tls13',
  ]
  static override args = {name: Args.string({description: 'name of the new listener'})}
  static override flags = listenerFlags

  async run(): Promise<ListenerCreateResult> {
    const {args, flags} = await this.parse(ListenerCreate)
    const check = (name: string) => checkName('listener', name)
    const {listener, advice} = await this.withStore(flags, async (store) => {
      const name = args.name ?? (await this.prompts.text({setting: 'NAME', message: 'Name of the listener', check}))
      const request = {name, fields: listenerFields(flags), must: 'be new', now: new Date()} as const
      return writeAndAdvise(store, request)
    })
    this.output.success(`Created listener ${listener.name} at ${listener.address}, of authority ${listener.ca}`)
    for (const {problem, hint} of advice) this.output.warning(`${problem}. ${hint}`)
    return {...listener, warnings: advice.map(({problem}) => problem)}
  }
}
