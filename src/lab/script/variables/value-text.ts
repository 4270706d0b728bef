import {isList, isMapping, type Plain} from '../../../notation/plain.ts'
import {bytesToHex} from '../../../ttlv/hex.ts'
import {redact} from '../../../ttlv/redact.ts'

/** A value within a text: bytes in hexadecimal, dates in ISO 8601 to the second, lists with commas. */
export function valueText(value: Plain): string {
  if (value === null) return ''
  if (value instanceof Uint8Array) return bytesToHex(value)
  if (value instanceof Date) return value.toISOString().replace(/\.\d+Z$/, 'Z')
  if (isList(value)) return value.map(valueText).join(',')
  if (isMapping(value)) {
    const members = Object.entries(value).map(([name, member]) => `${name}: ${valueText(member)}`)
    return `{${members.join(', ')}}`
  }
  return String(value)
}

/** A value as JSON has it, or length and fingerprint of each secret in it. */
export function shownValue(value: Plain, secret: boolean, conceal = (text: string): string => text): Plain {
  if (isList(value)) return value.map((one) => shownValue(one, secret, conceal))
  if (isMapping(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, shownValue(member, secret, conceal)]),
    )
  }
  if (secret) return redact(value)
  const isJson = value === null || typeof value === 'boolean' || typeof value === 'number'
  return isJson ? value : conceal(valueText(value))
}
