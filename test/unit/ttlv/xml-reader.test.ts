import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {TtlvError} from '../../../src/ttlv/error.ts'
import {defaultLimits} from '../../../src/ttlv/limits.ts'
import {ItemType, type TtlvNode} from '../../../src/ttlv/node.ts'
import {readXml, readXmlDocument, type XmlValue} from '../../../src/ttlv/xml-reader.ts'
import {writeXml} from '../../../src/ttlv/xml-writer.ts'
import {arbitraryNode, xmlText} from './arbitrary-node.ts'
import {caught} from './caught.ts'
import {Tag, vocabulary} from './fake-vocabulary.ts'
import {fromHex} from './golden.ts'

const read = (text: string): TtlvNode => readXml(text, vocabulary)
const valueOf = (text: string): TtlvNode['value'] => read(text).value

describe('values', () => {
  const cases: readonly (readonly [string, string, TtlvNode['value']])[] = [
    ['a negative Integer', '<BatchCount type="Integer" value="-3"/>', -3],
    ['an Integer in hexadecimal', '<BatchCount type="Integer" value="0xFFFFFFFE"/>', -2],
    ['an Integer in short hexadecimal', '<BatchCount type="Integer" value="0xff"/>', 255],
    ['a mask of names in any order', '<CryptographicUsageMask type="Integer" value="Decrypt  Encrypt"/>', 12],
    [
      'a mask mixed with hexadecimal',
      '<CryptographicUsageMask type="Integer" value="Sign 0x00000010 Top"/>',
      -2147483631,
    ],
    ['a mask in decimal', '<CryptographicUsageMask type="Integer" value="3"/>', 3],
    ['an empty mask', '<CryptographicUsageMask type="Integer" value="0x00000000"/>', 0],
    ['a Long Integer', '<BatchCount type="LongInteger" value="-9223372036854775808"/>', -(2n ** 63n)],
    ['a Big Integer', '<BatchCount type="BigInteger" value="FFfffffffffffffe"/>', fromHex('ff ff ff ff ff ff ff fe')],
    ['an Enumeration by name', '<State type="Enumeration" value="Active"/>', 2],
    ['an Enumeration in hexadecimal', '<State type="Enumeration" value="0x80000001"/>', 0x80000001],
    ['an Enumeration without names', '<BatchCount type="Enumeration" value="0x2"/>', 2],
    ['a Boolean as a word', '<BatchCount type="Boolean" value="true"/>', true],
    ['a Boolean as a digit', '<BatchCount type="Boolean" value="0"/>', false],
    ['text with its blanks and references', '<State type="TextString" value=" a&#10;&lt;&#233; "/>', ' a\n<é '],
    ['empty text', '<State type="TextString" value=""/>', ''],
    ['bytes in mixed case', '<State type="ByteString" value="0aFf"/>', fromHex('0a ff')],
    ['no bytes', '<State type="ByteString" value=""/>', fromHex('')],
    ['a Date-Time in UTC', '<TimeStamp type="DateTime" value="2008-03-14T11:56:40+00:00"/>', 1205495800n],
    ['a Date-Time with Z', '<TimeStamp type="DateTime" value="2008-03-14T11:56:40Z"/>', 1205495800n],
    ['a Date-Time in another zone', '<TimeStamp type="DateTime" value="2008-03-14T21:56:40+10:00"/>', 1205495800n],
    ['a Date-Time west of Greenwich', '<TimeStamp type="DateTime" value="2008-03-14T08:26:40-03:30"/>', 1205495800n],
    ['a Date-Time without zone', '<TimeStamp type="DateTime" value="2008-03-14T11:56:40"/>', 1205495800n],
    ['a Date-Time with a fraction', '<TimeStamp type="DateTime" value="2008-03-14T11:56:40.999Z"/>', 1205495800n],
    ['a Date-Time before 1970', '<TimeStamp type="DateTime" value="1969-12-31T23:59:59Z"/>', -1n],
    ['a Date-Time in an early year', '<TimeStamp type="DateTime" value="0001-01-01T00:00:00Z"/>', -62135596800n],
    ['midnight as 24:00', '<TimeStamp type="DateTime" value="1970-01-01T24:00:00Z"/>', 86400n],
    ['a Date-Time in hexadecimal', '<TimeStamp type="DateTime" value="0xffffffffffffffff"/>', -1n],
    ['an Interval', '<BatchCount type="Interval" value="4294967295"/>', 4294967295],
    ['a Date-Time Extended', '<TimeStamp type="DateTimeExtended" value="-1"/>', -1n],
    ['an Identifier', '<UniqueIdentifier type="Identifier" value="7"/>', '7'],
    ['a Reference', '<UniqueIdentifier type="Reference" value="7"/>', '7'],
    ['a Name Reference', '<UniqueIdentifier type="NameReference" value="7"/>', '7'],
  ]
  it.each(cases)('reads %s', (_what, text, value) => expect(valueOf(text)).toStrictEqual(value))
})

