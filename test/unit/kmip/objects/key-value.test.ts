import {describe, expect, it} from 'vitest'
import {ItemType, structureNode} from '../../../../src/ttlv/node.ts'
import {readBinary} from '../../../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../../../src/ttlv/binary-writer.ts'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {KeyValue} from '../../../../src/kmip/objects/key-value.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import type {EncodingVersion} from '../../../../src/kmip/spec/version.ts'
import {fromHex, toHex} from '../../ttlv/golden.ts'
import {shown} from '../operations/payload.ts'

function hexOf(value: KeyValue, version: EncodingVersion): string {
  const node = KeyValue.encode(Tag.KeyValue, value, version)
  return node === undefined ? '' : toHex(writeBinary(node))
}

const withAttribute = {
  '1.4': `42 00 45 | 01 | 00 00 00 48
            42 00 43 | 08 | 00 00 00 01 | ab 00 00 00 00 00 00 00
            42 00 08 | 01 | 00 00 00 30
              42 00 0a | 07 | 00 00 00 14 | 43 72 79 70 74 6f 67 72 61 70 68 69 63 20 4c 65 6e 67 74 68 00 00 00 00
              42 00 0b | 02 | 00 00 00 04 | 00 00 00 08 00 00 00 00`,
  '2.0': `42 00 45 | 01 | 00 00 00 28
            42 00 43 | 08 | 00 00 00 01 | ab 00 00 00 00 00 00 00
            42 01 25 | 01 | 00 00 00 10
              42 00 2a | 02 | 00 00 00 04 | 00 00 00 08 00 00 00 00`,
} as const

describe('KeyValue', () => {
  it.each(['1.4', '2.0'] as const)('carries attributes in the form of %s', (version) => {
    const attributes = new AttributeSet().set('CryptographicLength', 8)
    const value = {kind: 'plain', keyMaterial: fromHex('ab'), attributes} as const
    const golden = fromHex(withAttribute[version])
    expect(hexOf(value, version)).toBe(toHex(golden))
    expect(shown(KeyValue.decode(readBinary(golden)))).toEqual(shown(value))
  })

  it('is a Byte String when it is wrapped as a whole', () => {
    const value = {kind: 'wrapped', bytes: fromHex('0102')} as const
    expect(hexOf(value, '1.0')).toBe('420045080000000201020000000000' + '00')
    expect(KeyValue.decode({tag: Tag.KeyValue, type: ItemType.ByteString, value: fromHex('0102')})).toEqual(value)
  })

  it('keeps the structure of a transparent key', () => {
    const key = {tag: Tag.Key, type: ItemType.ByteString, value: fromHex('ff')} as const
    const value = {kind: 'plain', keyMaterial: structureNode(Tag.KeyMaterial, [key])} as const
    const node = KeyValue.encode(Tag.KeyValue, value, '1.0')
    expect(node).toEqual(structureNode(Tag.KeyValue, [structureNode(Tag.KeyMaterial, [key])]))
    expect(node && KeyValue.decode(node)).toEqual(value)
  })

  it.each([
    ['Key Value', {tag: Tag.KeyValue, type: ItemType.Integer, value: 1}],
    ['Key Material', structureNode(Tag.KeyValue, [{tag: Tag.KeyMaterial, type: ItemType.TextString, value: 'key'}])],
  ] as const)('refuses a %s of another type', (what, node) => {
    expect(() => KeyValue.decode(node)).toThrow(`${what} is neither Byte String nor Structure`)
  })
})
