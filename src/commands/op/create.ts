import {Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {attributeFlags, attributesFrom, type AttributeFlagValues} from '../../cli/values/attribute-flags.ts'
import {protectionStorage, protectionStorageFlags} from '../../cli/values/protection-storage-flags.ts'
import {Create} from '../../kmip/operations/create.ts'

export type OpCreateResult = OperationResult

export default class OpCreate extends OperationCommand {
  static override summary = 'Have a symmetric key or secret data created'
  static override description =
    'Without flags it is an AES key of 256 bits for encryption and decryption; keys of HMAC and Poly1305 are for MACs. It can be used once it is active: with --activate, or an activation date.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --name payroll --activate',
    '<%= config.bin %> <%= command.id %> --algorithm ChaCha20Poly1305 --activate --output id',
    '<%= config.bin %> <%= command.id %> --algorithm AES --length 256 --usage wrap-key,unwrap-key --group storage --deactivation-date +365d',
    "<%= config.bin %> <%= command.id %> --attribute 'Contact Information=me@example.com' --attribute x-team=storage --output id",
    "<%= config.bin %> <%= command.id %> --name payroll --attribute 'Rotate Interval=90d' --attribute 'Rotate Automatic=true' --kmip-version 2.1",
  ]
  static override flags = {
    output: outputWithIdFlag,
    type: Flags.option({
      summary: 'What to create; secret data is random bytes, 32 without --length',
      options: ['symmetric', 'secret'] as const,
      default: 'symmetric',
    })(),
    ...attributeFlags,
    ...protectionStorageFlags,
    activate: Flags.boolean({
      summary: 'Activate it by a second request',
      exclusive: ['activation-date', 'asynchronous'],
    }),
  }

  protected async plan() {
    const {flags: given} = await this.parse(OpCreate)
    const flags = withDefaults(given)
    return planOperation({
      flags,
      operation: Create,
      request: {
        objectType: flags.type === 'secret' ? 'SecretData' : 'SymmetricKey',
        attributes: attributesFrom(flags, new Date()),
        ...protectionStorage(flags),
      },
      activates: flags.activate ? ['uniqueIdentifier'] : [],
    })
  }
}

const makesMacs = /^(?:hmac|poly1305)/i

function withDefaults<F extends AttributeFlagValues & {readonly type: string}>(flags: F): F {
  if (flags.type === 'secret') return {...flags, length: flags.length ?? 256}
  const {algorithm = 'AES'} = flags
  const {usage = makesMacs.test(algorithm) ? 'mac-generate,mac-verify' : 'encrypt,decrypt'} = flags
  return {...flags, algorithm, usage, length: flags.length ?? (algorithm.toUpperCase() === 'AES' ? 256 : undefined)}
}
