import {parseDuration} from '../../config/duration.ts'
import {UsageError} from '../../errors.ts'

/** Seconds of a number of seconds or of `24h`; undefined for what is absent, empty or zero. @throws UsageError */
export function secondsOf(name: string, value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const seconds = numberOf(value)
  if (seconds === undefined || !Number.isSafeInteger(seconds) || seconds < 0) {
    throw new UsageError(`${name} cannot be ${JSON.stringify(value)}`, {
      hint: 'Give whole seconds, or a duration such as 24h',
    })
  }
  return seconds === 0 ? undefined : seconds
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return undefined
  return /^\s*\d+\s*$/.test(value) ? Number(value) : parseDuration(value) / 1000
}