describe('elements', () => {
  const empty: TtlvNode = {tag: Tag.RequestMessage, type: ItemType.Structure, value: []}

  it('may be structures with or without a type', () => {
    for (const text of [
      '<RequestMessage/>',
      '<RequestMessage></RequestMessage>',
      '<RequestMessage type="Structure"/>',
    ]) {
      expect(read(text)).toStrictEqual(empty)
    }
  })

  it('may have the general form, an alias, or the tag in their name', () => {
    expect(read('<TTLV tag="0x540007" name="Shelf" type="TextString" value="B12"/>')).toStrictEqual({
      tag: 0x540007,
      type: ItemType.TextString,
      value: 'B12',
    })
    expect(read('<TTLV tag="BatchCount" type="Integer" value="1"/>').tag).toBe(Tag.BatchCount)
    expect(read('<Identifier type="TextString" value="7"/>').tag).toBe(Tag.UniqueIdentifier)
    expect(read('<x54000A type="TextString" value="7"/>').tag).toBe(0x54000a)
    expect(read('<TTLV tag="0x42008d" type="Enumeration" value="Active"/>').value).toBe(2)
  })

  it('may be in the namespace of KMIP, by default or by prefix', () => {
    expect(read('<RequestMessage xmlns="urn:oasis:tc:kmip:xmlns"/>')).toStrictEqual(empty)
    expect(read('<k:RequestMessage xmlns:k="urn:oasis:tc:kmip:xmlns"/>')).toStrictEqual(empty)
    expect(caught(() => read('<RequestMessage xmlns="urn:other"/>')).message).toContain('namespace "urn:other"')
  })

  it('may be surrounded by a declaration, comments and white space', () => {
    expect(
      read('<?xml version="1.0" encoding="UTF-8"?>\n<!-- a --><RequestMessage>\n\t<!-- b -->\r\n</RequestMessage>\n'),
    ).toStrictEqual(empty)
  })

  it('keep their order and repetition', () => {
    const node = read('<RequestMessage><BatchItem/><BatchCount type="Integer" value="1"/><BatchItem/></RequestMessage>')
    expect(node.type === ItemType.Structure && node.value.map((item) => item.tag)).toEqual([
      Tag.BatchItem,
      Tag.BatchCount,
      Tag.BatchItem,
    ])
  })
})

describe('attribute values', () => {
  const attribute = (name: string, value: string, before = ''): string =>
    `<Attribute>${before}<AttributeName type="TextString" value="${name}"/><AttributeValue ${value}/></Attribute>`

  it('take the names of the attribute named before them', () => {
    expect(read(attribute('State', 'type="Enumeration" value="Active"'))).toMatchObject({value: [{}, {value: 2}]})
    const mask = attribute('Cryptographic Usage Mask', 'type="Integer" value="Sign Verify"')
    expect(read(mask)).toMatchObject({value: [{}, {value: 3}]})
  })

  it('cannot be words for an attribute that is not known', () => {
    const error = caught(() => read(attribute('x-State', 'type="Enumeration" value="Active"')))
    expect(error.message).toContain('Enumeration value "Active" cannot be resolved')
    expect(error.path).toEqual(['Attribute', 'AttributeValue'])
  })

  it('of a vendor do not take the names of a standard attribute', () => {
    const vendor = '<VendorIdentification type="TextString" value="x"/>'
    expect(caught(() => read(attribute('State', 'type="Enumeration" value="Active"', vendor))).message).toContain(
      'cannot be resolved',
    )
  })
})

