const levelNames: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
}

/** A line of the log's JSON for people: time, level, message, the other values by name, and a stack below. */
export function humanLine(json: string): string {
  const entry = parse(json)
  if (entry === undefined) return json
  const {time, level, msg, err, ...rest} = entry
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${text(value)}`)
  const levelName = levelNames[Number(level)] ?? String(level)
  const head = [String(time), levelName.padEnd(5), typeof msg === 'string' ? msg : '', ...fields].join(' ')
  return `${head}\n${errorLines(err)}`
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
  if (Array.isArray(value)) return value.map(text).join(',')
  if (typeof value !== 'string') return JSON.stringify(value)
  return /^[\w.:/@[\]+-]+$/.test(value) ? value : JSON.stringify(value)
}

function errorLines(error: unknown): string {
  if (!isRecord(error)) return ''
  const own = typeof error.stack === 'string' ? error.stack : `${String(error.type)}: ${String(error.message)}`
  const cause = errorLines(error.cause)
  const lines = own
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('')
  return cause === '' ? lines : `${lines}    caused by:\n${cause}`
}
