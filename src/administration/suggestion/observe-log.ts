import type {ObservedItem} from './observed-operations.ts'

/** Whose lines count; what is left out does not matter. */
export interface LogFilter {
  readonly scope?: string | undefined
  readonly role?: string | undefined
}

/** What a log told. */
export interface ObservedLog {
  readonly items: readonly ObservedItem[]
  /** Lines that are no JSON, such as the last one of a server that was killed. */
  readonly unreadable: number
}

type Line = Readonly<Record<string, unknown>>

/** True for lines of JSON such as `serve --audit` and `serve --log-requests` write; KMIP's own JSON has tags. */
export function looksLikeLog(text: string): boolean {
  const [first = ''] = text.trimStart().split(/\r?\n/, 1)
  const line = parse(first)
  return line !== undefined && !('tag' in line)
}

/** The batch items of which an audit (one a line) or a log of requests (one message a line) tells. */
export function observeLog(text: string, {scope, role}: LogFilter): ObservedLog {
  const items: ObservedItem[] = []
  let unreadable = 0
  for (const written of text.split(/\r?\n/)) {
    if (written.trim() === '') continue
    const line = parse(written)
    if (line === undefined) unreadable++
    else if (isOf(line, 'scope', scope) && isOf(line, 'role', role)) items.push(...itemsOf(line))
  }
  return {items, unreadable}
}

function isOf(line: Line, field: string, wanted: string | undefined): boolean {
  return wanted === undefined || line[field] === wanted
}

function parse(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? {...value} : undefined
  } catch {
    return undefined
  }
}

function itemsOf(line: Line): readonly ObservedItem[] {
  const {operation, operations, results, status, reason} = line
  if (typeof operation === 'string') return [{operation, ...outcome(status, reason)}]
  if (!Array.isArray(operations)) return []
  const answers: readonly unknown[] = Array.isArray(results) ? results : []
  return operations.flatMap((name: unknown, index) => {
    if (typeof name !== 'string') return []
    const result = answers[index] ?? (answers.length === 1 ? answers[0] : 'NotProcessed')
    return [{operation: name, ...outcome(result, result)}]
  })
}

function outcome(status: unknown, reason: unknown): Omit<ObservedItem, 'operation'> {
  if (typeof status !== 'string') return {outcome: 'unknown'}
  // A log of requests has the reason in place of the status, and none for what is pending
  if (status === 'Success' || status === 'OperationPending' || status === '?') return {outcome: 'done'}
  return {outcome: 'failed', reason: typeof reason === 'string' ? reason : status}
}
