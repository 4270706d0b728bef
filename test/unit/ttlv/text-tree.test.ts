import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {ItemType, structureNode, type TtlvNode} from '../../../src/ttlv/node.ts'
import {renderTree, type RenderTreeOptions} from '../../../src/ttlv/text-tree.ts'
import {anyText, arbitraryNode} from './arbitrary-node.ts'
import {Tag, vocabulary} from './fake-vocabulary.ts'

const render = (node: TtlvNode, options: RenderTreeOptions = {}): string => renderTree(node, vocabulary, options)
const text = (value: string): TtlvNode => ({tag: Tag.State, type: ItemType.TextString, value})
const bytes = (value: Uint8Array, tag: number = Tag.State): TtlvNode => ({tag, type: ItemType.ByteString, value})

describe('renderTree', () => {
  it('lets an identifier that is a little too long for its column leave it, rather than the line', () => {
    const identifier = '01a212ab-98f9-7a78-b29a-d29742720237'
    const node = structureNode(Tag.CryptographicUsageMask, [text(identifier), text('short')])
    const narrow = render(node, {width: 72}).split('\n')
    expect(narrow[1]?.endsWith(`  TextString  "${identifier}"`)).toBe(true)
    expect(narrow[1]?.length).toBeLessThanOrEqual(72)
    expect(narrow[2]).toBe(render(node).split('\n')[2])
  })

  it('aligns tag, type and value', () => {
    const node = structureNode(Tag.RequestMessage, [
      {tag: Tag.BatchCount, type: ItemType.Integer, value: -1},
      structureNode(Tag.BatchItem, [
        {tag: Tag.Operation, type: ItemType.Enumeration, value: 10},
        {tag: Tag.Operation, type: ItemType.Enumeration, value: 99},
        {tag: Tag.CryptographicUsageMask, type: ItemType.Integer, value: 0x8c},
        {tag: Tag.CryptographicUsageMask, type: ItemType.Integer, value: 0},
        {tag: Tag.TimeStamp, type: ItemType.DateTime, value: 1205495800n},
        {tag: Tag.TimeStamp, type: ItemType.DateTime, value: 2n ** 62n},
        {tag: 0x540007, type: ItemType.DateTimeExtended, value: -1n},
        {tag: 0x540007, type: ItemType.Interval, value: 864000},
        {tag: 0x540007, type: ItemType.Boolean, value: true},
        {tag: 0x540007, type: ItemType.LongInteger, value: -5n},
        {tag: 0x540007, type: ItemType.BigInteger, value: new Uint8Array(8)},
        bytes(new Uint8Array([1, 0xab])),
        bytes(new Uint8Array()),
        text('hello'),
      ]),
    ])
    expect(render(node).split('\n')).toEqual([
      'RequestMessage              Structure',
      '  BatchCount                Integer           -1',
      '  BatchItem                 Structure',
      '    Operation               Enumeration       Get (0x0000000a)',
      '    Operation               Enumeration       0x00000063',
      '    CryptographicUsageMask  Integer           Encrypt | Decrypt | 0x00000080 (0x0000008c)',
      '    CryptographicUsageMask  Integer           (none) (0x00000000)',
      '    TimeStamp               DateTime          2008-03-14T11:56:40+00:00 (1205495800 s)',
      '    TimeStamp               DateTime          4611686018427387904 s',
      '    0x540007                DateTimeExtended  1969-12-31T23:59:59.999999+00:00 (-1 µs)',
      '    0x540007                Interval          864000 s',
      '    0x540007                Boolean           true',
      '    0x540007                LongInteger       -5',
      '    0x540007                BigInteger        0000000000000000 (8 bytes)',
      '    State                   ByteString        01ab (2 bytes)',
      '    State                   ByteString        (0 bytes)',
      '    State                   TextString        "hello"',
    ])
  })

  it('names the values of 1.x attributes', () => {
    const attribute = structureNode(Tag.Attribute, [
      {tag: Tag.AttributeName, type: ItemType.TextString, value: 'State'},
      {tag: Tag.AttributeValue, type: ItemType.Enumeration, value: 2},
    ])
    expect(render(attribute)).toContain('Active (0x00000002)')
  })

  it('paints the parts and not the columns between them', () => {
    const mark = (name: string) => (part: string) => `<${name}:${part}>`
    const style = {
      tag: mark('tag'),
      type: mark('type'),
      name: mark('name'),
      number: mark('number'),
      text: mark('text'),
      bytes: mark('bytes'),
      secret: mark('secret'),
      note: mark('note'),
    }
    const node = structureNode(Tag.BatchItem, [
      {tag: Tag.State, type: ItemType.Enumeration, value: 2},
      bytes(new Uint8Array(3), Tag.Password),
    ])
    expect(render(node, {style}).split('\n')).toEqual([
      '<tag:BatchItem>   <type:Structure>',
      '  <tag:State>     <type:Enumeration>  <name:Active> <note:(0x00000002)>',
      '  <tag:Password>  <type:ByteString>   <secret:<3 bytes>>',
    ])
  })
})

