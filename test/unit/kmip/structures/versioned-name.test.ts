import {expect, it} from 'vitest'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {versionedName} from '../../../../src/kmip/structures/versioned-name.ts'
import {ItemType, structureNode} from '../../../../src/ttlv/node.ts'

const name = {nameValue: 'db-key', nameType: 'UninterpretedTextString'} as const
const asStructure = structureNode(Tag.Name, [
  {tag: Tag.NameValue, type: ItemType.TextString, value: 'db-key'},
  {tag: Tag.NameType, type: ItemType.Enumeration, value: 1},
])
const asText = {tag: Tag.Name, type: ItemType.TextString, value: 'db-key'} as const

it('is a structure up to 2.1 and where it is stored', () => {
  expect(versionedName.encode(Tag.Name, name, '1.0')).toEqual(asStructure)
  expect(versionedName.encode(Tag.Name, name, '2.1')).toEqual(asStructure)
  expect(versionedName.encode(Tag.Name, name, 'any')).toEqual(asStructure)
})

it('is a text in the 3.0 draft', () => {
  expect(versionedName.encode(Tag.Name, name, '3.0')).toEqual(asText)
})

it('reads both', () => {
  expect(versionedName.decode(asStructure)).toEqual(name)
  expect(versionedName.decode(asText)).toEqual(name)
})
