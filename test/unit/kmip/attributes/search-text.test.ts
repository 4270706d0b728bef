import {createHash} from 'node:crypto'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {searchText} from '../../../../src/kmip/attributes/search-text.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../../src/ttlv/node.ts'

const tag = 0x42000b

function longInteger(value: bigint): string {
  return searchText({tag, type: ItemType.LongInteger, value})
}

function textOf(value: string): string {
  return searchText({tag, type: ItemType.TextString, value})
}

function order(left: string | bigint, right: string | bigint): number {
  return left < right ? -1 : left > right ? 1 : 0
}

describe('numbers', () => {
  it('keep their order, also below zero', () => {
    const int64 = fc.bigInt({min: -(2n ** 63n), max: 2n ** 63n - 1n})
    fc.assert(
      fc.property(int64, int64, (left, right) => {
        expect(order(longInteger(left), longInteger(right))).toBe(order(left, right))
      }),
    )
  })

  it('are 16 digits', () => {
    expect(longInteger(-(2n ** 63n))).toBe('0000000000000000')
    expect(longInteger(-1n)).toBe('7fffffffffffffff')
    expect(longInteger(0n)).toBe('8000000000000000')
    expect(longInteger(2n ** 63n - 1n)).toBe('ffffffffffffffff')
  })

  it('are the same for all types of number', () => {
    const nodes: TtlvNode[] = [
      {tag, type: ItemType.Integer, value: 7},
      {tag, type: ItemType.Enumeration, value: 7},
      {tag, type: ItemType.Interval, value: 7},
      {tag, type: ItemType.DateTime, value: 7n},
    ]
    expect(nodes.map(searchText)).toEqual(nodes.map(() => '8000000000000007'))
  })

  it('of any size do not mind redundant sign bytes', () => {
    const big = (hex: string): string => searchText({tag, type: ItemType.BigInteger, value: Buffer.from(hex, 'hex')})
    expect(big('00000000000000000000000000000005')).toBe(big('0000000000000005'))
    expect(big('0000000000000005')).not.toBe(big('0000000000000006'))
  })
})

describe('texts', () => {
  it('stand for themselves up to 256 bytes', () => {
    expect(textOf('Schlüssel 1')).toBe('Schlüssel 1')
    expect(textOf('')).toBe('')
    expect(textOf('ä'.repeat(128))).toBe('ä'.repeat(128))
  })

  it('are a hash when longer', () => {
    const long = 'ä'.repeat(129)
    expect(textOf(long)).toBe(`sha256:${createHash('sha256').update(long).digest('hex')}`)
  })

  it('never meet the hash of another', () => {
    const hash = textOf('x'.repeat(300))
    expect(textOf(hash)).not.toBe(hash)
    expect(textOf(hash)).toMatch(/^sha256:[0-9a-f]{64}$/u)
  })

  it('bring no NUL into the index', () => {
    expect(textOf('a\0b')).toMatch(/^sha256:[0-9a-f]{64}$/u)
  })
})

it('tells booleans apart', () => {
  expect([false, true].map((value) => searchText({tag, type: ItemType.Boolean, value}))).toEqual(['0', '1'])
})

it('hashes byte strings and structures by their content', () => {
  const bytes = (hex: string): TtlvNode => ({tag, type: ItemType.ByteString, value: Buffer.from(hex, 'hex')})
  const digest = createHash('sha256').update(Buffer.from('42000b0800000002abcd000000000000', 'hex')).digest('hex')
  expect(searchText(bytes('abcd'))).toBe(digest)
  expect(searchText(structureNode(tag, [bytes('01')]))).toBe(searchText(structureNode(tag, [bytes('01')])))
  expect(searchText(structureNode(tag, [bytes('01')]))).not.toBe(searchText(structureNode(tag, [bytes('02')])))
})
