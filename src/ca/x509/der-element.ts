/*
 * As much of DER (ITU-T X.690) as it takes to look into a certificate that OpenSSL has accepted already: definite
 * lengths, tags of one byte. The library behind `ca/der.ts` is loaded at first use and cannot be asked at once.
 */

/** One element; both slices share the memory of what was read. */
export interface DerElement {
  readonly tag: number
  /** What stands after the length. */
  readonly content: Uint8Array
  /** Tag and length as well. */
  readonly raw: Uint8Array
}

/** The universal tags that certificates use, constructed where they must be. */
export const DerTag = {
  Boolean: 0x01,
  Integer: 0x02,
  BitString: 0x03,
  OctetString: 0x04,
  ObjectIdentifier: 0x06,
  Sequence: 0x30,
  Set: 0x31,
} as const

/** A context-specific constructed tag. */
export function contextTag(number: number): number {
  return 0xa0 | number
}

/** The one element that the bytes are; throws TypeError for anything else. */
export function readElement(bytes: Uint8Array): DerElement {
  const element = elementAt(bytes, 0)
  if (element.raw.length !== bytes.length) throw new TypeError('There are bytes behind the ASN.1 value')
  return element
}

/** The elements that stand one after the other in a constructed value. */
export function readElements(bytes: Uint8Array): DerElement[] {
  const elements: DerElement[] = []
  for (let offset = 0; offset < bytes.length;) {
    const element = elementAt(bytes, offset)
    elements.push(element)
    offset += element.raw.length
  }
  return elements
}

/** The element at an index, with the tag it must have. */
export function elementOf(elements: readonly DerElement[], index: number, tag?: number): DerElement {
  const element = elements[index]
  if (element === undefined) throw new TypeError(`ASN.1 value has no part ${index}`)
  if (tag !== undefined && element.tag !== tag) throw new TypeError(`ASN.1 part ${index} has the tag ${element.tag}`)
  return element
}

function elementAt(bytes: Uint8Array, start: number): DerElement {
  const tag = byteAt(bytes, start)
  if ((tag & 0x1f) === 0x1f) throw new TypeError('ASN.1 tags of several bytes are not expected')
  const {length, at} = lengthAt(bytes, start + 1)
  const end = at + length
  if (end > bytes.length) throw new TypeError('The ASN.1 value ends early')
  return {tag, content: bytes.subarray(at, end), raw: bytes.subarray(start, end)}
}

function lengthAt(bytes: Uint8Array, start: number): {readonly length: number; readonly at: number} {
  const first = byteAt(bytes, start)
  if (first < 0x80) return {length: first, at: start + 1}
  const count = first & 0x7f
  if (count === 0 || count > 4) throw new TypeError('ASN.1 length is not definite')
  let length = 0
  for (let index = 1; index <= count; index++) length = length * 256 + byteAt(bytes, start + index)
  return {length, at: start + 1 + count}
}

function byteAt(bytes: Uint8Array, index: number): number {
  const byte = bytes[index]
  if (byte === undefined) throw new TypeError('The ASN.1 value ends early')
  return byte
}

/** Dotted form of an object identifier. */
export function readObjectIdentifier({content}: DerElement): string {
  const arcs: bigint[] = []
  let arc = 0n
  for (const byte of content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f)
    if ((byte & 0x80) !== 0) continue
    arcs.push(arc)
    arc = 0n
  }
  const [joined = 0n, ...rest] = arcs
  const first = joined < 80n ? joined / 40n : 2n
  return [first, joined - first * 40n, ...rest].join('.')
}