describe('documents', () => {
  const two = '<RequestMessage/><RequestMessage><BatchItem/></RequestMessage>'

  it('may wrap several messages', () => {
    for (const wrapper of ['KMIP', 'KmipTestCase']) {
      const nodes = readXmlDocument(`<${wrapper}>\n${two}\n</${wrapper}>`, vocabulary)
      expect(nodes.map((node) => node.value)).toEqual([[], [{tag: Tag.BatchItem, type: 1, value: []}]])
    }
  })

  it('may be a single message', () => expect(readXmlDocument('<RequestMessage/>', vocabulary)).toHaveLength(1))

  it('may be an empty wrapper', () => expect(readXmlDocument('<KMIP/>', vocabulary)).toEqual([]))

  it('must not wrap where one message is asked for', () => {
    expect(caught(() => read(`<KMIP>${two}</KMIP>`)).message).toBe('Tag "KMIP" is not known at line 1, column 1')
  })

  it('must not wrap twice', () => {
    expect(caught(() => readXmlDocument('<KMIP><KMIP/></KMIP>', vocabulary)).message).toContain(
      'Tag "KMIP" is not known',
    )
  })
})

describe('refusals', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['an unknown element', '<Shelf type="Integer" value="1"/>', 'Tag "Shelf" is not known at line 1, column 1'],
    ['an unknown type', '<BatchCount type="Number" value="1"/>', 'Type "Number" is not known'],
    ['a value on a structure', '<BatchCount value="1"/>', 'Structure cannot have an attribute "value"'],
    ['a missing value', '<BatchCount type="Integer"/>', 'Integer has no attribute "value"'],
    ['a missing tag', '<TTLV type="Integer" value="1"/>', 'Element TTLV has no attribute "tag"'],
    ['a tag of 7 digits', '<TTLV tag="0x5400071"/>', 'Tag "0x5400071" is not known'],
    ['text content', '<BatchItem>hello</BatchItem>', 'Text stands between the elements'],
    ['a CDATA section with content', '<BatchItem><![CDATA[x]]></BatchItem>', 'Text stands between the elements'],
    [
      'children of a value',
      '<BatchCount type="Integer" value="1"><BatchItem/></BatchCount>',
      'cannot have child elements',
    ],
    ['an odd number of digits', '<State type="ByteString" value="abc"/>', 'odd number of hexadecimal digits, 3'],
    ['digits that are not hexadecimal', '<State type="ByteString" value="0x12"/>', 'not a hexadecimal digit'],
    ['a Big Integer of 2 bytes', '<State type="BigInteger" value="0102"/>', 'not a multiple of 16'],
    ['an Integer above 32 bits', '<BatchCount type="Integer" value="2147483648"/>', 'out of the 32-bit range'],
    ['an Integer of 9 digits', '<BatchCount type="Integer" value="0x100000000"/>', 'out of the 32-bit range'],
    [
      'an Integer that is a word',
      '<BatchCount type="Integer" value="Encrypt"/>',
      'neither a decimal nor a hexadecimal',
    ],
    ['a Long Integer above 64 bits', '<BatchCount type="LongInteger" value="9223372036854775808"/>', '64-bit range'],
    ['a negative Interval', '<BatchCount type="Interval" value="-1"/>', 'out of the 32-bit range'],
    [
      'an unknown name',
      '<State type="Enumeration" value="active"/>',
      'Enumeration value "active" is not one of its names',
    ],
    ['an unknown bit', '<CryptographicUsageMask type="Integer" value="Sign Fly"/>', 'Mask has no bit named "Fly"'],
    ['an empty mask value', '<CryptographicUsageMask type="Integer" value=" "/>', 'Mask is empty'],
    ['a Boolean that is neither', '<BatchCount type="Boolean" value="yes"/>', 'neither true nor false'],
    ['a day that does not exist', '<TimeStamp type="DateTime" value="2023-02-29T00:00:00Z"/>', 'not an ISO 8601'],
    ['an hour that does not exist', '<TimeStamp type="DateTime" value="2023-02-28T25:00:00Z"/>', 'not an ISO 8601'],
    ['a second after 24:00', '<TimeStamp type="DateTime" value="2023-02-28T24:00:01Z"/>', 'not an ISO 8601'],
    ['a zone of 15 hours', '<TimeStamp type="DateTime" value="2023-02-28T00:00:00+15:00"/>', 'not an ISO 8601'],
    ['a symbol for a date', '<TimeStamp type="DateTime" value="$NOW"/>', 'Date-Time "$NOW" is not an ISO 8601'],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><BatchItem/>', 'document type declaration is refused'],
    ['an entity of its own', '<State type="TextString" value="&b;"/>', 'XML is not well-formed'],
    ['an element left open', '<RequestMessage>', 'XML is not well-formed'],
    ['crossed elements', '<BatchItem><KeyBlock></BatchItem></KeyBlock>', 'XML is not well-formed'],
    ['two roots', '<BatchItem/><BatchItem/>', 'XML is not well-formed'],
    ['an undeclared prefix', '<k:BatchItem/>', 'XML is not well-formed'],
    ['a control character', '<State type="TextString" value="&#1;"/>', 'XML is not well-formed'],
    ['no element', '', 'XML is not well-formed'],
  ]
  it.each(cases)('refuses %s', (_what, text, message) => expect(caught(() => read(text)).message).toContain(message))

  it('gives line, column and path of the element', () => {
    const error = caught(() =>
      read(
        '<RequestMessage>\n  <BatchItem/>\n  <BatchItem>\n    <BatchCount type="Integer" value="x"/>\n  </BatchItem>\n</RequestMessage>',
      ),
    )
    expect(error.message).toBe('Integer "x" is neither a decimal nor a hexadecimal number at line 4, column 5')
    expect(error.path).toEqual(['RequestMessage', 'BatchItem[1]', 'BatchCount'])
  })

  it('keeps to the depth', () => {
    const deep = (levels: number): string => '<KeyBlock>'.repeat(levels) + '</KeyBlock>'.repeat(levels)
    const limits = {...defaultLimits, depth: 5}
    expect(readXml(deep(5), vocabulary, {limits}).tag).toBe(Tag.KeyBlock)
    expect(caught(() => readXml(deep(6), vocabulary, {limits})).message).toContain('nested deeper than 5 levels')
  })

  it('keeps to the number of items in each message', () => {
    const limits = {...defaultLimits, nodes: 2}
    const message = '<RequestMessage><BatchItem/></RequestMessage>'
    expect(readXmlDocument(`<KMIP>${message}${message}</KMIP>`, vocabulary, {limits})).toHaveLength(2)
    const long = '<RequestMessage><BatchItem/><BatchItem/></RequestMessage>'
    expect(caught(() => readXml(long, vocabulary, {limits})).message).toContain('more than 2 items')
  })

  it('gives a tree or a TtlvError for a document with some characters changed', () => {
    const change = fc.array(fc.tuple(fc.nat(), fc.string({maxLength: 3})), {minLength: 1, maxLength: 3})
    fc.assert(
      fc.property(arbitraryNode(xmlText), change, (node, changes) => {
        let text = writeXml(node, vocabulary)
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

describe('stand-ins', () => {
  it('take the place of values that are none, and leave the others to their types', () => {
    const standIn = ({tag, type, text}: XmlValue): TtlvNode | undefined =>
      text.startsWith('$') && type === ItemType.DateTime ? {tag, type, value: 7n} : undefined
    const options = {standIn}
    const root = readXml(
      '<State><TimeStamp type="DateTime" value="$NOW"/><BatchCount type="Integer" value="3"/></State>',
      vocabulary,
      options,
    )
    expect(root.value).toMatchObject([{value: 7n}, {value: 3}])
    const wrong = caught(() => readXml('<BatchCount type="Integer" value="$X"/>', vocabulary, options))
    expect(wrong).toBeInstanceOf(TtlvError)
  })
})
