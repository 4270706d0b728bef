import {describe, expect, expectTypeOf, it} from 'vitest'
import {KmipError} from '../../../../src/kmip/error.ts'
import {DecodeError} from '../../../../src/kmip/schema/decode-error.ts'
import {field} from '../../../../src/kmip/schema/field.ts'
import {bytes, enumeration, integer, text} from '../../../../src/kmip/schema/scalars.ts'
import {fieldsIn, structure, type Infer} from '../../../../src/kmip/schema/structure.ts'
import {LinkType} from '../../../../src/kmip/spec/enumerations.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../../src/ttlv/node.ts'

const Inner = structure('Inner', {key: field(Tag.Key, bytes)})
const Outer = structure('Outer', {
  name: field(Tag.NameValue, text),
  length: field(Tag.CryptographicLength, integer).optional(),
  comments: field(Tag.Comment, text).repeated(),
  newer: field(Tag.IVLength, integer).optional().since('1.2'),
  older: field(Tag.TagLength, integer).optional().until('1.4'),
  inner: field(Tag.KeyMaterial, Inner).optional(),
})

const name: TtlvNode = {tag: Tag.NameValue, type: ItemType.TextString, value: 'a'}
const length: TtlvNode = {tag: Tag.CryptographicLength, type: ItemType.Integer, value: 256}
const newer: TtlvNode = {tag: Tag.IVLength, type: ItemType.Integer, value: 12}
const older: TtlvNode = {tag: Tag.TagLength, type: ItemType.Integer, value: 16}

function comment(value: string): TtlvNode {
  return {tag: Tag.Comment, type: ItemType.TextString, value}
}

function decode(...items: TtlvNode[]): Infer<typeof Outer> {
  return Outer.decode(structureNode(0x420001, items))
}

/** The DecodeError's path and problem. */
function refusal(run: () => unknown): {path: readonly string[]; problem: string; reason: string} {
  try {
    run()
  } catch (error) {
    if (error instanceof DecodeError) return {path: error.path, problem: error.problem, reason: error.reason}
    throw error
  }
  throw new Error('Nothing was thrown')
}

describe('decoding', () => {
  it('takes members in any order', () => {
    expect(decode(newer, comment('x'), length, comment('y'), name)).toEqual({
      name: 'a',
      length: 256,
      comments: ['x', 'y'],
      newer: 12,
    })
  })

  it('leaves absent members out of the value', () => {
    expect(Object.keys(decode(name))).toEqual(['name'])
  })

  it('ignores items it does not know', () => {
    expect(decode({tag: 0x540001, type: ItemType.Boolean, value: true}, name)).toEqual({name: 'a'})
  })

  it('refuses a structure without a required member', () => {
    expect(refusal(() => decode(length))).toEqual({path: [], problem: 'NameValue is missing', reason: 'InvalidMessage'})
  })

  it('refuses a member that appears twice', () => {
    expect(refusal(() => decode(name, length, length)).problem).toBe(
      'CryptographicLength appears 2 times where one is allowed',
    )
  })

  it('refuses another type than Structure', () => {
    expect(() => Outer.decode(name)).toThrow('Expected Structure')
  })

  it('names the place of a wrong item', () => {
    const inner = structureNode(Tag.KeyMaterial, [{tag: Tag.Key, type: ItemType.TextString, value: 'k'}])
    const found = refusal(() => decode(name, inner))
    expect(found).toEqual({
      path: ['KeyMaterial', 'Key'],
      problem: 'Expected ByteString, found TextString',
      reason: 'InvalidMessage',
    })
  })

  it('names the position of a wrong item among repeated ones', () => {
    const wrong: TtlvNode = {tag: Tag.Comment, type: ItemType.Integer, value: 1}
    expect(refusal(() => decode(name, comment('x'), wrong)).path).toEqual(['Comment[1]'])
  })
})

describe('versions', () => {
  it('do not matter to decoding, as clients send newer members under older versions', () => {
    expect(decode(name, newer, older)).toEqual({name: 'a', newer: 12, older: 16})
  })

  it('decide which members are encoded', () => {
    const value = {name: 'a', newer: 12, older: 16}
    expect(Outer.encodeItems(value, '1.1')).toEqual([name, older])
    expect(Outer.encodeItems(value, '1.2')).toEqual([name, newer, older])
    expect(Outer.encodeItems(value, '2.0')).toEqual([name, newer])
    expect(Outer.encodeItems(value, 'any')).toEqual([name, newer, older])
  })

  it('decide which members there are', () => {
    expect(fieldsIn(Outer.fields, '1.0')).toEqual(['name', 'length', 'comments', 'older', 'inner'])
    expect(fieldsIn(Outer.fields, '2.1')).toEqual(['name', 'length', 'comments', 'newer', 'inner'])
  })

  it('that cannot express a required member refuse the structure', () => {
    const Typed = structure('Typed', {linkType: field(Tag.LinkType, enumeration(LinkType))})
    expect(() => Typed.encode(Tag.Link, {linkType: 'WrappingKeyLink'}, '1.4')).toThrow(
      new KmipError('FeatureNotSupported', 'LinkType has the value WrappingKeyLink, which KMIP 1.4 cannot express'),
    )
  })

  it('that cannot express an optional member leave it out', () => {
    const Typed = structure('Typed', {linkType: field(Tag.LinkType, enumeration(LinkType)).optional()})
    expect(Typed.encodeItems({linkType: 'WrappingKeyLink'}, '1.4')).toEqual([])
  })
})

describe('encoding', () => {
  it('keeps the order of the declaration', () => {
    expect(Outer.encode(0x420001, {comments: ['x', 'y'], length: 256, name: 'a'}, '1.0')).toEqual(
      structureNode(0x420001, [name, length, comment('x'), comment('y')]),
    )
  })
})

it('gives the model type of a declaration', () => {
  expectTypeOf<Infer<typeof Outer>['name']>().toEqualTypeOf<string>()
  expectTypeOf<Infer<typeof Outer>['comments']>().toEqualTypeOf<readonly string[] | undefined>()
  expectTypeOf<Infer<typeof Outer>['inner']>().toEqualTypeOf<{readonly key: Uint8Array} | undefined>()
})
