import {isIP} from 'node:net'
import {normalizeIpAddress, normalizeNames} from '../ca/subject-alternative-names.ts'
import {parseDuration} from '../config/duration.ts'
import {UsageError} from '../errors.ts'
import {formatAddress, parseAddress} from '../transport/address.ts'

/**
 * Values of parameters as programs and people write them: lists as lists or as text with commas, numbers as text, durations in
 * seconds or as `24h`. All throw UsageError that names the parameter.
 */

export function wrongValue(name: string, value: unknown, wanted: string): UsageError {
  return new UsageError(`${name} cannot be ${JSON.stringify(value) ?? 'nothing'}`, {hint: `Give ${wanted}`})
}

/** Of texts that are not empty, each once. */
export function textList(value: unknown, name: string): readonly string[] {
  const list: unknown = typeof value === 'string' ? value.split(',') : value
  const isList = Array.isArray(list) && list.every((item) => typeof item === 'string')
  if (!isList) throw wrongValue(name, value, 'a list, or text with commas')
  const texts = list.map((item: string) => item.trim()).filter((item) => item !== '')
  return [...new Set(texts)]
}

/** `host:port`; without a port that of KMIP. */
export function listeningAddress(value: unknown, name: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw wrongValue(name, value, 'an address such as 0.0.0.0:5696')
  return formatAddress(parseAddress(value, {host: '127.0.0.1'}))
}

/** At least one; `none` stands for no address at all. */
export function listeningAddresses(value: unknown, name: string): readonly string[] {
  const list = textList(value, name)
  if (list.length === 1 && list[0] === 'none') return []
  if (list.length === 0) throw wrongValue(name, value, 'at least one address, such as 127.0.0.1:5696, or none')
  const addresses = list.map((text) => listeningAddress(text, name))
  const twice = addresses.find((address, index) => !address.endsWith(':0') && addresses.indexOf(address) !== index)
  if (twice !== undefined) throw new UsageError(`${name} has the address ${twice} twice`)
  return addresses
}

export function ipAddresses(value: unknown, name: string): readonly string[] {
  const list = textList(value, name)
  const bad = list.find((text) => isIP(text) === 0 || text.includes('%'))
  if (bad !== undefined) throw wrongValue(name, bad, 'IP addresses')
  return [...new Set(list.map(normalizeIpAddress))]
}

/** DNS names, as certificates may have them; IP addresses are taken too. */
export function hostNames(value: unknown, name: string): readonly string[] {
  const list = textList(value, name)
  for (const text of list) if (isIP(text) === 0) checkHostName(text, name)
  return list
}

function checkHostName(text: string, name: string): void {
  try {
    normalizeNames({dnsNames: [text]})
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause
    throw new UsageError(`${name} cannot hold ${JSON.stringify(text)}, which is not a DNS name`, {
      cause,
      hint: 'Give names such as kms.example.com',
    })
  }
}

export function oneOf<T extends string>(words: readonly T[], value: unknown, name: string): T {
  const known = words.find((word) => word === value)
  if (known !== undefined) return known
  throw wrongValue(name, value, `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`)
}

export function wholeNumber(value: unknown, name: string): number {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value.trim()) ? Number(value) : value
  if (typeof number === 'number' && Number.isSafeInteger(number) && number > 0) return number
  throw wrongValue(name, value, 'a whole number above zero')
}

/** Above zero, and with fractions. */
export function seconds(value: unknown, name: string): number {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && /^\s*\d+\s*$/.test(value))
  if (isNumber) return wholeNumber(value, name)
  if (typeof value !== 'string') throw wrongValue(name, value, 'seconds, or a duration such as 24h')
  const duration = parseDuration(value) / 1000
  if (duration > 0) return duration
  throw wrongValue(name, value, 'a duration above zero')
}

export function wholeSeconds(value: unknown, name: string): number {
  const duration = seconds(value, name)
  if (Number.isInteger(duration)) return duration
  throw wrongValue(name, value, 'whole seconds')
}

const truths: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ...[true, 1, '1', 't', 'T', 'true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...[false, 0, '0', 'f', 'F', 'false', 'False', 'FALSE', ''].map((word) => [word, false] as const),
])

export function truth(value: unknown, name: string): boolean {
  const known = truths.get(value)
  if (known !== undefined) return known
  throw wrongValue(name, value, 'true or false')
}

/** A text that is not empty. */
export function word(value: unknown, name: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value.trim()
  throw wrongValue(name, value, 'a name')
}
