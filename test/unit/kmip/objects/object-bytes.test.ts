import {describe, expect, it} from 'vitest'
import {objectBytes} from '../../../../src/kmip/objects/object-bytes.ts'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {structureNode} from '../../../../src/ttlv/node.ts'

const bytes = Uint8Array.of(1, 2)

describe('objectBytes', () => {
  it('takes key material, plain or wrapped, certificates and data', () => {
    const plain = {keyFormatType: 'Raw', keyValue: {kind: 'plain', keyMaterial: bytes}} as const
    const wrapped = {keyFormatType: 'Raw', keyValue: {kind: 'wrapped', bytes}} as const
    expect(objectBytes({type: 'SymmetricKey', value: {keyBlock: plain}})).toBe(bytes)
    expect(objectBytes({type: 'SymmetricKey', value: {keyBlock: wrapped}})).toBe(bytes)
    expect(objectBytes({type: 'Certificate', value: {certificateType: 'X_509', certificateValue: bytes}})).toBe(bytes)
    expect(objectBytes({type: 'OpaqueObject', value: {opaqueDataType: 1, opaqueDataValue: bytes}})).toBe(bytes)
  })

  it('says why there are none', () => {
    const keyMaterial = structureNode(Tag.KeyMaterial, [])
    const transparent = {keyFormatType: 'TransparentSymmetricKey', keyValue: {kind: 'plain', keyMaterial}} as const
    expect(() => objectBytes({type: 'SymmetricKey', value: {keyBlock: transparent}})).toThrow('TransparentSymmetricKey')
    expect(() => objectBytes({type: 'SymmetricKey', value: {keyBlock: {keyFormatType: 'Raw'}}})).toThrow('no key value')
    expect(() => objectBytes({type: 'Template', value: {attributes: new AttributeSet()}})).toThrow('template')
  })
})
