import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {readBinary, readBinarySequence} from '../../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../../src/ttlv/binary-writer.ts'
import {TtlvError} from '../../../src/ttlv/error.ts'
import {defaultLimits} from '../../../src/ttlv/limits.ts'
import {ItemType, type TtlvNode} from '../../../src/ttlv/node.ts'
import {anyText, arbitraryMessage, arbitraryNode} from './arbitrary-node.ts'
import {caught} from './caught.ts'
import {Tag, vocabulary} from './fake-vocabulary.ts'
import {fromHex, golden} from './golden.ts'

function nested(levels: number): TtlvNode {
  return {tag: 0x420008, type: ItemType.Structure, value: levels > 1 ? [nested(levels - 1)] : []}
}

describe('the specification’s examples', () => {
  it.each(golden)('decodes $what', ({hex, node}) => expect(readBinary(fromHex(hex))).toStrictEqual(node))
})

describe('values', () => {
  it('gives byte strings as views of the input, also when the input is a view itself', () => {
    const whole = Buffer.concat([Buffer.alloc(5), fromHex('42 00 20 | 08 | 00 00 00 03 | 01 02 03 00 00 00 00 00')])
    const node = readBinary(whole.subarray(5))
    whole[5 + 8] = 9
    expect(node.value).toStrictEqual(new Uint8Array([9, 2, 3]))
  })

  it('keeps tags outside the ranges of KMIP', () => {
    expect(readBinary(fromHex('FF 00 01 | 01 | 00 00 00 00'))).toStrictEqual({tag: 0xff0001, type: 1, value: []})
  })

  it('decodes long texts of every kind', () => {
    for (const value of ['a'.repeat(500), 'ß'.repeat(500), '\ufeff😀'.repeat(100)]) {
      const node: TtlvNode = {tag: 0x420020, type: ItemType.TextString, value}
      expect(readBinary(writeBinary(node))).toStrictEqual(node)
    }
  })

  it('reads items that follow one another', () => {
    const items = golden.map((example) => fromHex(example.hex))
    expect(readBinarySequence(Buffer.concat(items))).toStrictEqual(golden.map((example) => example.node))
  })
})

