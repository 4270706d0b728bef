import {isList, isMapping, type Plain} from '../../../notation/plain.ts'
import {asBuffer, bytesToHex} from '../../../ttlv/hex.ts'
import {redact} from '../../../ttlv/redact.ts'

/** A value that must not be shown. */
export type Secret = Plain

/** Shorter ones would be found everywhere, and hiding them would tell more than it hides. */
const shortest = 4

/** The text without the secrets, in whichever form they stand in it. */
export function concealed(text: string, secrets: readonly Secret[]): string {
  let shown = text
  for (const secret of secrets) {
    for (const value of scalarsOf(secret)) {
      for (const form of formsOf(value)) {
        if (form.length >= shortest && shown.toLowerCase().includes(form.toLowerCase())) {
          shown = shown.replaceAll(new RegExp(literal(form), 'gi'), redact(value))
        }
      }
    }
  }
  return shown
}

function scalarsOf(value: Plain): readonly (string | Uint8Array)[] {
  if (typeof value === 'string' || value instanceof Uint8Array) return [value]
  if (isList(value)) return value.flatMap(scalarsOf)
  return isMapping(value) ? Object.values(value).flatMap(scalarsOf) : []
}

/** How a secret may be written: as text, in hexadecimal, in base64. */
export function formsOf(value: string | Uint8Array): readonly string[] {
  if (typeof value === 'string') return [value]
  const buffer = asBuffer(value)
  return [bytesToHex(value), buffer.toString('base64'), buffer.toString('utf8')]
}

function literal(text: string): string {
  return text.replaceAll(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`)
}
