import {Args, Flags} from '@oclif/core'
import {BytesCommand} from '../../cli/client/bytes-command.ts'
import {outFlags} from '../../cli/client/bytes-output.ts'
import {type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {cipherFlags, cipherRequest, decryptHint} from '../../cli/values/cipher-flags.ts'
import {batchDataFlags, readDataReference} from '../../cli/values/data-flags.ts'
import {streamFlags, streamHint, streamRequest} from '../../cli/values/stream-flags.ts'
import {Encrypt} from '../../kmip/operations/encrypt.ts'

export type OpEncryptResult = OperationResult

export default class OpEncrypt extends BytesCommand {
  static override summary = 'Let the server encrypt data'
  static override description =
    'The data come from a flag or from standard input. The command says how to decrypt again.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    "<%= config.bin %> <%= command.id %> 7f3c --mode GCM --data 'top secret' --out message.bin",
    '<%= config.bin %> <%= command.id %> 7f3c --mode CBC --padding PKCS5 --random-iv --data-file report.pdf --out report.enc',
    '<%= config.bin %> <%= command.id %> 7f3c --mode ECB --padding none --data-hex 00112233445566778899aabbccddeeff',
  ]
  static override args = {id: Args.string({required: true, description: 'unique identifier of the key'})}
  static override flags = {
    output: outputFlag,
    ...batchDataFlags,
    ...cipherFlags,
    'random-iv': Flags.boolean({summary: 'Let the server make the initialization vector', exclusive: ['iv-hex']}),
    ...streamFlags,
    ...outFlags,
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpEncrypt)
    return planOperation({
      flags,
      operation: Encrypt,
      request: {
        uniqueIdentifier: this.identifier(args.id),
        ...cipherRequest(flags),
        data: await readDataReference(flags),
        ...streamRequest(flags),
      },
      bytes: {of: ({data}) => data ?? new Uint8Array()},
      remark(response) {
        const hint = decryptHint(response)
        return [streamHint(response), hint === '' ? '' : `Decrypt it with ${hint}`]
          .filter((text) => text !== '')
          .join('. ')
      },
    })
  }
}
