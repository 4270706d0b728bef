import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {attributeFlags, attributesFrom} from '../../cli/values/attribute-flags.ts'
import {objectFlags, readObject} from '../../cli/values/object-flags.ts'
import {protectionStorage, protectionStorageFlags} from '../../cli/values/protection-storage-flags.ts'
import {Register} from '../../kmip/operations/register.ts'

export type OpRegisterResult = OperationResult

export default class OpRegister extends OperationCommand {
  static override summary = 'Hand a key, a secret or data to the server'
  static override description =
    'Algorithm and length of a private or public key are read from the key. Without --file, --data or --data-hex the bytes come from standard input.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --type symmetric --algorithm AES --file payroll.key --name payroll',
    '<%= config.bin %> <%= command.id %> --type private --file server-key.pem --usage sign --group web',
    "pass show database | <%= config.bin %> <%= command.id %> --type secret --name 'database password' --output id",
  ]
  static override flags = {output: outputWithIdFlag, ...objectFlags, ...attributeFlags, ...protectionStorageFlags}

  protected async plan() {
    const {flags} = await this.parse(OpRegister)
    const attributes = attributesFrom(flags, new Date())
    const object = await readObject(flags, attributes)
    return planOperation({
      flags,
      operation: Register,
      request: {objectType: object.type, attributes, object, ...protectionStorage(flags)},
    })
  }
}
