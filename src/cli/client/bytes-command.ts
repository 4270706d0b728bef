import {UsageError} from '../../errors.ts'
import type {Operation} from '../../kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../kmip/schema/structure.ts'
import {prepareOut, type OutFlagValues, writeOut} from './bytes-output.ts'
import {modelJson} from './model-json.ts'
import {OperationCommand, type OperationFlagValues, type OperationResult, type Performed} from './operation-command.ts'

/** An operation whose answer has bytes that people want to have by themselves. */
export interface BytesCall<Req extends Fields, Res extends Fields> {
  readonly operation: Operation<Req, Res>
  readonly request: FieldValues<Req>
  /** The bytes for `--out`. @throws UsageError when the answer has none */
  readonly bytesOf: (response: FieldValues<Res>) => Uint8Array
  /** What the bytes are, where they are hidden unless `--reveal` is given: `Key material`. */
  readonly secret?: string
}

/** Base of commands that fetch bytes, shown in the payload or written to `--out`. */
export abstract class BytesCommand extends OperationCommand {
  protected async fetchBytes<Req extends Fields, Res extends Fields>(
    flags: OperationFlagValues & OutFlagValues,
    {operation, request, bytesOf, secret}: BytesCall<Req, Res>,
  ): Promise<Performed<FieldValues<Res>>> {
    const {out, force} = flags
    if (out === '-' && this.jsonEnabled())
      throw new UsageError('Only one of --json and --out - can have standard output')
    await prepareOut(flags)
    const response = await this.withClient(flags, (client) => this.call(client, flags, operation, request))
    const reveal = flags.reveal || secret === undefined
    if (out === '-') this.output.data(bytesOf(response))
    else {
      const path = out === undefined ? undefined : await writeOut(out, bytesOf(response), force)
      await this.showPayload({output: flags.output, reveal})
      if (path !== undefined) this.output.success(`Wrote ${path}`)
      else if (!reveal && flags.output === 'tree') {
        this.output.note(`${secret} is hidden; pass --reveal to see it, or --out FILE to keep it`)
      }
    }
    const result: OperationResult = modelJson(response, {reveal})
    return {response, result}
  }
}
