import {MalformedKey} from './malformed-key.ts'

/*
 * As much of DER (ITU-T X.690) as the key structures of PKCS#1, PKCS#8, SEC 1 and RFC 3279 need: definite lengths,
 * tags of one byte.
 */

const DerTag = {Integer: 0x02, BitString: 0x03, OctetString: 0x04, Null: 0x05, ObjectIdentifier: 0x06, Sequence: 0x30}

/** One element; `content` is what stands after its length. */
export interface DerItem {
  readonly tag: number
  readonly content: Uint8Array
}

function element(tag: number, content: Uint8Array): Buffer {
  const {length} = content
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content])
  const digits = Buffer.from(evenHex(length.toString(16)), 'hex')
  return Buffer.concat([Buffer.from([tag, 0x80 | digits.length]), digits, content])
}

function evenHex(hex: string): string {
  return hex.length % 2 === 0 ? hex : `0${hex}`
}

export function derSequence(...items: readonly Uint8Array[]): Buffer {
  return element(DerTag.Sequence, Buffer.concat(items))
}

/** Not negative. */
export function derInteger(value: bigint): Buffer {
  const digits = Buffer.from(evenHex(value.toString(16)), 'hex')
  const signed = (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), digits]) : digits
  return element(DerTag.Integer, signed)
}

export function derOctetString(bytes: Uint8Array): Buffer {
  return element(DerTag.OctetString, bytes)
}

/** Whole bytes. */
export function derBitString(bytes: Uint8Array): Buffer {
  return element(DerTag.BitString, Buffer.concat([Buffer.alloc(1), bytes]))
}

export function derNull(): Buffer {
  return element(DerTag.Null, new Uint8Array(0))
}

/** `[number]` with the tag of its content kept inside. */
export function derExplicit(number: number, content: Uint8Array): Buffer {
  return element(0xa0 | number, content)
}

export function derObjectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return element(DerTag.ObjectIdentifier, Buffer.from([first * 40 + second, ...rest].flatMap(base128)))
}

function base128(value: number): number[] {
  const digits = [value % 128]
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left % 128) | 0x80)
  return digits
}

/** The elements that stand one after the other in the bytes. */
export function readDer(bytes: Uint8Array): DerItem[] {
  const items: DerItem[] = []
  for (let offset = 0; offset < bytes.length;) {
    const {start, end} = extent(bytes, offset)
    items.push({tag: bytes[offset] ?? 0, content: bytes.subarray(start, end)})
    offset = end
  }
  return items
}

function extent(bytes: Uint8Array, offset: number): {start: number; end: number} {
  const short = bytes[offset + 1] ?? 0
  const lengthBytes = short < 0x80 ? 0 : short & 0x7f
  if (short === 0x80 || lengthBytes > 4) throw new MalformedKey('A length in the DER structure has no allowed form')
  const start = offset + 2 + lengthBytes
  let length = lengthBytes === 0 ? short : 0
  for (let index = offset + 2; index < start; index++) length = length * 256 + (bytes[index] ?? 0)
  if (start + length > bytes.length) throw new MalformedKey('The DER structure is cut short')
  return {start, end: start + length}
}

/** The elements of the only sequence in the bytes. */
export function readSequence(bytes: Uint8Array): DerItem[] {
  const [sequence, second] = readDer(bytes)
  if (sequence?.tag !== DerTag.Sequence || second !== undefined) throw new MalformedKey('The bytes are no DER sequence')
  return readDer(sequence.content)
}

/** The elements of a sequence inside another. */
export function sequenceItems(item: DerItem | undefined): DerItem[] {
  return readDer(contentOf(item, DerTag.Sequence))
}

export function integerOf(item: DerItem | undefined): bigint {
  return BigInt(`0x${Buffer.from(contentOf(item, DerTag.Integer)).toString('hex') || '0'}`)
}

export function octetsOf(item: DerItem | undefined): Uint8Array {
  return contentOf(item, DerTag.OctetString)
}

/** The bytes of a bit string of whole bytes. */
export function bitsOf(item: DerItem | undefined): Uint8Array {
  return contentOf(item, DerTag.BitString).subarray(1)
}

function contentOf(item: DerItem | undefined, tag: number): Uint8Array {
  if (item?.tag === tag) return item.content
  throw new MalformedKey('The DER structure holds something else than it should')
}
