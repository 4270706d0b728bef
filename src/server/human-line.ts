import {plainLogStyle, type LogStyle} from './log-style.ts'

const levelNames: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
}

/**
 * A line of the log's JSON for people: time, level, message and the other values by name; below it, indented, what to do, a tree,
 * a stack.
 */
export function humanLine(json: string, style: LogStyle = plainLogStyle): string {
  const entry = parse(json)
  if (entry === undefined) return json
  const {time, level, msg, err, hint, tree, ...rest} = entry
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${text(value)}`)
  const levelName = levelNames[Number(level)] ?? String(level)
  const head = [
    style.time(String(time)),
    style.level(levelName.padEnd(5), levelName),
    style.message(typeof msg === 'string' ? msg : ''),
    ...(fields.length === 0 ? [] : [style.fields(fields.join(' '))]),
  ].join(' ')
  const hintLine = typeof hint === 'string' ? `    ${style.hint(`hint: ${hint}`)}\n` : ''
  const treeLines = typeof tree === 'string' ? indented(tree) : ''
  return `${head}\n${hintLine}${treeLines}${errorLines(err)}`
}

function parse(json: string): Record<string, unknown> | undefined {
  const value: unknown = JSON.parse(json)
  return isRecord(value) ? value : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Quoted where it has blanks or quotes in it. */
function text(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(text).join(',')
  if (typeof value !== 'string') return JSON.stringify(value)
  return /^[\w.:/@[\]+-]+$/.test(value) ? value : JSON.stringify(value)
}

function indented(lines: string): string {
  return lines
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('')
}

function errorLines(error: unknown): string {
  if (!isRecord(error)) return ''
  const own = typeof error.stack === 'string' ? error.stack : `${String(error.type)}: ${String(error.message)}`
  const cause = errorLines(error.cause)
  return cause === '' ? indented(own) : `${indented(own)}    caused by:\n${cause}`
}
