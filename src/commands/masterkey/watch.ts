import {Flags} from '@oclif/core'
import {MasterKeyCommand} from '../../cli/master-key-command.ts'
import {UsageError} from '../../errors.ts'
import {readStateFile} from '../../masterkey/state-file.ts'
import {watchKey} from '../../masterkey/watch-key.ts'
import type {KeyEvent} from '../../masterkey/key-event.ts'

export interface MasterkeyWatchResult {
  readonly keyIdentifier: string
  /** `off`: the product would not ask for the state at all. */
  readonly ended: 'stopped' | 'off'
  readonly checks: number
  readonly events: readonly KeyEvent[]
}

export default class MasterkeyWatch extends MasterKeyCommand<MasterkeyWatchResult> {
  static override summary = 'Ask for the state of the master key in periods, as a running database server does'
  static override description =
    'Ends with exit status 4 where the product would shut down: the key is gone, or not Active. A server that cannot be reached is asked again in the next period. Ctrl-C stops it.'
  static override examples = [
    '<%= config.bin %> masterkey watch --mongod-conf /etc/mongod.conf --state master-key.json',
    '<%= config.bin %> masterkey watch --mongod-conf /etc/mongod.conf --kmipKeyIdentifier 42 --kmipKeyStatePollingSeconds 10',
  ]
  static override flags = {
    state: Flags.string({summary: 'The file that remembers the key in use', helpValue: 'FILE'}),
  }

  async run(): Promise<MasterkeyWatchResult> {
    const {flags} = await this.parse(MasterkeyWatch)
    const product = await this.product(flags)
    const keyIdentifier = product.options.keyIdentifier ?? (await remembered(flags.state))
    let checks = 0
    const ended = await watchKey(keyIdentifier, product, () => {
      checks++
      this.output.note(`${new Date().toISOString()} Master key ${keyIdentifier} is Active`)
    })
    if (ended === 'off') this.output.warning('The product would not ask for the state of its key with these options')
    return {keyIdentifier, ended, checks, events: this.events}
  }
}

async function remembered(path: string | undefined): Promise<string> {
  const directory = path === undefined ? 'new' : await readStateFile(path)
  const keyIdentifier = directory === 'new' ? undefined : directory.keyIdentifier
  if (keyIdentifier !== undefined) return keyIdentifier
  throw new UsageError('No key is named', {
    hint: 'Pass --kmipKeyIdentifier ID, or --state with the file that remembers it',
  })
}
