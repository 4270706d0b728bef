import type {Output} from '../output/output.ts'
import type {BatchItem} from './batch/compose-batch.ts'
import {parseJson} from './model-json.ts'
import type {OperationResult} from './operation-command.ts'
import type {OperationFlagValues} from './operation-flags.ts'
import type {OperationPlan} from './operation-plan.ts'
import {plannedRequests} from './planned-requests.ts'
import {hiddenNote, hidesSilently, showNode, showNodes} from './show-node.ts'

/** `--dry-run`: shows the requests of a plan as `--output` says. `requests` of the result are in KMIP's JSON. */
export async function showRequests(
  planned: OperationPlan | readonly BatchItem[],
  flags: OperationFlagValues,
  output: Output,
): Promise<OperationResult> {
  const {messages, version, notes} = await plannedRequests(planned, flags)
  const {reveal} = flags
  const format = flags.output === 'id' ? 'tree' : flags.output
  const options = {format, reveal, style: await output.treeStyle(), width: output.width}
  output.data(showNodes(messages, options))
  for (const note of notes) output.note(note)
  if (messages.some((message) => hidesSilently(message, options))) output.note(hiddenNote)
  output.note('Nothing was sent')
  const requests = messages.map((message) => parseJson(showNode(message, {format: 'json', reveal})))
  return {dryRun: true, kmipVersion: version, requests}
}