describe('long values', () => {
  it('are cut with a note of how much is missing', () => {
    expect(render(bytes(new Uint8Array(100)))).toBe(`State  ByteString  ${'00'.repeat(64)}… (100 bytes, 36 not shown)`)
    expect(render(bytes(new Uint8Array(10)), {maxBytes: 9})).toBe(
      `State  ByteString  ${'00'.repeat(9)}… (10 bytes, 1 not shown)`,
    )
    expect(render(text('x'.repeat(130)))).toBe(`State  TextString  "${'x'.repeat(128)}…" (2 characters not shown)`)
  })

  it('fit the width', () => {
    for (const line of render(structureNode(Tag.BatchItem, [bytes(new Uint8Array(9000)), text('x'.repeat(9000))]), {
      width: 100,
    }).split('\n')) {
      expect(line.length).toBeLessThanOrEqual(100)
    }
  })

  it('lose their note before they are cut', () => {
    const line = (width: number) => render(bytes(new Uint8Array(16)), {width})
    expect(line(62)).toBe(`State  ByteString  ${'00'.repeat(16)} (16 bytes)`)
    expect(line(61)).toBe(`State  ByteString  ${'00'.repeat(16)}`)
    expect(line(50)).toBe(`State  ByteString  ${'00'.repeat(4)}… (16 bytes, 12 not shown)`)
  })

  it('are never cut when they are identifiers that somebody may want to copy', () => {
    const id = '2d6c3f6e-0c39-4b54-9f8e-4f0b3a6c1d2e'
    expect(render(text(id), {width: 40})).toBe(`State  TextString  "${id}"`)
  })

  it('are shown in full when asked to', () => {
    expect(render(bytes(new Uint8Array(1000)), {maxBytes: Number.POSITIVE_INFINITY})).toBe(
      `State  ByteString  ${'00'.repeat(1000)} (1000 bytes)`,
    )
  })

  it('are not cut inside a surrogate pair', () => {
    expect(render(text(`${'x'.repeat(19)}😀`), {maxBytes: 10})).toBe(
      `State  TextString  "${'x'.repeat(19)}…" (2 characters not shown)`,
    )
  })
})

describe('text from a peer', () => {
  it('cannot send escape sequences, line breaks or bidirectional overrides', () => {
    expect(render(text('a\u001b[31m\n\r\t"\\\u009b\u202e\u2028\u{e0001}é'))).toBe(
      'State  TextString  "a\\u001b[31m\\n\\r\\t\\"\\\\\\u009b\\u202e\\u2028\\u{e0001}é"',
    )
  })

  it('never yields a control character', () => {
    fc.assert(
      fc.property(arbitraryNode(anyText), fc.boolean(), (node, reveal) => {
        expect(render(node, {reveal}).replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}/u)
      }),
    )
  })
})

describe('secrets', () => {
  const key = new TextEncoder().encode('0123456789abcdef0123456789abcdef')
  const transparent = structureNode(Tag.KeyMaterial, [
    bytes(key),
    {tag: Tag.BatchCount, type: ItemType.Integer, value: 4711},
    structureNode(Tag.KeyBlock, [text('a long enough pass phrase')]),
  ])

  it('show only their length and the start of their hash', () => {
    expect(render(bytes(key, Tag.KeyMaterial))).toBe('KeyMaterial  ByteString  <32 bytes, sha256 3eb1bd43…>')
    const phrase: TtlvNode = {tag: Tag.Password, type: ItemType.TextString, value: 'a long enough pass phrase'}
    expect(render(phrase)).toMatch(/^Password {2}TextString {2}<25 bytes, sha256 [0-9a-f]{8}…>$/)
  })

  it('show no hash when they are short enough to be guessed', () => {
    expect(render({tag: Tag.Password, type: ItemType.TextString, value: 'hunter2'})).toBe(
      'Password  TextString  <7 bytes>',
    )
  })

  it('stay hidden below a secret structure, whatever their type', () => {
    const lines = render(transparent)
    expect(lines).not.toContain('4711')
    expect(lines).not.toContain('pass phrase')
    expect(lines).toContain('BatchCount  Integer     <hidden>')
  })

  it('are shown when revealed', () => {
    const lines = render(transparent, {reveal: true})
    expect(lines).toContain('4711')
    expect(lines).toContain('"a long enough pass phrase"')
    expect(lines).toContain('30313233')
  })
})
