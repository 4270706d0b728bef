import {Args, Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {attributeFlags, attributesFrom} from '../../cli/values/attribute-flags.ts'
import {derivationFlags, derivationParameters} from '../../cli/values/derivation-flags.ts'
import {DeriveKey} from '../../kmip/operations/derive-key.ts'
import {DerivationMethod} from '../../kmip/spec/enumerations.ts'
import {parseIdentifier} from '../../notation/batch-reference.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'

export type OpDeriveKeyResult = OperationResult

export default class OpDeriveKey extends OperationCommand {
  static override summary = 'Have a key or a secret derived from others'
  static override description =
    'Without flags for it the new object is an AES key of 256 bits for encryption and decryption.'
  static override usage = '<%= command.id %> ID --method NAME [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c --method PBKDF2 --salt-hex 73616c74 --iterations 600000 --parameters SHA-256',
    "<%= config.bin %> <%= command.id %> 7f3c --method NIST800-108-C --parameters SHA-256 --data 'storage' --length 128 --output id",
    '<%= config.bin %> <%= command.id %> 7f3c --with 81aa --method asymmetric-key --secret --length 256',
    '<%= config.bin %> <%= command.id %> 7f3c --method HKDF --salt-hex 73616c74 --data storage --parameters SHA-512',
    '<%= config.bin %> <%= command.id %> 7f3c --method AWS-Signature-Version-4 --data 20260101 --data eu-central-1 --data s3 --algorithm HMAC-SHA256',
  ]
  static override args = {
    id: Args.string({required: true, description: 'unique identifier of the object to derive from'}),
  }
  static override flags = {
    output: outputWithIdFlag,
    method: Flags.string({summary: 'Derivation method, such as HMAC', helpValue: 'NAME', required: true}),
    with: Flags.string({
      summary: 'A further object: the other key of a key agreement, or a secret with the derivation data',
      helpValue: 'ID',
      multiple: true,
      multipleNonGreedy: true,
    }),
    ...derivationFlags,
    secret: Flags.boolean({summary: 'Make Secret Data instead of a Symmetric Key', exclusive: ['algorithm']}),
    ...attributeFlags,
  }

  protected override get takesPlaceholder() {
    return false
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpDeriveKey)
    const {algorithm = flags.secret ? undefined : 'AES', usage = flags.secret ? undefined : 'encrypt,decrypt'} = flags
    const {length = 256} = flags
    return planOperation({
      flags,
      operation: DeriveKey,
      request: {
        objectType: flags.secret ? 'SecretData' : 'SymmetricKey',
        uniqueIdentifier: [args.id, ...(flags.with ?? [])].map((id) => parseIdentifier(id)),
        derivationMethod: parseEnumeration(DerivationMethod, flags.method, '--method'),
        derivationParameters: await derivationParameters(flags),
        attributes: attributesFrom({...flags, algorithm, usage, length}, new Date()),
      },
    })
  }
}
