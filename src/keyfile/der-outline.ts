import {readDer, readSequence, type DerItem} from '../crypto/keys/der.ts'

/** What the members of the outermost sequence say of DER; what is inside may be broken all the same. */
export type DerOutline =
  | 'PKCS#1 private key'
  | 'PKCS#1 public key'
  | 'PKCS#8 private key'
  | 'encrypted PKCS#8 private key'
  | 'SEC 1 private key'
  | 'DSA private key'
  | 'public key'
  | 'certificate'
  | 'certificate request'
  | 'PKCS#7 message'
  | 'PKCS#12 file'

/** The tags of the members, as one text with a letter each; what matches first counts. */
const outlines: readonly (readonly [RegExp, DerOutline])[] = [
  [/^I{9}S?$/, 'PKCS#1 private key'],
  [/^II$/, 'PKCS#1 public key'],
  [/^I{6}$/, 'DSA private key'],
  [/^ISO[01c]*$/, 'PKCS#8 private key'],
  [/^IO0?1?$/, 'SEC 1 private key'],
  [/^SO$/, 'encrypted PKCS#8 private key'],
  [/^SSB$/, 'certificate'],
  [/^SB$/, 'public key'],
  [/^J0$/, 'PKCS#7 message'],
]

const letters: Readonly<Record<number, string>> = {
  0x02: 'I',
  0x03: 'B',
  0x04: 'O',
  0x06: 'J',
  0x30: 'S',
  0xa0: '0',
  0xa1: '1',
  0x81: 'c',
}

/** PFX begins with the version 3, RFC 7292 section 4. Its lengths may be indefinite, which the rest of DER here is not. */
function isPkcs12(bytes: Uint8Array): boolean {
  const lengthByte = bytes[1] ?? 0
  const start = lengthByte < 0x80 ? 2 : 2 + (lengthByte & 0x7f)
  const [integer, length, version, next] = bytes.subarray(start, start + 4)
  return bytes[0] === 0x30 && integer === 0x02 && length === 1 && version === 3 && next === 0x30
}

/** Undefined for what is no DER, or none that has to do with keys. */
export function outlineOf(bytes: Uint8Array): DerOutline | undefined {
  if (isPkcs12(bytes)) return 'PKCS#12 file'
  const items = membersOf(bytes)
  const shape = items && shapeOf(items)
  const outline = shape === undefined ? undefined : outlines.find(([pattern]) => pattern.test(shape))?.[1]
  return outline === 'certificate' && isRequest(items?.[0]) ? 'certificate request' : outline
}

/** CertificationRequestInfo has a version, a name, a key and attributes, RFC 2986 section 4.1. */
function isRequest(info: DerItem | undefined): boolean {
  try {
    return /^ISS0?$/.test(shapeOf(readDer(info?.content ?? new Uint8Array(0))))
  } catch {
    return false
  }
}

function shapeOf(items: readonly DerItem[]): string {
  return items.map(({tag}) => letters[tag] ?? '?').join('')
}

function membersOf(bytes: Uint8Array): readonly DerItem[] | undefined {
  if (bytes[0] !== 0x30) return undefined
  try {
    return readSequence(bytes)
  } catch {
    return undefined
  }
}

/** True for bytes that begin as a sequence of DER that goes on beyond their end. */
export function isCutShort(bytes: Uint8Array): boolean {
  const [tag, first = 0] = bytes
  if (tag !== 0x30 || first <= 0x81 || first > 0x84 || membersOf(bytes) !== undefined) return false
  const count = first & 0x7f
  const length = bytes.subarray(2, 2 + count).reduce((sum, digit) => sum * 256 + digit, 0)
  const rest = bytes.subarray(2 + count)
  return rest.length < length && rest.length > 0 && length < 1024 * 1024 && [0x02, 0x30].includes(rest[0] ?? 0)
}
