import {describe, expect, it} from 'vitest'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {DeleteAttribute} from '../../../../src/kmip/operations/delete-attribute.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {ModifyAttribute} from '../../../../src/kmip/operations/modify-attribute.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import type {TtlvNode} from '../../../../src/ttlv/node.ts'

const contact = {key: 'ContactInformation', index: undefined, value: 'Joe'} as const
const tags = (nodes: readonly TtlvNode[]) => nodes.map(({tag}) => tag)

describe('operations on attributes', () => {
  it('add under Attribute in 1.x and New Attribute in 2.x', () => {
    expect(tags(AddAttribute.request.encodeItems({newAttribute: contact}, '1.4'))).toEqual([Tag.Attribute])
    expect(tags(AddAttribute.request.encodeItems({newAttribute: contact}, '2.0'))).toEqual([Tag.NewAttribute])
  })

  it('name the current value in 2.x only, before the new one', () => {
    const request = {currentAttribute: {...contact, value: 'Jim'}, newAttribute: contact}
    expect(tags(ModifyAttribute.request.encodeItems(request, '1.4'))).toEqual([Tag.Attribute])
    const nodes = ModifyAttribute.request.encodeItems(request, '2.1')
    expect(tags(nodes)).toEqual([Tag.CurrentAttribute, Tag.NewAttribute])
    expect(ModifyAttribute.request.decodeItems(nodes)).toEqual(request)
  })

  it('delete by name and index in 1.x, by value or reference in 2.x', () => {
    const request = {attributeReference: 'Name', attributeIndex: 2, currentAttribute: contact} as const
    expect(tags(DeleteAttribute.request.encodeItems(request, '1.0'))).toEqual([Tag.AttributeName, Tag.AttributeIndex])
    expect(tags(DeleteAttribute.request.encodeItems(request, '2.0'))).toEqual([
      Tag.CurrentAttribute,
      Tag.AttributeReference,
    ])
  })

  it.each([AddAttribute, ModifyAttribute, DeleteAttribute])('echo the attribute in 1.x only: $name', ({response}) => {
    const value = {uniqueIdentifier: '7', attribute: contact}
    expect(tags(response.encodeItems(value, '1.4'))).toEqual([Tag.UniqueIdentifier, Tag.Attribute])
    expect(tags(response.encodeItems(value, '2.0'))).toEqual([Tag.UniqueIdentifier])
  })

  it('return attributes one by one in 1.x and together in 2.x', () => {
    const attributes = new AttributeSet().set('ContactInformation', 'Joe').set('CryptographicLength', 128)
    const response = {uniqueIdentifier: '7', attributes}
    expect(tags(GetAttributes.response.encodeItems(response, '1.0'))).toEqual([
      Tag.UniqueIdentifier,
      Tag.Attribute,
      Tag.Attribute,
    ])
    expect(tags(GetAttributes.response.encodeItems(response, '2.0'))).toEqual([Tag.UniqueIdentifier, Tag.Attributes])
  })

  it('ask for attributes by name in 1.x and by reference in 2.x', () => {
    const request = {attributeReferences: ['State', 'x:Note'] as const}
    for (const version of ['1.2', '2.1'] as const) {
      const nodes = GetAttributes.request.encodeItems(request, version)
      expect(tags(nodes)).toEqual(Array(2).fill(version === '1.2' ? Tag.AttributeName : Tag.AttributeReference))
      expect(GetAttributes.request.decodeItems(nodes)).toEqual(request)
    }
  })
})