describe('strictness', () => {
  const cases = [
    ['a header that is cut off', '42 00 20 | 02 | 00 00', 0, 'Item header at byte 0 needs 8 bytes, only 6 remain'],
    ['no bytes at all', '', 0, 'Item header at byte 0 needs 8 bytes, only 0 remain'],
    ['the type code 0', '42 00 20 | 00 | 00 00 00 00', 3, 'Item at byte 0 has the unknown type code 0x00'],
    ['the type code 15', '42 00 20 | 0F | 00 00 00 00', 3, 'Item at byte 0 has the unknown type code 0x0f'],
    ['a value that is cut off', '42 00 20 | 02 | 00 00 00 04 | 00 00', 4, 'announces 4 bytes, only 2 remain'],
    ['padding that is cut off', '42 00 20 | 02 | 00 00 00 04 | 00 00 00 08', 4, 'announces 4 bytes, only 4 remain'],
    ['a length of 4 GiB', '42 00 20 | 08 | FF FF FF FF | 00 00 00 00 00 00 00 00', 4, 'announces 4294967295 bytes'],
    ['an Integer of 8 bytes', '42 00 20 | 02 | 00 00 00 08 | 00 00 00 00 00 00 00 08', 4, 'length 8, not 4'],
    ['a Long Integer of 4 bytes', '42 00 20 | 03 | 00 00 00 04 | 00 00 00 08 00 00 00 00', 4, 'length 4, not 8'],
    ['an Enumeration of 2 bytes', '42 00 20 | 05 | 00 00 00 02 | 00 08 00 00 00 00 00 00', 4, 'length 2, not 4'],
    ['a Boolean of 4 bytes', '42 00 20 | 06 | 00 00 00 04 | 00 00 00 01 00 00 00 00', 4, 'length 4, not 8'],
    ['a Date-Time of 4 bytes', '42 00 20 | 09 | 00 00 00 04 | 47 DA 67 F8 00 00 00 00', 4, 'length 4, not 8'],
    ['an Interval of 0 bytes', '42 00 20 | 0A | 00 00 00 00', 4, 'length 0, not 4'],
    ['a Date-Time Extended of 4 bytes', '42 00 20 | 0B | 00 00 00 04 | 00 00 00 01 00 00 00 00', 4, 'length 4, not 8'],
    ['an empty Big Integer', '42 00 20 | 04 | 00 00 00 00', 4, 'length 0, not a multiple of 8'],
    ['a Big Integer of 4 bytes', '42 00 20 | 04 | 00 00 00 04 | 00 00 00 01 00 00 00 00', 4, 'not a multiple of 8'],
    ['a Structure of 4 bytes', '42 00 20 | 01 | 00 00 00 04 | 00 00 00 01 00 00 00 00', 4, 'not a multiple of 8'],
    ['Integer padding', '42 00 20 | 02 | 00 00 00 04 | 00 00 00 08 00 00 00 01', 15, 'Padding at byte 15 is not zero'],
    ['text padding', '42 00 20 | 07 | 00 00 00 03 | 61 62 63 FF 00 00 00 00', 11, 'Padding at byte 11 is not zero'],
    ['the Boolean 2', '42 00 20 | 06 | 00 00 00 08 | 00 00 00 00 00 00 00 02', 8, 'Boolean is neither 0 nor 1'],
    ['the Boolean 2^32', '42 00 20 | 06 | 00 00 00 08 | 00 00 00 01 00 00 00 00', 8, 'Boolean is neither 0 nor 1'],
    ['text that is not UTF-8', '42 00 20 | 07 | 00 00 00 02 | C3 28 00 00 00 00 00 00', 8, 'Text is not valid UTF-8'],
    ['a surrogate in text', '42 00 20 | 07 | 00 00 00 03 | ED A0 80 00 00 00 00 00', 8, 'Text is not valid UTF-8'],
    ['an overlong sequence', '42 00 20 | 0C | 00 00 00 02 | C0 80 00 00 00 00 00 00', 8, 'Text is not valid UTF-8'],
    ['a further byte', '42 00 20 | 08 | 00 00 00 00 | 00', 8, '1 bytes follow the item that ends at byte 8'],
  ] as const
  it.each(cases)('refuses %s', (_what, hex, offset, message) => {
    const error = caught(() => readBinary(fromHex(hex)))
    expect(error.message).toContain(message)
    expect(error.offset).toBe(offset)
  })

  it('refuses a child that ends after its parent', () => {
    const bytes = fromHex(
      '42 00 78 | 01 | 00 00 00 10 | 42 00 0D | 08 | 00 00 00 10 | 00 00 00 01 00 00 00 00 | 00 00 00 00 00 00 00 00',
    )
    const error = caught(() => readBinary(bytes))
    expect(error.message).toBe('Item at byte 8 announces 16 bytes, only 8 remain around it')
    expect(error.path).toEqual(['0x420078', '0x42000d'])
  })

  it('refuses invalid UTF-8 in the middle of a long text', () => {
    const bytes = writeBinary({tag: 0x420020, type: ItemType.TextString, value: 'a'.repeat(200)})
    bytes[100] = 0xff
    expect(caught(() => readBinary(bytes)).message).toBe('Text is not valid UTF-8')
  })
})

describe('limits', () => {
  it('accepts the greatest depth and refuses one more', () => {
    const limits = {...defaultLimits, depth: 3}
    expect(readBinary(writeBinary(nested(3)), {limits})).toStrictEqual(nested(3))
    const error = caught(() => readBinary(writeBinary(nested(4)), {limits}))
    expect(error.message).toBe('Structures are nested deeper than 3 levels')
    expect(error.offset).toBe(24)
  })

  it('accepts the greatest number of items and refuses one more', () => {
    const limits = {...defaultLimits, nodes: 3}
    const message = (items: number): TtlvNode => ({
      tag: 0x420078,
      type: ItemType.Structure,
      value: Array.from({length: items}, () => ({tag: 0x42000d, type: ItemType.Integer, value: 1})),
    })
    expect(readBinary(writeBinary(message(2)), {limits})).toStrictEqual(message(2))
    const error = caught(() => readBinary(writeBinary(message(3)), {limits}))
    expect(error.message).toBe('Message has more than 3 items')
    expect(error.path).toEqual(['0x420078', '0x42000d[2]'])
  })

  it('counts the items of each message in a sequence by itself', () => {
    const limits = {...defaultLimits, nodes: 1}
    const bytes = fromHex('42 00 20 | 01 | 00 00 00 00 | 42 00 20 | 01 | 00 00 00 00')
    expect(readBinarySequence(bytes, {limits})).toHaveLength(2)
  })
})

