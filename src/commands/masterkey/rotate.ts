import {MasterKeyStartCommand, type MasterKeyStartResult, startFlags} from '../../cli/master-key-start-command.ts'

export type MasterkeyRotateResult = MasterKeyStartResult

export default class MasterkeyRotate extends MasterKeyStartCommand {
  static override summary = 'Rotate the master key as a database server started with rotateMasterKey does'
  static override description =
    'Reads the old key whatever its state, makes a new one or takes that of --kmipKeyIdentifier, and remembers it. The old key stays on the server.'
  static override examples = [
    '<%= config.bin %> masterkey rotate --mongod-conf /etc/mongod.conf --state master-key.json',
    '<%= config.bin %> masterkey rotate --mongod-conf /etc/mongod.conf --state master-key.json --dry-run',
  ]
  static override flags = startFlags

  async run(): Promise<MasterkeyRotateResult> {
    const {flags} = await this.parse(MasterkeyRotate)
    return this.start(flags, true)
  }
}
