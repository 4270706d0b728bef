import {Flags} from '@oclif/core'
import {ensureKey} from '../masterkey/ensure-key.ts'
import {rehearse, type Rehearsal} from '../masterkey/rehearse.ts'
import {decideStartUp} from '../masterkey/start-up.ts'
import {readStateFile, writeStateFile} from '../masterkey/state-file.ts'
import type {MasterKeyFlagValues} from './flags/master-key-flags.ts'
import {MasterKeyCommand, type MasterKeyResult} from './master-key-command.ts'
import {masterKeyFacts} from './views/master-key-view.ts'

export type MasterKeyStartResult = MasterKeyResult | Rehearsal

export const startFlags = {
  state: Flags.string({summary: 'Remembers the key in use', required: true, helpValue: 'FILE'}),
  'dry-run': Flags.boolean({summary: 'Only say what would be done'}),
}

export interface StartFlagValues extends MasterKeyFlagValues {
  readonly state: string
  readonly 'dry-run': boolean
}

/** Base of the commands that do what a database server does when it starts. */
export abstract class MasterKeyStartCommand extends MasterKeyCommand<MasterKeyStartResult> {
  /** `rotate` for a start with rotateMasterKey, whatever the options say. */
  protected async start(flags: StartFlagValues, rotate: boolean): Promise<MasterKeyStartResult> {
    const product = await this.product(flags, (keyIdentifier) => writeStateFile(flags.state, keyIdentifier))
    const {keyIdentifier, rotateMasterKey = false} = product.options
    const directory = await readStateFile(flags.state)
    const byName = product.behaviour.identifier === 'name'
    const decision = decideStartUp({directory, keyIdentifier, byName, rotateMasterKey: rotate || rotateMasterKey})
    if (flags['dry-run']) {
      const rehearsal = await rehearse(decision, product)
      this.output.data(rehearsal.summary)
      return rehearsal
    }
    const result = this.resultOf(await ensureKey(decision, product), flags)
    this.output.keyValues(masterKeyFacts(result))
    return result
  }
}
