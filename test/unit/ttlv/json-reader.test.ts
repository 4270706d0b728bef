import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {TtlvError} from '../../../src/ttlv/error.ts'
import {readJson, readJsonDocument} from '../../../src/ttlv/json-reader.ts'
import {writeJson} from '../../../src/ttlv/json-writer.ts'
import {defaultLimits} from '../../../src/ttlv/limits.ts'
import {ItemType, type TtlvNode} from '../../../src/ttlv/node.ts'
import {anyText, arbitraryNode} from './arbitrary-node.ts'
import {caught} from './caught.ts'
import {Tag, vocabulary} from './fake-vocabulary.ts'
import {fromHex} from './golden.ts'

const read = (text: string): TtlvNode => readJson(text, vocabulary)
const item = (tag: string, type: string, value: string): string => `{"tag":"${tag}","type":"${type}","value":${value}}`

describe('values', () => {
  const cases: readonly (readonly [string, string, TtlvNode['value']])[] = [
    ['an Integer as a number', item('BatchCount', 'Integer', '-3'), -3],
    ['an Integer in hexadecimal', item('BatchCount', 'Integer', '"0xfffffffe"'), -2],
    ['an Integer as decimal text', item('BatchCount', 'Integer', '"3"'), 3],
    ['a mask of names and parts', item('CryptographicUsageMask', 'Integer', '"Sign|Verify|0x00000100"'), 0x103],
    ['a mask as a number', item('CryptographicUsageMask', 'Integer', '12'), 12],
    ['a Long Integer that a double cannot hold', item('State', 'LongInteger', '9007199254740993'), 9007199254740993n],
    ['a Long Integer in hexadecimal', item('State', 'LongInteger', '"0xffffffffffffffff"'), -1n],
    ['a small Big Integer as a number', item('State', 'BigInteger', '10'), fromHex('00 00 00 00 00 00 00 0a')],
    ['a negative Big Integer as a number', item('State', 'BigInteger', '-2'), fromHex('ff ff ff ff ff ff ff fe')],
    [
      'a Big Integer that needs a sign',
      item('State', 'BigInteger', '18446744073709551615'),
      fromHex('00 00 00 00 00 00 00 00 ff ff ff ff ff ff ff ff'),
    ],
    [
      'a Big Integer in hexadecimal',
      item('State', 'BigInteger', '"0x00000000000000ff"'),
      fromHex('00 00 00 00 00 00 00 ff'),
    ],
    ['an Enumeration by name', item('State', 'Enumeration', '"Active"'), 2],
    ['an Enumeration as a number', item('State', 'Enumeration', '2'), 2],
    ['an Enumeration in hexadecimal', item('State', 'Enumeration', '"0x80000001"'), 0x80000001],
    ['a Boolean', item('State', 'Boolean', 'true'), true],
    ['a Boolean in hexadecimal', item('State', 'Boolean', '"0x0000000000000000"'), false],
    ['text', item('State', 'TextString', '" \\u00e9\\n\\"\\\\"'), ' é\n"\\'],
    ['bytes', item('State', 'ByteString', '"0aFF"'), fromHex('0a ff')],
    ['a Date-Time as ISO text', item('TimeStamp', 'DateTime', '"2008-03-14T21:56:40+10:00"'), 1205495800n],
    ['a Date-Time in hexadecimal', item('TimeStamp', 'DateTime', '"0x0000000047da67f8"'), 1205495800n],
    ['an Interval', item('State', 'Interval', '"0xffffffff"'), 0xffffffff],
    ['a Date-Time Extended', item('State', 'DateTimeExtended', '"0xffffffffffffffff"'), -1n],
    ['an Identifier', item('UniqueIdentifier', 'Identifier', '"7"'), '7'],
  ]
  it.each(cases)('reads %s', (_what, text, value) => expect(read(text).value).toStrictEqual(value))
})

describe('items', () => {
  it('are structures when the type is left out, with an array, null or nothing as value', () => {
    const empty = {tag: Tag.BatchItem, type: ItemType.Structure, value: []}
    for (const rest of ['', ',"value":null', ',"value":[]', ',"type":"Structure"']) {
      expect(read(`{"tag":"BatchItem"${rest}}`)).toStrictEqual(empty)
    }
  })

  it('may have hexadecimal tags, aliases, further members and any member order', () => {
    expect(
      read('{"value":"B12","extra":{"a":[1,2]},"type":"TextString","name":"Shelf","tag":"0x540007"}'),
    ).toStrictEqual({
      tag: 0x540007,
      type: ItemType.TextString,
      value: 'B12',
    })
    expect(read(item('Identifier', 'TextString', '"7"')).tag).toBe(Tag.UniqueIdentifier)
  })

  it('take names from the attribute named before them', () => {
    const text = `{"tag":"Attribute","value":[${item('AttributeName', 'TextString', '"State"')},${item('AttributeValue', 'Enumeration', '"Active"')}]}`
    expect(read(text)).toMatchObject({value: [{}, {value: 2}]})
  })

  it('may stand in an array where a document is asked for', () => {
    expect(
      readJsonDocument('[{"tag":"RequestMessage"},{"tag":"BatchItem"}]', vocabulary).map((node) => node.tag),
    ).toEqual([Tag.RequestMessage, Tag.BatchItem])
    expect(caught(() => read('[]')).message).toBe('Item must be a JSON object, not an array at line 1, column 1')
  })
})

