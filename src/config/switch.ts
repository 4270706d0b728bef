import {UsageError} from '../errors.ts'

const switches: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['yes', true],
  ['on', true],
  ['0', false],
  ['false', false],
  ['no', false],
  ['off', false],
])

/** Reads `1`, `true`, `yes`, `on` and their opposites. Throws a UsageError for anything else. */
export function parseSwitch(text: string): boolean {
  const value = switches.get(text.trim().toLowerCase())
  if (value === undefined) throw new UsageError(`"${text}" is neither true nor false`)
  return value
}

/** As Node names them. */
export const tlsVersions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const
export type TlsVersion = (typeof tlsVersions)[number]

/** Reads `1.2`, `TLS1.2`, `TLSv1.2`; `1.0` is Node's `TLSv1`. Throws a UsageError for anything else. */
export function parseTlsVersion(text: string): TlsVersion {
  const number = text.trim().replace(/^TLSv?/i, '')
  const wanted = `TLSv${number === '1.0' ? '1' : number}`
  const found = tlsVersions.find((version) => version === wanted)
  if (found === undefined) throw new UsageError(`"${text}" is not a version of TLS`, {hint: 'Use 1.2 or 1.3'})
  return found
}
