import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {DecodeError} from '../../../../src/kmip/schema/decode-error.ts'
import {identifier} from '../../../../src/kmip/schema/identifier.ts'
import {
  anyValue,
  bigInteger,
  boolean,
  bytes,
  dateTime,
  dateTimeExtended,
  enumeration,
  integer,
  interval,
  longInteger,
  mask,
  text,
} from '../../../../src/kmip/schema/scalars.ts'
import type {ValueType} from '../../../../src/kmip/schema/value-type.ts'
import {CryptographicAlgorithm} from '../../../../src/kmip/spec/enumerations.ts'
import {CryptographicUsageMask} from '../../../../src/kmip/spec/masks.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../../src/ttlv/node.ts'

const tag = 0x420001
const algorithm = enumeration(CryptographicAlgorithm)

describe('every scalar', () => {
  const types: ValueType<unknown>[] = [
    integer,
    longInteger,
    bigInteger,
    boolean,
    text,
    bytes,
    dateTime,
    interval,
    algorithm,
  ]

  it('refuses a structure', () => {
    for (const type of [...types, dateTimeExtended, identifier]) {
      expect(() => type.decode(structureNode(tag, []))).toThrow(DecodeError)
    }
  })
})

describe('Big Integer', () => {
  it('is two’s complement in multiples of eight bytes', () => {
    const hex = (value: bigint): string => {
      const node = bigInteger.encode(tag, value, '1.0')
      return node?.type === ItemType.BigInteger ? Buffer.from(node.value).toString('hex') : ''
    }
    expect(hex(0n)).toBe('0000000000000000')
    expect(hex(-1n)).toBe('ffffffffffffffff')
    expect(hex(2n ** 63n)).toBe('00000000000000008000000000000000')
    expect(hex(-(2n ** 63n))).toBe('8000000000000000')
  })

  it('survives encoding and decoding', () => {
    fc.assert(
      fc.property(fc.bigInt({min: -(2n ** 600n), max: 2n ** 600n}), (value) => {
        const node = bigInteger.encode(tag, value, '1.0')
        expect(node === undefined ? undefined : bigInteger.decode(node)).toBe(value)
      }),
    )
  })
})

describe('Date-Time', () => {
  it('drops the part of a second', () => {
    const node = dateTime.encode(tag, new Date(1999), '1.0')
    expect(node).toEqual({tag, type: ItemType.DateTime, value: 1n})
    expect(dateTime.encode(tag, new Date(-1), '1.0')).toEqual({tag, type: ItemType.DateTime, value: -1n})
  })

  it('refuses seconds that no calendar has', () => {
    const far = {tag, type: ItemType.DateTime, value: 8_640_000_000_001n} as const
    expect(() => dateTime.decode(far)).toThrow('Date-Time 8640000000001 is beyond what a calendar can hold')
    expect(dateTime.decode({...far, value: far.value - 1n}).getTime()).toBe(8_640_000_000_000_000)
  })

  it('has microseconds from 2.0 on', () => {
    expect(dateTimeExtended.encode(tag, 5n, '1.4')).toBeUndefined()
    expect(dateTimeExtended.encode(tag, 5n, '2.0')).toEqual({tag, type: ItemType.DateTimeExtended, value: 5n})
  })
})

describe('enumerations', () => {
  it('are names where the table has them', () => {
    expect(algorithm.decode({tag, type: ItemType.Enumeration, value: 3})).toBe('AES')
    expect(algorithm.encode(tag, 'AES', '1.0')).toEqual({tag, type: ItemType.Enumeration, value: 3})
  })

  it('keep unknown numbers, and encode those of vendors', () => {
    expect(algorithm.decode({tag, type: ItemType.Enumeration, value: 0x7fff})).toBe(0x7fff)
    expect(algorithm.encode(tag, 0x80000009, '1.0')).toEqual({tag, type: ItemType.Enumeration, value: 0x80000009})
  })

  it('do not encode values newer than the version', () => {
    expect(algorithm.encode(tag, 'ChaCha20', '1.3')).toBeUndefined()
    expect(algorithm.encode(tag, 'ChaCha20', '1.4')).toEqual({tag, type: ItemType.Enumeration, value: 0x1c})
  })
})

it('masks drop bits newer than the version', () => {
  const usage = mask(CryptographicUsageMask)
  const value = CryptographicUsageMask.of('Encrypt', 'FPEEncrypt')
  expect(usage.encode(tag, value, '1.4')).toEqual({tag, type: ItemType.Integer, value: 4})
  expect(usage.encode(tag, value, '2.0')).toEqual({tag, type: ItemType.Integer, value})
})

describe('values of any type', () => {
  const extended: TtlvNode = {tag: 0x42000b, type: ItemType.DateTimeExtended, value: 1n}

  it('get the tag of their place', () => {
    const node: TtlvNode = {tag: 0x42000b, type: ItemType.TextString, value: 'a'}
    expect(anyValue.encode(tag, node, '1.0')).toEqual({...node, tag})
  })

  it('are left out where the version lacks their type', () => {
    expect(anyValue.encode(tag, extended, '1.4')).toBeUndefined()
    expect(anyValue.encode(tag, extended, '2.0')).toEqual({...extended, tag})
    const reference: TtlvNode = {tag, type: ItemType.Reference, value: 'a'}
    expect(anyValue.encode(tag, reference, '2.1')).toBeUndefined()
    expect(anyValue.encode(tag, reference, '3.0')).toEqual(reference)
  })
})

describe('an identifier in a request', () => {
  it('is a text in every version', () => {
    expect(identifier.encode(tag, 'abc', '1.0')).toEqual({tag, type: ItemType.TextString, value: 'abc'})
    expect(identifier.decode({tag, type: ItemType.TextString, value: 'abc'})).toBe('abc')
  })

  it('is a placeholder or a position from 2.0 on', () => {
    expect(identifier.encode(tag, {placeholder: 'IDPlaceholder'}, '1.4')).toBeUndefined()
    expect(identifier.encode(tag, {index: 2}, '2.0')).toEqual({tag, type: ItemType.Integer, value: 2})
    const node = identifier.encode(tag, {placeholder: 'IDPlaceholder'}, '2.0')
    expect(node).toEqual({tag, type: ItemType.Enumeration, value: 1})
    expect(node === undefined ? undefined : identifier.decode(node)).toEqual({placeholder: 'IDPlaceholder'})
  })
})
