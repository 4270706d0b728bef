import {TtlvError} from '../error.ts'
import {bytesToHex, hexToBytes} from '../hex.ts'
import {jsonText} from '../json-leaf.ts'
import {ItemType} from '../node.ts'
import {quoted} from '../number-text.ts'
import type {JsonLeaf, NodeOf, ScalarType} from '../scalar-type.ts'
import {showBytes} from '../show-bytes.ts'

function read(tag: number, hex: string): NodeOf<typeof ItemType.BigInteger> {
  // A shorter value leaves open whether its first digit is a sign, so nothing is guessed
  if (hex.length === 0 || hex.length % 16 !== 0) {
    throw new TtlvError(`Big Integer has ${hex.length} hexadecimal digits, not a multiple of 16`, {
      hint: 'Put 0 digits in front of a positive value, f digits in front of a negative one',
    })
  }
  return {tag, type: ItemType.BigInteger, value: hexToBytes(hex)}
}

function readJson(tag: number, leaf: JsonLeaf): NodeOf<typeof ItemType.BigInteger> {
  const text = jsonText(leaf, 'Big Integer').trim()
  if (/^0x/i.test(text)) return read(tag, text.slice(2))
  if (!/^-?\d{1,1000}$/.test(text))
    throw new TtlvError(`Big Integer ${quoted(text)} is neither a number nor hexadecimal`)
  const value = BigInt(text)
  let digits = 16
  while (BigInt.asIntN(digits * 4, value) !== value) digits += 16
  return read(
    tag,
    BigInt.asUintN(digits * 4, value)
      .toString(16)
      .padStart(digits, '0'),
  )
}

export const bigIntegerType: ScalarType<typeof ItemType.BigInteger> = {
  code: ItemType.BigInteger,
  name: 'BigInteger',
  fixedLength: 0,
  readBinary(source, tag, start, length) {
    if (length === 0 || length % 8 !== 0) {
      throw source.fault(`Big Integer at byte ${start - 8} has length ${length}, not a multiple of 8`, start - 4)
    }
    const {bytes} = source
    return {tag, type: ItemType.BigInteger, value: new Uint8Array(bytes.buffer, bytes.byteOffset + start, length)}
  },
  checkedSize(value) {
    if (value.length === 0 || value.length % 8 !== 0) {
      throw new TtlvError(`Big Integer has ${value.length} bytes, not a multiple of 8`)
    }
    return value.length
  },
  writeBinary(target, value, offset) {
    target.bytes.set(value, offset)
    return value.length
  },
  readXml: (tag, text) => read(tag, text.trim()),
  writeXml: bytesToHex,
  readJson,
  writeJson: (value) => `0x${bytesToHex(value)}`,
  show: (value, _naming, columns) => showBytes(value, columns),
}
