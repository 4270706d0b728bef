import {UsageError} from '../errors.ts'

const units: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
  ['y', 365 * 86_400_000],
])

const hint = 'Write numbers with units, such as 90s, 24h, 365d or 1h30m; units are ms, s, m, h, d, w and y'

/**
 * Milliseconds of `90s`, `24h`, `365d`, `1h30m`. A number alone is refused: whether seconds or milliseconds are meant
 * cannot be told.
 *
 * @throws UsageError
 */
export function parseDuration(text: string): number {
  const trimmed = text.trim()
  if (trimmed === '0') return 0
  if (/^\d+(\.\d+)?$/.test(trimmed)) throw new UsageError(`Duration ${trimmed} has no unit`, {hint})
  if (!/^(\d+(\.\d+)?[a-z]+)+$/.test(trimmed)) throw invalid(text)
  const parts = [...trimmed.matchAll(/([\d.]+)([a-z]+)/g)]
  const milliseconds = parts.reduce((sum, [, amount, unit]) => {
    const factor = units.get(unit ?? '')
    if (factor === undefined) throw invalid(text)
    return sum + Number(amount) * factor
  }, 0)
  if (!Number.isSafeInteger(Math.round(milliseconds))) throw invalid(text)
  return Math.round(milliseconds)
}

function invalid(text: string): UsageError {
  return new UsageError(`"${text}" is not a duration`, {hint})
}
