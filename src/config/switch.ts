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

/** What makes the client turn to the next server of a list. */
export const failoverRules = ['connection', 'percona', 'strict'] as const
export type FailoverName = (typeof failoverRules)[number]

/** Reads the name of a rule, in whatever case. Throws a UsageError for anything else. */
export function parseFailover(text: string): FailoverName {
  const found = failoverRules.find((rule) => rule === text.trim().toLowerCase())
  if (found === undefined) {
    throw new UsageError(`"${text}" is not a rule of failover`, {hint: `Use ${failoverRules.join(', ')}`})
  }
  return found
}

/** Reads how often all servers are tried again. Throws a UsageError for anything but 0 to 999. */
export function parseRetries(text: string): number {
  if (/^\d{1,3}$/.test(text.trim())) return Number(text)
  throw new UsageError(`${JSON.stringify(text)} is not a number of retries`, {hint: 'Use a number from 0 to 999'})
}

/** As Node names them. */
export const tlsVersions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const
/** A version of TLS. */
export type TlsVersion = (typeof tlsVersions)[number]

/** Reads `1.2`, `TLS1.2`, `TLSv1.2`; `1.0` is Node's `TLSv1`. Throws a UsageError for anything else. */
export function parseTlsVersion(text: string): TlsVersion {
  const number = text.trim().replace(/^TLSv?/i, '')
  const wanted = `TLSv${number === '1.0' ? '1' : number}`
  const found = tlsVersions.find((version) => version === wanted)
  if (found === undefined) throw new UsageError(`"${text}" is not a version of TLS`, {hint: 'Use 1.2 or 1.3'})
  return found
}
