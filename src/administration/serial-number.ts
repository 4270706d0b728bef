import {UsageError} from '../errors.ts'

/**
 * The decimal form under which the store knows a credential; certificates' tools print hexadecimal (`0x…`, with colons,
 * or with letters), which is understood too.
 *
 * @throws UsageError when it is no number
 */
export function parseSerialNumber(text: string): string {
  const trimmed = text.trim()
  if (/^\d+$/.test(trimmed)) return BigInt(trimmed).toString()
  const digits = trimmed.replace(/^0x/i, '').replaceAll(':', '')
  if (/^[0-9a-f]+$/i.test(digits)) return BigInt(`0x${digits}`).toString()
  throw new UsageError(`${JSON.stringify(text)} is not a serial number`, {
    hint: 'Give it in decimal as kmipctl cred list does, or in hexadecimal as openssl x509 -serial does',
  })
}
