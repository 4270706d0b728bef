import {UsageError} from '../../errors.ts'
import {MasterKeyCommand, type MasterKeyResult} from '../../cli/master-key-command.ts'
import {masterKeyFacts} from '../../cli/views/master-key-view.ts'
import {read} from '../../masterkey/ensure-key.ts'

export default class MasterkeyGet extends MasterKeyCommand<MasterKeyResult> {
  static override summary = 'Read a master key as a database server does, and say whether it would use it'
  static override description =
    'Changes nothing. The key is shown by its fingerprint; --reveal shows the key itself in base64, as the database keeps it.'
  static override examples = [
    '<%= config.bin %> masterkey get --mongod-conf /etc/mongod.conf --kmipKeyIdentifier 42',
    '<%= config.bin %> masterkey get --as mongodb --mongod-conf mongod.conf --kmipKeyIdentifier 42 --json',
  ]

  async run(): Promise<MasterKeyResult> {
    const {flags} = await this.parse(MasterkeyGet)
    const product = await this.product(flags)
    const {keyIdentifier} = product.options
    if (keyIdentifier === undefined) {
      throw new UsageError('No key is named', {hint: 'Pass --kmipKeyIdentifier ID'})
    }
    const result = this.resultOf(await read(keyIdentifier, product), flags)
    this.output.keyValues(masterKeyFacts(result))
    return result
  }
}
