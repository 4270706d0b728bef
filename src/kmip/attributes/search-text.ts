import {createHash} from 'node:crypto'
import {writeBinary} from '../../ttlv/binary-writer.ts'
import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {Tag} from '../spec/tags.ts'
import {bigIntegerFromBytes, bigIntegerToBytes} from '../schema/big-integer.ts'

/** Longer texts are found by their hash, to keep index entries small. */
const longestText = 256
const hashMark = 'sha256:'

/**
 * The text by which an item is found; equal items of one type give equal texts. Numbers and dates keep their order, as
 * text compared byte by byte; texts of up to 256 bytes stand for themselves; all else is a hash.
 */
export function searchText(node: TtlvNode): string {
  const {value} = node
  if (typeof value === 'number') return value >= 0 ? orderedNatural(value) : orderedText(BigInt(value))
  if (typeof value === 'bigint') return orderedText(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value === 'string') return shortText(value)
  return sha256(writeBinary(canonical(node)))
}

/** The same as `orderedText` for the numbers that nearly all are, without the cost of a bigint. */
function orderedNatural(value: number): string {
  return `80000000${value.toString(16).padStart(8, '0')}`
}

/** 16 hexadecimal digits of the number moved into the positive range. */
function orderedText(value: bigint): string {
  return BigInt.asUintN(64, value + 2n ** 63n)
    .toString(16)
    .padStart(16, '0')
}

/**
 * The text itself or its hash. A text that looks like a hash is hashed too, so that no two texts meet; databases do not
 * take NUL in a text.
 */
export function shortText(text: string): string {
  const plain = Buffer.byteLength(text) <= longestText && !text.startsWith(hashMark) && !text.includes('\0')
  return plain ? text : hashMark + sha256(Buffer.from(text))
}

/** Redundant sign bytes of a number say nothing, nor does how the serial number of a certificate is written. */
function canonical(node: TtlvNode): TtlvNode {
  if (node.type === ItemType.BigInteger) {
    return {...node, value: bigIntegerToBytes(bigIntegerFromBytes(node.value))}
  }
  if (node.tag === Tag.CertificateSerialNumber && node.type === ItemType.ByteString) {
    return {...node, value: integerContent(node.value)}
  }
  if (node.tag === Tag.X_509CertificateIdentifier && node.type === ItemType.Structure) {
    return {...node, value: node.value.map(canonical)}
  }
  return node
}

/**
 * The content of a DER INTEGER; bytes that are none, as they are. KMIP 1.4 section 3.10 does not say which of the two a
 * serial number is, and both are in use.
 */
function integerContent(bytes: Uint8Array): Uint8Array {
  const isInteger = bytes[0] === 0x02 && bytes.length > 2 && bytes[1] === bytes.length - 2
  return isInteger ? bytes.subarray(2) : bytes
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
