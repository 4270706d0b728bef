import {Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {pairAttributes, pairFlags, type PairFlagValues, withKmipCurve} from '../../cli/values/pair-flags.ts'
import {pairProtectionStorage, pairStorageFlags} from '../../cli/values/protection-storage-flags.ts'
import {CreateKeyPair} from '../../kmip/operations/create-key-pair.ts'

export type OpCreateKeyPairResult = OperationResult

export default class OpCreateKeyPair extends OperationCommand {
  static override summary = 'Have a private and a public key created'
  static override description =
    'Without flags they are RSA keys of 2048 bits for signatures; keys of DH, ECDH and on x25519 or x448 are for key agreement. They can be used once they are active: with --activate, or an activation date.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --private-name signing --public-name signing-public --activate',
    '<%= config.bin %> <%= command.id %> --algorithm EC --curve P-256 --deactivation-date +365d',
    '<%= config.bin %> <%= command.id %> --curve ed25519 --activate --kmip-version 2.0',
    '<%= config.bin %> <%= command.id %> --algorithm RSA --length 3072 --private-usage decrypt --public-usage encrypt --output id',
  ]
  static override flags = {
    output: outputWithIdFlag,
    ...pairFlags,
    ...pairStorageFlags,
    activate: Flags.boolean({summary: 'Activate both by further requests', exclusive: ['activation-date']}),
  }

  protected async plan() {
    const {flags: given} = await this.parse(OpCreateKeyPair)
    const flags = withDefaults(given)
    return planOperation({
      flags,
      operation: CreateKeyPair,
      request: {...pairAttributes(flags, new Date()), ...pairProtectionStorage(flags)},
      activates: flags.activate ? ['privateKeyUniqueIdentifier', 'publicKeyUniqueIdentifier'] : [],
    })
  }
}

/** Keys that agree on secrets do not sign. */
const agree = /^(?:ecdh|dh)$/i
const agreeOn = /^curve/i

function withDefaults<F extends PairFlagValues>(given: F): F {
  const flags = withKmipCurve(given)
  const {algorithm = flags.curve === undefined ? 'RSA' : 'EC'} = flags
  const agrees = agree.test(algorithm) || agreeOn.test(flags.curve ?? '')
  return {
    ...flags,
    algorithm,
    length: flags.length ?? (algorithm.toUpperCase() === 'RSA' ? 2048 : undefined),
    'private-usage': flags['private-usage'] ?? (agrees ? 'derive-key' : 'sign'),
    'public-usage': flags['public-usage'] ?? (agrees ? 'derive-key' : 'verify'),
  }
}
