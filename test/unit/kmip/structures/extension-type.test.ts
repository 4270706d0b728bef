import {expect, it} from 'vitest'
import {extensionType} from '../../../../src/kmip/structures/extension-type.ts'
import {DecodeError} from '../../../../src/kmip/schema/decode-error.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {ItemType} from '../../../../src/ttlv/node.ts'

const tag = Tag.ExtensionType

it('is an Integer in 1.x and an Enumeration from 2.0 on', () => {
  expect(extensionType.encode(tag, 'TextString', '1.4')).toEqual({tag, type: ItemType.Integer, value: 7})
  expect(extensionType.encode(tag, 'TextString', '2.0')).toEqual({tag, type: ItemType.Enumeration, value: 7})
})

it('reads both', () => {
  expect(extensionType.decode({tag, type: ItemType.Integer, value: 1})).toBe('Structure')
  expect(extensionType.decode({tag, type: ItemType.Enumeration, value: 1})).toBe('Structure')
  expect(extensionType.decode({tag, type: ItemType.Integer, value: 99})).toBe(99)
})

it('keeps numbers beyond the positive Integers', () => {
  const node = extensionType.encode(tag, 0x80000001, '1.4')
  expect(node).toEqual({tag, type: ItemType.Integer, value: -0x7fffffff})
  expect(node === undefined ? undefined : extensionType.decode(node)).toBe(0x80000001)
})

it('refuses other types', () => {
  expect(() => extensionType.decode({tag, type: ItemType.TextString, value: '7'})).toThrow(DecodeError)
})