describe('where the fault is', () => {
  const operation = (value: number): TtlvNode => ({tag: Tag.Operation, type: ItemType.Enumeration, value})
  const batch: TtlvNode = {
    tag: Tag.RequestMessage,
    type: ItemType.Structure,
    value: [
      {tag: Tag.BatchCount, type: ItemType.Integer, value: 2},
      {tag: Tag.BatchItem, type: ItemType.Structure, value: [operation(1)]},
      {tag: Tag.BatchItem, type: ItemType.Structure, value: [operation(10)]},
    ],
  }

  it('names the path, with an index where siblings repeat', () => {
    const bytes = writeBinary(batch)
    bytes[bytes.length - 1] = 1
    const error = caught(() => readBinary(bytes, {vocabulary}))
    expect(error.path).toEqual(['RequestMessage', 'BatchItem[1]', 'Operation'])
    expect(error.offset).toBe(bytes.length - 1)
    expect(error).toMatchObject({code: 'TTLV', exitCode: 5})
  })

  it('gives the first of repeating siblings the index 0', () => {
    const bytes = writeBinary(batch)
    bytes[8 + 16 + 8 + 3] = 0x0f
    expect(caught(() => readBinary(bytes)).path).toEqual(['0x420078', '0x42000f[0]', '0x42005c'])
  })

  it('counts offsets from the start of a sequence, and the path from its message', () => {
    const bytes = Buffer.concat([writeBinary(batch), fromHex('42 00 0D | 02 | 00 00 00 05')])
    const error = caught(() => readBinarySequence(bytes, {vocabulary}))
    expect(error.offset).toBe(bytes.length - 4)
    expect(error.path).toEqual(['BatchCount'])
  })
})

describe('hostile input', () => {
  const outcome = (bytes: Uint8Array): unknown => {
    try {
      return readBinary(bytes, {vocabulary})
    } catch (error) {
      return error
    }
  }
  const expectNodeOrError = (bytes: Uint8Array): void => {
    const result = outcome(bytes)
    if (result instanceof TtlvError) expect(result.offset).toBeLessThanOrEqual(bytes.length)
    else expect(result).toMatchObject({tag: expect.any(Number), type: expect.any(Number)})
  }

  it('gives a tree or a TtlvError for random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({maxLength: 100}), expectNodeOrError))
  })

  it('gives a tree or a TtlvError for a message with some bytes changed', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.integer({min: 0, max: 255})), {minLength: 1, maxLength: 4})
    fc.assert(
      fc.property(arbitraryMessage, changes, (node, list) => {
        const bytes = writeBinary(node)
        for (const [at, value] of list) bytes[at % bytes.length] = value
        expectNodeOrError(bytes)
      }),
    )
  })

  it('gives a TtlvError for every message that is cut short', () => {
    fc.assert(
      fc.property(arbitraryNode(anyText), fc.nat(), (node, cut) => {
        const bytes = writeBinary(node)
        expect(outcome(bytes.subarray(0, cut % bytes.length))).toBeInstanceOf(TtlvError)
      }),
    )
  })

  it('writes each byte sequence it accepts back unchanged', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat({max: 7})), {maxLength: 3})
    fc.assert(
      fc.property(arbitraryMessage, changes, (node, list) => {
        const bytes = writeBinary(node)
        for (const [at, bit] of list) bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ (1 << bit)
        const result = outcome(bytes)
        if (!(result instanceof TtlvError)) expect(writeBinary(readBinary(bytes))).toStrictEqual(bytes)
      }),
    )
  })
})
