import {Args, Flags} from '@oclif/core'
import {BytesCommand} from '../../cli/client/bytes-command.ts'
import {outFlags} from '../../cli/client/bytes-output.ts'
import {type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {cipherFlags, cipherRequest} from '../../cli/values/cipher-flags.ts'
import {batchDataFlags, readDataReference} from '../../cli/values/data-flags.ts'
import {streamFlags, streamHint, streamRequest} from '../../cli/values/stream-flags.ts'
import {Decrypt} from '../../kmip/operations/decrypt.ts'
import {parseHex} from '../../notation/bytes-value.ts'

export type OpDecryptResult = OperationResult

export default class OpDecrypt extends BytesCommand {
  static override summary = 'Let the server decrypt data'
  static override description =
    'The data come from a flag or from standard input. Plaintext is hidden unless --reveal or --out is given.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c --mode GCM --data-file message.bin --iv-hex 1c2d3e4f5a6b7c8d9e0f1a2b --tag-hex 00112233445566778899aabbccddeeff --out -',
    '<%= config.bin %> <%= command.id %> 7f3c --mode ECB --padding none --data-hex 69c4e0d86a7b0430d8cdb78070b4c55a --reveal',
  ]
  static override args = {id: Args.string({required: true, description: 'unique identifier of the key'})}
  static override flags = {
    output: outputFlag,
    ...batchDataFlags,
    ...cipherFlags,
    'tag-hex': Flags.string({summary: 'Authentication tag in hexadecimal', helpValue: 'HEX'}),
    ...streamFlags,
    ...outFlags,
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpDecrypt)
    const tag = flags['tag-hex']
    return planOperation({
      flags,
      operation: Decrypt,
      request: {
        uniqueIdentifier: this.identifier(args.id),
        ...cipherRequest(flags),
        authenticatedEncryptionTag: tag === undefined ? undefined : parseHex(tag, '--tag-hex'),
        data: await readDataReference(flags),
        ...streamRequest(flags),
      },
      remark: streamHint,
      bytes: {of: ({data}) => data ?? new Uint8Array(), secret: 'Plaintext'},
    })
  }
}