describe('refusals', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a missing comma', '{"tag":"BatchItem"\n "type":"Structure"}', 'Expected a comma or } at line 2, column 2'],
    ['a comma too many', '{"tag":"BatchItem",}', 'Expected a member name in quotes at line 1, column 20'],
    ['a missing colon', '{"tag" "BatchItem"}', 'Expected a colon'],
    ['a text that ends early', '{"tag":', 'JSON text ends too early'],
    ['a string that ends early', '{"tag":"BatchItem', 'String has no closing quote'],
    ['text after the value', '{"tag":"BatchItem"} x', 'Unexpected text after the JSON value'],
    ['a bare control character', '{"tag":"Batch\u0001Item"}', 'String holds a bare control character'],
    ['a wrong escape', '{"tag":"\\x"}', 'wrong escape'],
    ['a member given twice', '{"tag":"BatchItem","tag":"State"}', 'Member "tag" occurs twice'],
    ['words of other languages', item('State', 'Boolean', 'True'), 'Expected a JSON value'],
    ['a missing tag', '{"type":"Integer","value":1}', 'Item has no member "tag"'],
    ['an unknown tag', item('Shelf', 'Integer', '1'), 'Tag "Shelf" is not known at line 1, column 8'],
    ['an unknown type', item('State', 'Number', '1'), 'Type "Number" is not known'],
    ['a type that is no string', '{"tag":"State","type":1}', 'Type must be a JSON string, not a number'],
    ['a missing value', '{"tag":"State","type":"Integer"}', 'Integer has no member "value"'],
    ['a null value', item('State', 'Integer', 'null'), 'Value of type Integer cannot be null'],
    [
      'a scalar without type',
      '{"tag":"State","value":1}',
      'Value of a structure must be an array or null, not a number',
    ],
    ['a fraction', item('BatchCount', 'Integer', '1.5'), 'Integer "1.5" is neither'],
    ['a Boolean for an Integer', item('BatchCount', 'Integer', 'true'), 'must be a JSON number or string, not true'],
    ['a number for text', item('State', 'TextString', '1'), 'TextString must be a JSON string, not a number'],
    ['half a surrogate pair', item('State', 'TextString', '"\\ud800"'), 'surrogate'],
    ['an unsigned Integer', item('BatchCount', 'Integer', '4294967295'), 'out of the 32-bit range'],
    ['a short Big Integer', item('State', 'BigInteger', '"0xff"'), 'not a multiple of 16'],
    [
      'a Big Integer that is no number',
      item('State', 'BigInteger', '1e3'),
      'Big Integer "1e3" is neither a number nor',
    ],
    ['nothing', '', 'JSON text ends too early at line 1, column 1'],
  ]
  it.each(cases)('refuses %s', (_what, text, message) => expect(caught(() => read(text)).message).toContain(message))

  it('gives line, column and path of the value', () => {
    const error = caught(() =>
      read(
        `{"tag":"RequestMessage","value":[\n{"tag":"BatchItem"},\n{"tag":"BatchItem","value":[${item('State', 'Enumeration', '"No"')}]}]}`,
      ),
    )
    expect(error.message).toBe('Enumeration value "No" is not one of its names at line 3, column 73')
    expect(error.path).toEqual(['RequestMessage', 'BatchItem[1]', 'State'])
  })

  it('keeps to the depth, whatever is nested', () => {
    const limits = {...defaultLimits, depth: 3}
    const deep = (levels: number): string => '{"tag":"KeyBlock","value":['.repeat(levels) + ']}'.repeat(levels)
    expect(readJson(deep(3), vocabulary, {limits}).tag).toBe(Tag.KeyBlock)
    expect(caught(() => readJson(deep(4), vocabulary, {limits})).message).toContain('nested deeper than 3 levels')
    expect(caught(() => read('['.repeat(100_000))).message).toContain('JSON is nested too deep')
  })

  it('keeps to the number of items', () => {
    const limits = {...defaultLimits, nodes: 2}
    const text = '{"tag":"KeyBlock","value":[{"tag":"State"},{"tag":"State"}]}'
    expect(caught(() => readJson(text, vocabulary, {limits})).message).toContain('more than 2 items')
  })

  it('reads a very long string', () => {
    const value = `${'a'.repeat(500_000)}\\\\`
    expect(read(item('State', 'TextString', `"${value}"`)).value).toHaveLength(500_001)
  })

  it('gives a tree or a TtlvError for a text with some characters changed', () => {
    const change = fc.array(fc.tuple(fc.nat(), fc.string({maxLength: 3})), {minLength: 1, maxLength: 3})
    fc.assert(
      fc.property(arbitraryNode(anyText), change, (node, changes) => {
        let text = writeJson(node, vocabulary)
        for (const [at, replacement] of changes) {
          const index = at % text.length
          text = text.slice(0, index) + replacement + text.slice(index + 1)
        }
        try {
          expect(read(text)).toHaveProperty('tag')
        } catch (error) {
          if (!(error instanceof TtlvError)) throw error
        }
      }),
    )
  })
})
