import {parseDuration} from '../config/duration.ts'
import {UsageError} from '../errors.ts'

/** `2027-01-01`, with a time to the minute or second, and a zone. */
const isoDate = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/i

/**
 * A moment in whole seconds: `now`, a distance from it as `+90d` or `-1h`, or a date in ISO 8601, in UTC where it names
 * no zone.
 *
 * @throws UsageError naming the flag
 */
export function parseDate(text: string, setting: string, now: Date): Date {
  const trimmed = text.trim()
  const milliseconds = /^[+-]/.test(trimmed) ? distance(trimmed, setting, now) : moment(trimmed, now)
  if (milliseconds !== undefined && Math.abs(milliseconds) <= farthest) {
    return new Date(Math.floor(milliseconds / 1000) * 1000)
  }
  throw new UsageError(`${setting} takes a date, not ${JSON.stringify(text)}`, {
    hint: 'Write now, +90d, 2027-01-01 or 2027-01-01T12:00:00Z',
  })
}

/** Beyond this a Date is invalid. */
const farthest = 8.64e15

function distance(text: string, setting: string, now: Date): number {
  const milliseconds = durationOf(text.slice(1), setting)
  return now.getTime() + (text.startsWith('-') ? -milliseconds : milliseconds)
}

function moment(text: string, now: Date): number | undefined {
  if (text.toLowerCase() === 'now') return now.getTime()
  const [matched, day = '', minute = '00:00', second = '00', zone = 'Z'] = isoDate.exec(text) ?? []
  if (matched === undefined) return undefined
  const milliseconds = Date.parse(`${day}T${minute}:${second}${zone.toUpperCase()}`)
  const midnight = new Date(`${day}T00:00:00Z`)
  // Date.parse turns 30 February into 2 March
  const isReal = Number.isFinite(midnight.getTime()) && midnight.toISOString().startsWith(day)
  return isReal && Number.isFinite(milliseconds) ? milliseconds : undefined
}

/** Whole seconds of a duration such as `90s` or `24h`. @throws UsageError naming the flag */
export function parseSeconds(text: string, setting: string): number {
  const seconds = durationOf(text, setting) / 1000
  if (Number.isInteger(seconds) && seconds <= largestInterval) return seconds
  throw new UsageError(`${setting} takes whole seconds up to ${largestInterval}, not ${JSON.stringify(text)}`)
}

/** Says which flag it was. */
function durationOf(text: string, setting: string): number {
  try {
    return parseDuration(text)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(`${setting}: ${error.message}`, {hint: error.hint, cause: error})
  }
}

/** An Interval is an unsigned 32-bit number of seconds. KMIP 2.1 section 10.1.12. */
const largestInterval = 2 ** 32 - 1
