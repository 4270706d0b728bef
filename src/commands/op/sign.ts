import {Args} from '@oclif/core'
import {BytesCommand} from '../../cli/client/bytes-command.ts'
import {outFlags} from '../../cli/client/bytes-output.ts'
import {type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {signatureFlags, signatureRequest} from '../../cli/values/signature-flags.ts'
import {streamHint} from '../../cli/values/stream-flags.ts'
import {Sign} from '../../kmip/operations/sign.ts'

export type OpSignResult = OperationResult

export default class OpSign extends BytesCommand {
  static override summary = 'Let the server sign data'
  static override description = 'The data come from a flag or from standard input; their digest will do instead.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c --hash SHA-256 --data-file report.pdf --out report.sig',
    "<%= config.bin %> <%= command.id %> 7f3c --hash SHA-256 --padding PSS --data 'a message'",
    '<%= config.bin %> <%= command.id %> 7f3c --hash SHA-256 --digest-hex ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  ]
  static override args = {id: Args.string({required: true, description: 'unique identifier of the private key'})}
  static override flags = {output: outputFlag, ...signatureFlags, ...outFlags}

  protected async plan() {
    const {args, flags} = await this.parse(OpSign)
    return planOperation({
      flags,
      operation: Sign,
      request: {uniqueIdentifier: this.identifier(args.id), ...(await signatureRequest(flags))},
      remark: streamHint,
      bytes: {of: ({signatureData}) => signatureData ?? new Uint8Array()},
    })
  }
}
