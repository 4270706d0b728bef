import {StoreCommand} from '../../cli/store-command.ts'
import {checkpointColumns} from '../../cli/views/checkpoint-view.ts'
import {type Checkpoint, readCheckpoints} from '../../server/audit/checkpoints.ts'

export interface AuditDevicesResult {
  readonly devices: readonly Checkpoint[]
}

export default class AuditDevices extends StoreCommand<AuditDevicesResult> {
  static override summary = 'List the audit devices of the store, with the entries that they must have'
  static override description = `A running server notes once a minute, after every administrative change and when it stops how many entries a device has and the hash of the last of them. That entry must be in the file: pass its hash to kmipctl audit verify --expect.`
  static override examples = ['<%= config.bin %> audit devices', '<%= config.bin %> audit devices --json']

  async run(): Promise<AuditDevicesResult> {
    const {flags} = await this.parse(AuditDevices)
    const devices = await this.withStore(flags, readCheckpoints)
    await this.output.table(checkpointColumns, devices, 'No server of this store has had an audit device')
    return {devices}
  }
}
