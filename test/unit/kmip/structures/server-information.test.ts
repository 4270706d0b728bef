import {expect, it} from 'vitest'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {ServerInformation} from '../../../../src/kmip/structures/server-information.ts'
import {ItemType, structureNode} from '../../../../src/ttlv/node.ts'

const vendorItem = {tag: 0x540001, type: ItemType.TextString, value: 'rack 7'} as const

it('reads the named fields and keeps what the vendor adds', () => {
  const node = structureNode(Tag.ServerInformation, [
    {tag: Tag.ServerName, type: ItemType.TextString, value: 'kmip-1'},
    vendorItem,
  ])
  const value = ServerInformation.decode(node)
  expect(value).toEqual({serverName: 'kmip-1', vendorItems: [vendorItem]})
  expect(ServerInformation.encode(Tag.ServerInformation, value, '2.0')).toEqual(node)
})

it('has only vendor items in 1.x', () => {
  const node = ServerInformation.encode(Tag.ServerInformation, {serverName: 'kmip-1', vendorItems: [vendorItem]}, '1.4')
  expect(node).toEqual(structureNode(Tag.ServerInformation, [vendorItem]))
})

it('may be empty', () => {
  expect(ServerInformation.decode(structureNode(Tag.ServerInformation, []))).toEqual({})
  expect(ServerInformation.encode(Tag.ServerInformation, {}, '2.1')).toEqual(structureNode(Tag.ServerInformation, []))
})
