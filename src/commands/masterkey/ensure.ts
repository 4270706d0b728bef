import {MasterKeyStartCommand, type MasterKeyStartResult, startFlags} from '../../cli/master-key-start-command.ts'

export type MasterkeyEnsureResult = MasterKeyStartResult

export default class MasterkeyEnsure extends MasterKeyStartCommand {
  static override summary = 'Do with the master key what a database server does at its start'
  static override description = `The state file stands for the data directory: without one the directory is new and a key is made, or the one of --kmipKeyIdentifier is used; afterwards the file remembers which. The log lines have the numbers of the product's log.

With --dry-run nothing is made and nothing remembered: it is said what would happen, keys are read and servers connected to.`
  static override examples = [
    '<%= config.bin %> masterkey ensure --mongod-conf /etc/mongod.conf --state master-key.json',
    '<%= config.bin %> masterkey ensure --kmipServerName kms1,kms2 --kmipServerCAFile ca.pem --kmipClientCertificateFile bundle.pem --state master-key.json --dry-run',
  ]
  static override flags = startFlags

  async run(): Promise<MasterkeyEnsureResult> {
    const {flags} = await this.parse(MasterkeyEnsure)
    return this.start(flags, false)
  }
}
