import {Args} from '@oclif/core'
import {deleteListener, type ListenerDescription, showListener} from '../../administration/listeners.ts'
import {yesFlag} from '../../cli/flags/common-flags.ts'
import {StoreCommand} from '../../cli/store-command.ts'

export type ListenerDeleteResult = ListenerDescription

export default class ListenerDelete extends StoreCommand<ListenerDeleteResult> {
  static override summary = 'Delete a listener'
  static override description =
    'A server that runs closes it; its connections end when what they sent is answered. Authorities, credentials and objects stay.'
  static override examples = ['<%= config.bin %> listener delete branch --yes']
  static override args = {name: Args.string({description: 'name of the listener', required: true})}
  static override flags = {yes: yesFlag}

  async run(): Promise<ListenerDeleteResult> {
    const {args, flags} = await this.parse(ListenerDelete)
    const listener = await this.withStore(flags, async (store) => {
      const {name, address} = await showListener(store, args.name)
      await this.confirm(`Delete listener ${name} at ${address}?`, flags.yes)
      return deleteListener(store, name)
    })
    this.output.success(`Deleted listener ${listener.name}`)
    return listener
  }
}
