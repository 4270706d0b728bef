import {UsageError} from '../../errors.ts'
import type {Fields, FieldValues} from '../../kmip/schema/structure.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {prepareOut, writeOut} from './bytes-output.ts'
import {modelJson} from './model-json.ts'
import {OperationCommand, type OperationResult} from './operation-command.ts'
import type {OperationPlan} from './operation-plan.ts'

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
    const {out, force = false, output} = flags
    const reveal = flags.reveal || bytes.secret === undefined
    if (out === '-') this.output.data(bytes.of(response))
    else {
      const path = out === undefined ? undefined : await writeOut(out, bytes.of(response), force)
      await this.showPayload({output, reveal}, payload)
      if (path !== undefined) this.output.success(`Wrote ${path}`)
      else if (!reveal && output === 'tree') {
        this.output.note(`${bytes.secret} is hidden; pass --reveal to see it, or --out FILE to keep it`)
      }
    }
    return modelJson(response, {reveal})
  }
}
