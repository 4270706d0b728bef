import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {readJson} from '../../../src/ttlv/json-reader.ts'
import {writeJson} from '../../../src/ttlv/json-writer.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../src/ttlv/node.ts'
import {anyText, arbitraryNode} from './arbitrary-node.ts'
import {caught} from './caught.ts'
import {Tag, vocabulary} from './fake-vocabulary.ts'
import {fromHex} from './golden.ts'

describe('writeJson', () => {
  const cases: readonly (readonly [string, TtlvNode, string])[] = [
    [
      'an Integer in hexadecimal',
      {tag: Tag.BatchCount, type: ItemType.Integer, value: -2},
      '{"tag":"BatchCount","type":"Integer","value":"0xfffffffe"}',
    ],
    [
      'a mask with bars',
      {tag: Tag.CryptographicUsageMask, type: ItemType.Integer, value: 0x103},
      '{"tag":"CryptographicUsageMask","type":"Integer","value":"Sign|Verify|0x00000100"}',
    ],
    [
      'a Long Integer',
      {tag: 0x540007, type: ItemType.LongInteger, value: -1n},
      '{"tag":"0x540007","type":"LongInteger","value":"0xffffffffffffffff"}',
    ],
    [
      'a Big Integer with prefix',
      {tag: Tag.State, type: ItemType.BigInteger, value: fromHex('00 00 00 00 00 00 00 AB')},
      '{"tag":"State","type":"BigInteger","value":"0x00000000000000ab"}',
    ],
    [
      'an Enumeration by name',
      {tag: Tag.State, type: ItemType.Enumeration, value: 2},
      '{"tag":"State","type":"Enumeration","value":"Active"}',
    ],
    [
      'a Boolean',
      {tag: Tag.State, type: ItemType.Boolean, value: true},
      '{"tag":"State","type":"Boolean","value":true}',
    ],
    [
      'bytes',
      {tag: Tag.State, type: ItemType.ByteString, value: fromHex('0A')},
      '{"tag":"State","type":"ByteString","value":"0a"}',
    ],
    [
      'a Date-Time',
      {tag: Tag.TimeStamp, type: ItemType.DateTime, value: 1205495800n},
      '{"tag":"TimeStamp","type":"DateTime","value":"2008-03-14T11:56:40+00:00"}',
    ],
    ['an empty structure', structureNode(Tag.BatchItem, []), '{"tag":"BatchItem","value":null}'],
    [
      'a structure',
      structureNode(Tag.BatchItem, [structureNode(Tag.KeyBlock, [])]),
      '{"tag":"BatchItem","value":[{"tag":"KeyBlock","value":null}]}',
    ],
  ]
  it.each(cases)('writes %s', (_what, node, json) => expect(writeJson(node, vocabulary)).toBe(json))

  it('indents when asked to', () => {
    const node: TtlvNode = {tag: Tag.State, type: ItemType.Boolean, value: true}
    expect(writeJson(node, vocabulary, {indent: 2})).toBe(
      '{\n  "tag": "State",\n  "type": "Boolean",\n  "value": true\n}',
    )
  })

  it('gives back the identical tree', () => {
    fc.assert(
      fc.property(arbitraryNode(anyText), fc.constantFrom(0, 1), (node, indent) => {
        expect(readJson(writeJson(node, vocabulary, {indent}), vocabulary)).toStrictEqual(node)
      }),
    )
  })

  it('refuses values that their type cannot hold, with their path', () => {
    const bad: TtlvNode = {tag: Tag.State, type: ItemType.Enumeration, value: -1}
    const node = structureNode(Tag.BatchItem, [bad, {...bad, value: 1}])
    expect(caught(() => writeJson(node, vocabulary)).path).toEqual(['BatchItem', 'State[0]'])
  })
})
