import {UsageError} from '../../errors.ts'
import type {Fields, FieldValues} from '../../kmip/schema/structure.ts'
import {holdsSecret} from '../../kmip/spec/secret-items.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {prepareOut, writeOut} from './bytes-output.ts'
import {modelJson} from './model-json.ts'
import {OperationCommand, type OperationResult} from './operation-command.ts'
import type {AnsweredBytes, OperationPlan} from './operation-plan.ts'

/** Base of commands whose answer has bytes (`bytes` of the plan), shown in the payload or written to `--out`. */
export abstract class BytesCommand extends OperationCommand {
  override async prepare({flags: {out, force = false}}: OperationPlan): Promise<void> {
    if (out === '-' && this.jsonEnabled())
      throw new UsageError('Only one of --json and --out - can have standard output')
    await prepareOut({out, force})
  }

  override async present(
    plan: OperationPlan,
    response: FieldValues<Fields>,
    payload: TtlvNode,
  ): Promise<OperationResult> {
    const {flags, bytes} = plan
    if (bytes === undefined) return super.present(plan, response, payload)
    const {out, output} = flags
    const reveal = flags.reveal || bytes.secret === undefined
    const told = modelJson(response, {reveal})
    if (out === undefined && bytes.isShown?.(response, flags.reveal) === true) {
      const contents = Buffer.from(await bytes.of(response))
      this.output.data(contents.toString().trimEnd())
      return {...told, ...fileJson(bytes, {contents})}
    }
    if (out !== undefined) return {...told, ...(await this.#write({...plan, bytes}, response, payload))}
    await this.showPayload({output, reveal}, payload)
    if (!reveal && output === 'tree' && holdsSecret(payload)) {
      this.output.note(`${bytes.secret} is hidden; pass --reveal to see it, or --out FILE to keep it`)
    }
    return told
  }

  /** The payload is shown beside a file, but not beside bytes on standard output. */
  async #write(
    {flags, bytes}: OperationPlan & {readonly bytes: AnsweredBytes},
    response: FieldValues<Fields>,
    payload: TtlvNode,
  ): Promise<OperationResult> {
    const {out = '-', force = false, output} = flags
    const contents = await bytes.of(response)
    if (out === '-') {
      this.output.data(contents)
      return {}
    }
    const path = await writeOut(out, contents, force)
    await this.showPayload({output, reveal: flags.reveal || bytes.secret === undefined}, payload)
    this.output.success(`Wrote ${path}`)
    return fileJson(bytes, {path})
  }
}

/** What `--json` tells of a file in a form that was chosen. */
function fileJson(
  {form}: AnsweredBytes,
  {path, contents}: {readonly path?: string | undefined; readonly contents?: Uint8Array},
): OperationResult {
  if (form === undefined || (path === undefined && contents === undefined)) return {}
  return {file: path === undefined ? {form, contents: Buffer.from(contents ?? []).toString()} : {form, path}}
}
