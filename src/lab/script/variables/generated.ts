import {randomBytes, randomUUID} from 'node:crypto'
import {parseDuration} from '../../../config/duration.ts'
import {UsageError} from '../../../errors.ts'
import type {Plain} from '../../../notation/plain.ts'
import {bytesToHex} from '../../../ttlv/hex.ts'

/** What scripts take from their surroundings. */
export interface Surroundings {
  readonly now: () => Date
  readonly environment: Readonly<Record<string, string | undefined>>
}

const mostRandomBytes = 65_536

/** Names that are no variables but values made at each use. */
export const generatedNames = ['env', 'now', 'random', 'uuid'] as const

/** True where the first word of a reference is one of them. */
export function isGenerated(reference: string): boolean {
  // A variable may be called env-file
  const [word = ''] = /^[a-z]+(?=$|[.+]|-\d)/.exec(reference) ?? []
  return (generatedNames as readonly string[]).includes(word)
}

/**
 * The value of `uuid`, `now`, `now+90d`, `random.16` (so many bytes in hexadecimal) or `env.NAME`.
 *
 * @throws UsageError
 */
export function generate(reference: string, surroundings: Surroundings): Plain {
  const [, name = '', rest = ''] = /^(\w+)(.*)$/s.exec(reference) ?? []
  if (name === 'uuid' && rest === '') return randomUUID()
  if (name === 'now') return moment(reference, rest, surroundings.now())
  if (name === 'random' && rest.startsWith('.')) return random(rest.slice(1))
  if (name === 'env' && rest.startsWith('.')) return variable(rest.slice(1), surroundings)
  throw wrongForm(reference)
}

function moment(reference: string, distance: string, now: Date): Date {
  if (distance === '') return now
  if (!/^[+-]/.test(distance)) throw wrongForm(reference)
  const milliseconds = parseDuration(distance.slice(1))
  return new Date(now.getTime() + (distance.startsWith('-') ? -milliseconds : milliseconds))
}

function random(count: string): string {
  const bytes = /^\d{1,6}$/.test(count) ? Number(count) : 0
  if (bytes >= 1 && bytes <= mostRandomBytes) return bytesToHex(randomBytes(bytes))
  throw new UsageError(`"\${random.${count}}" is not from 1 to ${mostRandomBytes} bytes`, {hint: 'Write ${random.16}'})
}

function variable(name: string, {environment}: Surroundings): string {
  const value = environment[name]
  if (value !== undefined) return value
  throw new UsageError(`The environment has no variable ${name}`)
}

function wrongForm(reference: string): UsageError {
  return new UsageError(`"\${${reference}}" is no generated value`, {
    hint: 'There are ${uuid}, ${now}, ${now+90d}, ${random.16} and ${env.NAME}',
  })
}
