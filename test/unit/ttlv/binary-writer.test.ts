import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {readBinary} from '../../../src/ttlv/binary-reader.ts'
import {binarySize, writeBinary} from '../../../src/ttlv/binary-writer.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../src/ttlv/node.ts'
import {anyText, arbitraryNode} from './arbitrary-node.ts'
import {caught} from './caught.ts'
import {fromHex, golden, toHex} from './golden.ts'

describe('writeBinary', () => {
  it.each(golden)('encodes $what', ({hex, node}) => expect(toHex(writeBinary(node))).toBe(toHex(fromHex(hex))))

  it('encodes tags above 0x7fffff', () => {
    expect(toHex(writeBinary(structureNode(0xff0001, [])))).toBe('ff00010100000000')
  })

  it('gives back the identical tree after decoding', () => {
    fc.assert(
      fc.property(arbitraryNode(anyText), (node) => {
        expect(readBinary(writeBinary(node))).toStrictEqual(node)
      }),
    )
  })

  const wrong: readonly (readonly [string, TtlvNode, string])[] = [
    ['Integer of 2^31', {tag: 1, type: ItemType.Integer, value: 2 ** 31}, 'Integer 2147483648 is out of'],
    ['Integer with a fraction', {tag: 1, type: ItemType.Integer, value: 1.5}, 'Integer 1.5 is out of'],
    ['negative Enumeration', {tag: 1, type: ItemType.Enumeration, value: -1}, 'Enumeration -1 is out of'],
    ['Interval of 2^32', {tag: 1, type: ItemType.Interval, value: 2 ** 32}, 'Interval 4294967296 is out of'],
    ['Long Integer of 2^63', {tag: 1, type: ItemType.LongInteger, value: 2n ** 63n}, 'is out of the 64-bit range'],
    ['Date-Time of 2^63', {tag: 1, type: ItemType.DateTime, value: 2n ** 63n}, 'is out of the 64-bit range'],
    [
      'Date-Time Extended of -2^64',
      {tag: 1, type: ItemType.DateTimeExtended, value: -(2n ** 64n)},
      'Date-Time Extended',
    ],
    ['Big Integer of 7 bytes', {tag: 1, type: ItemType.BigInteger, value: new Uint8Array(7)}, 'has 7 bytes'],
    ['short text with half a surrogate pair', {tag: 1, type: ItemType.TextString, value: 'a\ud83d'}, 'surrogate'],
    [
      'long text with half a surrogate pair',
      {tag: 1, type: ItemType.Identifier, value: `${'a'.repeat(99)}\ude00`},
      'surrogate',
    ],
    ['tag of 25 bits', {tag: 0x1000000, type: ItemType.Boolean, value: true}, 'Tag 16777216 does not fit in 24 bits'],
  ]
  it.each(wrong)('refuses the %s', (_what, node, message) => {
    expect(caught(() => writeBinary(node)).message).toContain(message)
  })

  it('names the path to the value it refuses', () => {
    const bad: TtlvNode = {tag: 0x42000d, type: ItemType.Integer, value: 2 ** 40}
    const error = caught(() =>
      writeBinary(structureNode(0x420078, [structureNode(0x42000f, []), structureNode(0x42000f, [bad])])),
    )
    expect(error.path).toEqual(['0x420078', '0x42000f[1]', '0x42000d'])
  })
})

describe('binarySize', () => {
  it('is the number of bytes written', () => {
    fc.assert(
      fc.property(arbitraryNode(anyText), (node) => {
        expect(binarySize(node)).toBe(writeBinary(node).length)
      }),
    )
  })
})
