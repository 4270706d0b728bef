import {Args, Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {attributeFlags, attributesFrom} from '../../cli/values/attribute-flags.ts'
import {protectionStorage, protectionStorageFlags} from '../../cli/values/protection-storage-flags.ts'
import {CreateSplitKey} from '../../kmip/operations/create-split-key.ts'
import {SplitKeyMethod} from '../../kmip/spec/enumerations.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'
import {parseBigInteger} from '../../notation/number-value.ts'

export type OpCreateSplitKeyResult = OperationResult

export default class OpCreateSplitKey extends OperationCommand {
  static override summary = 'Have a key split into parts'
  static override description =
    'Without ID it is a new key, of which the server keeps the parts alone: an AES key of 256 bits for encryption and decryption, unless flags say otherwise. An existing object stays as it is.'
  static override usage = '<%= command.id %> [ID] --parts NUMBER --threshold NUMBER [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c --parts 5 --threshold 3',
    '<%= config.bin %> <%= command.id %> --parts 3 --threshold 3 --method xor --algorithm AES --length 128 --output id',
  ]
  static override args = {id: Args.string({description: 'unique identifier of the object to split'})}
  static override flags = {
    output: outputWithIdFlag,
    parts: Flags.integer({summary: 'How many parts', helpValue: 'NUMBER', min: 1, required: true}),
    threshold: Flags.integer({
      summary: 'How many of them give the key back',
      helpValue: 'NUMBER',
      min: 1,
      required: true,
    }),
    method: Flags.string({
      summary: 'Split key method, such as xor or polynomial-sharing-prime-field',
      helpValue: 'NAME',
      default: 'PolynomialSharingGF2_8',
    }),
    prime: Flags.string({summary: 'Prime field size, for polynomial-sharing-prime-field', helpValue: 'NUMBER'}),
    ...attributeFlags,
    ...protectionStorageFlags,
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpCreateSplitKey)
    return planOperation({
      flags,
      operation: CreateSplitKey,
      request: {
        objectType: 'SplitKey',
        uniqueIdentifier: args.id === undefined ? undefined : this.identifier(args.id),
        splitKeyParts: flags.parts,
        splitKeyThreshold: flags.threshold,
        splitKeyMethod: parseEnumeration(SplitKeyMethod, flags.method, '--method'),
        primeFieldSize: flags.prime === undefined ? undefined : parseBigInteger(flags.prime, '--prime'),
        attributes: attributesFrom(args.id === undefined ? {...usualKey, ...flags} : flags, new Date()),
        ...protectionStorage(flags),
      },
    })
  }
}

const usualKey = {algorithm: 'AES', length: 256, usage: 'encrypt,decrypt'}
