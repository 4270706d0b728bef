import type {KmipClient} from '../../../client/kmip-client.ts'
import {batchItemId} from '../../../client/request-message.ts'
import type {BatchResult} from '../../../client/operation-call.ts'
import {OperationFailedError} from '../../../client/operation-failed-error.ts'
import {ExitCode, KmipctlError} from '../../../errors.ts'
import {Operation} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {child, ItemType, structureNode, type TtlvNode} from '../../../ttlv/node.ts'
import {escapeText} from '../../../ttlv/escape-text.ts'
import type {Output} from '../../output/output.ts'
import type {Json} from '../model-json.ts'
import {callIn, plannedCalls} from '../planned-call.ts'
import {batchHeader, type OnError} from './batch-header.ts'
import type {BatchItem} from './compose-batch.ts'

/** Sends the items in one message. @throws UsageError when the version lacks something of a request */
export async function sendBatch(
  client: KmipClient,
  items: readonly BatchItem[],
  {signal, onError}: {readonly signal?: AbortSignal | undefined; readonly onError?: OnError | undefined},
): Promise<readonly BatchResult[]> {
  const operations = items.map(({plan}) => plan.operation)
  const version = await client.version({signal, operations})
  const calls = items.flatMap(({plan}) => plannedCalls(plan)).map((call) => callIn(version, call))
  return client.batch(calls, {signal, header: batchHeader(onError)})
}

/** What became of the items of a batch. */
export interface BatchReport {
  /** For `--json`, in the order of the items. */
  readonly items: readonly {readonly [name: string]: Json}[]
  /** Why the command fails, when it does. */
  readonly error: KmipctlError | undefined
}

/** Shows the answers one after the other. */
export async function reportBatch(
  items: readonly BatchItem[],
  results: readonly BatchResult[],
  {answer, output}: {readonly answer: TtlvNode | undefined; readonly output: Output},
): Promise<BatchReport> {
  const reports: {readonly [name: string]: Json}[] = []
  const errors: KmipctlError[] = []
  for (const [index, item] of items.entries()) {
    const result = results[index]
    const operation = specName(item)
    if (result === undefined) continue
    if (result.ok) {
      const payloads = itemPayloads(answer, index)
      for (const [number, response] of [result.response, ...(result.more ?? [])].entries()) {
        const payload = payloads[number] ?? structureNode(Tag.ResponsePayload, [])
        const {shown, complaint} = await showItem(item, response, {payload, title: `${index + 1} ${operation}`, output})
        reports.push({operation, status: 'done', result: shown})
        if (complaint !== undefined) errors.push(complaint)
      }
    } else {
      const status = statusOf(result.error)
      if (status !== 'failed') output.note(`${index + 1} ${operation}: ${words[status]}`)
      else errors.push(result.error)
      reports.push({operation, status, error: errorJson(result.error)})
    }
  }
  return {items: reports, error: worst(errors, output)}
}

interface ShownItem {
  readonly shown: Json
  readonly complaint: KmipctlError | undefined
}

async function showItem(
  {command, plan, isActivation}: BatchItem,
  response: Parameters<BatchItem['command']['present']>[1],
  {payload, title, output}: {readonly payload: TtlvNode; readonly title: string; readonly output: Output},
): Promise<ShownItem> {
  if (isActivation) {
    const id = String(response['uniqueIdentifier'])
    output.success(`Activated ${escapeText(id)}`)
    return {shown: {uniqueIdentifier: id}, complaint: undefined}
  }
  if (plan.flags.output === 'tree') output.data(output.palette.strong(title))
  const shown = await command.present(plan, response, payload)
  const remark = plan.remark?.(response) ?? ''
  if (remark !== '') output.note(remark)
  const complaint = plan.complaint?.(response)
  return {
    shown,
    complaint: complaint === undefined ? undefined : new KmipctlError('CHECK_FAILED', complaint, ExitCode.checkFailed),
  }
}

/** The first refusal of the server is what the command ends with; the others are shown. */
function worst(errors: readonly KmipctlError[], output: Output): KmipctlError | undefined {
  const first = errors.find(({exitCode}) => exitCode !== ExitCode.checkFailed) ?? errors[0]
  for (const error of errors) if (error !== first) output.failure(error.message, error.hint ?? null)
  return first
}

type Status = 'failed' | 'undone' | 'skipped'

const words: Readonly<Record<Exclude<Status, 'failed'>, string>> = {
  undone: 'undone, because a later operation failed',
  skipped: 'not carried out, because an earlier operation failed',
}

function statusOf(error: KmipctlError): Status {
  if (error.code === 'OPERATION_SKIPPED') return 'skipped'
  return error instanceof OperationFailedError && error.resultStatus === 'OperationUndone' ? 'undone' : 'failed'
}

function errorJson(error: KmipctlError): Json {
  const reason = error instanceof OperationFailedError ? (error.resultReason ?? null) : null
  return {code: error.code, reason, message: error.message}
}

function specName({plan}: BatchItem): string {
  return Operation.specName(plan.operation.name) ?? plan.operation.name
}

/** Of the item with this position in the request, one for each object that it means. */
function itemPayloads(answer: TtlvNode | undefined, index: number): readonly (TtlvNode | undefined)[] {
  const all = answer?.type === ItemType.Structure ? answer.value.filter(({tag}) => tag === Tag.BatchItem) : []
  const id = Buffer.from(batchItemId(index))
  const named = all.filter((item) => {
    const found = child(item, Tag.UniqueBatchItemID)
    return found?.type === ItemType.ByteString && id.equals(found.value)
  })
  const items = named.length === 0 ? all.slice(index, index + 1) : named
  return items.map((item) => child(item, Tag.ResponsePayload))
}
