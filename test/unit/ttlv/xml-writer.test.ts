import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {ItemType, structureNode, type TtlvNode} from '../../../src/ttlv/node.ts'
import {readXml} from '../../../src/ttlv/xml-reader.ts'
import {writeXml} from '../../../src/ttlv/xml-writer.ts'
import {arbitraryNode, xmlText} from './arbitrary-node.ts'
import {caught} from './caught.ts'
import {Tag, vocabulary} from './fake-vocabulary.ts'
import {fromHex} from './golden.ts'

describe('writeXml', () => {
  const cases: readonly (readonly [string, TtlvNode, string])[] = [
    [
      'an Integer in decimal',
      {tag: Tag.BatchCount, type: ItemType.Integer, value: -3},
      '<BatchCount type="Integer" value="-3"/>',
    ],
    [
      'a mask by name, with one part for the rest',
      {tag: Tag.CryptographicUsageMask, type: ItemType.Integer, value: -2147483548},
      '<CryptographicUsageMask type="Integer" value="Encrypt Top 0x00000060"/>',
    ],
    [
      'an empty mask in hexadecimal',
      {tag: Tag.CryptographicUsageMask, type: ItemType.Integer, value: 0},
      '<CryptographicUsageMask type="Integer" value="0x00000000"/>',
    ],
    [
      'an Enumeration by name',
      {tag: Tag.State, type: ItemType.Enumeration, value: 2},
      '<State type="Enumeration" value="Active"/>',
    ],
    [
      'an unknown Enumeration value in hexadecimal',
      {tag: Tag.State, type: ItemType.Enumeration, value: 0x80000001},
      '<State type="Enumeration" value="0x80000001"/>',
    ],
    [
      'a Big Integer without prefix',
      {tag: Tag.KeyMaterial, type: ItemType.BigInteger, value: fromHex('00 00 00 00 00 00 00 AB')},
      '<KeyMaterial type="BigInteger" value="00000000000000ab"/>',
    ],
    [
      'a Boolean as a word',
      {tag: Tag.State, type: ItemType.Boolean, value: false},
      '<State type="Boolean" value="false"/>',
    ],
    [
      'a Date-Time in UTC',
      {tag: Tag.TimeStamp, type: ItemType.DateTime, value: 1205495800n},
      '<TimeStamp type="DateTime" value="2008-03-14T11:56:40+00:00"/>',
    ],
    [
      'a Date-Time after the year 9999 in hexadecimal',
      {tag: Tag.TimeStamp, type: ItemType.DateTime, value: 253402300800n},
      '<TimeStamp type="DateTime" value="0x0000003afff44180"/>',
    ],
    [
      'text with references where a parser would change it',
      {tag: Tag.State, type: ItemType.TextString, value: ' <&>"\t\n\r\'é '},
      '<State type="TextString" value=" &lt;&amp;&gt;&quot;&#9;&#10;&#13;\'é "/>',
    ],
    [
      'an unknown tag in the general form',
      {tag: 0x540007, type: ItemType.Interval, value: 60},
      '<TTLV tag="0x540007" type="Interval" value="60"/>',
    ],
    [
      'an unknown structure in the general form',
      structureNode(0x540007, [structureNode(0x540008, [])]),
      '<TTLV tag="0x540007"><TTLV tag="0x540008"/></TTLV>',
    ],
    ['a tag whose name is no XML name in the general form', structureNode(Tag.Odd, []), '<TTLV tag="0x4200f1"/>'],
    ['an empty structure', structureNode(Tag.BatchItem, []), '<BatchItem/>'],
  ]
  it.each(cases)('writes %s', (_what, node, xml) => expect(writeXml(node, vocabulary)).toBe(xml))

  const attribute = (name: string): TtlvNode =>
    structureNode(Tag.Attribute, [
      {tag: Tag.AttributeName, type: ItemType.TextString, value: name},
      {tag: Tag.AttributeIndex, type: ItemType.Integer, value: 0},
      {tag: Tag.AttributeValue, type: ItemType.Enumeration, value: 1},
    ])

  it('names the values of attributes after the attribute', () => {
    expect(writeXml(attribute('State'), vocabulary)).toContain('<AttributeValue type="Enumeration" value="PreActive"/>')
    expect(writeXml(attribute('x-State'), vocabulary)).toContain(
      '<AttributeValue type="Enumeration" value="0x00000001"/>',
    )
  })

  it('indents when asked to', () => {
    const node = structureNode(Tag.RequestMessage, [
      structureNode(Tag.BatchItem, [attribute('State')]),
      structureNode(Tag.BatchItem, []),
    ])
    expect(writeXml(node, vocabulary, {indent: 2})).toBe(
      [
        '<RequestMessage>',
        '  <BatchItem>',
        '    <Attribute>',
        '      <AttributeName type="TextString" value="State"/>',
        '      <AttributeIndex type="Integer" value="0"/>',
        '      <AttributeValue type="Enumeration" value="PreActive"/>',
        '    </Attribute>',
        '  </BatchItem>',
        '  <BatchItem/>',
        '</RequestMessage>',
      ].join('\n'),
    )
  })

  it.each([0, 2])('gives back the identical tree with an indentation of %i', (indent) => {
    fc.assert(
      fc.property(arbitraryNode(xmlText), (node) => {
        expect(readXml(writeXml(node, vocabulary, {indent}), vocabulary)).toStrictEqual(node)
      }),
    )
  })

  it.each([
    ['\u0000', 'U+0000'],
    ['a\u001bb', 'U+001B'],
    ['\uffff', 'U+FFFF'],
  ])('refuses text that XML cannot carry: %j', (value, name) => {
    const node = structureNode(Tag.RequestMessage, [{tag: Tag.UniqueIdentifier, type: ItemType.TextString, value}])
    const error = caught(() => writeXml(node, vocabulary))
    expect(error.message).toBe(`Text holds the character ${name}, which XML cannot carry`)
    expect(error.path).toEqual(['RequestMessage', 'UniqueIdentifier'])
  })

  it('refuses values that their type cannot hold', () => {
    const node: TtlvNode = {tag: Tag.BatchCount, type: ItemType.Integer, value: 2 ** 31}
    expect(caught(() => writeXml(node, vocabulary)).path).toEqual(['BatchCount'])
    expect(caught(() => writeXml({tag: 1, type: ItemType.TextString, value: '\ud800'}, vocabulary)).message).toContain(
      'surrogate',
    )
  })
})
