import {describe, expect, it} from 'vitest'
import {writeBinary} from '../../../src/ttlv/binary-writer.ts'
import {readAny} from '../../../src/ttlv/detect.ts'
import {writeJson} from '../../../src/ttlv/json-writer.ts'
import {defaultLimits} from '../../../src/ttlv/limits.ts'
import {ItemType, structureNode} from '../../../src/ttlv/node.ts'
import {writeXml} from '../../../src/ttlv/xml-writer.ts'
import {caught} from './caught.ts'
import {Tag, vocabulary} from './fake-vocabulary.ts'
import {toHex} from './golden.ts'

const message = structureNode(Tag.RequestMessage, [
  {tag: Tag.UniqueIdentifier, type: ItemType.TextString, value: 'é 1'},
  {tag: Tag.State, type: ItemType.Enumeration, value: 2},
])
const bytes = writeBinary(message)
const hex = toHex(bytes)
const extension = writeBinary(structureNode(0x540007, [message]))
const xml = writeXml(message, vocabulary)

describe('readAny', () => {
  const cases: readonly (readonly [string, string, string | Uint8Array, number])[] = [
    ['binary', 'binary', bytes, 1],
    ['binary messages one after another', 'binary', Buffer.concat([bytes, bytes, bytes]), 3],
    ['hexadecimal', 'hex', hex, 1],
    ['hexadecimal in capitals on several lines', 'hex', `${hex.toUpperCase().replace(/(.{32})/g, '$1\n')}\n`, 1],
    ['hexadecimal with blanks, bars and commas', 'hex', hex.replace(/(..)/g, '$1 | ').replace(/\|/, ','), 1],
    ['hexadecimal with colons', 'hex', hex.replace(/(..)(?=.)/g, '$1:'), 1],
    ['hexadecimal with a prefix', 'hex', `0x${hex}`, 1],
    ['hexadecimal with a prefix at each byte', 'hex', hex.replace(/(..)/g, '0x$1, '), 1],
    ['several messages in hexadecimal', 'hex', `${hex}\n\n${hex}`, 2],
    ['base64', 'base64', Buffer.from(bytes).toString('base64'), 1],
    [
      'base64 on several lines',
      'base64',
      `${Buffer.from(bytes)
        .toString('base64')
        .replace(/(.{20})/g, '$1\r\n')}\n`,
      1,
    ],
    ['base64url', 'base64', Buffer.from(bytes).toString('base64url'), 1],
    ['XML', 'xml', xml, 1],
    ['XML with a byte order mark and a declaration', 'xml', `\ufeff<?xml version="1.0"?>\n${xml}`, 1],
    ['XML in a wrapper', 'xml', `<KMIP>${xml}${xml}</KMIP>`, 2],
    ['JSON', 'json', ` ${writeJson(message, vocabulary)}\n`, 1],
    ['JSON in an array', 'json', `[${writeJson(message, vocabulary)}]`, 1],
  ]
  it.each(cases)('recognises %s', (_what, encoding, input, count) => {
    const result = readAny(Buffer.from(input), vocabulary)
    expect(result.encoding).toBe(encoding)
    expect(result.nodes).toStrictEqual(Array.from({length: count}, () => message))
  })

  it('recognises extension tags in binary', () => {
    expect(readAny(extension, vocabulary).encoding).toBe('binary')
  })

  it('gives the error of the encoding it recognised', () => {
    expect(caught(() => readAny(bytes.subarray(0, 20), vocabulary)).message).toContain('announces')
    expect(caught(() => readAny(Buffer.from(hex.slice(0, -1)), vocabulary)).message).toContain('odd number of digits')
    expect(caught(() => readAny(Buffer.from('<a'), vocabulary)).message).toContain('XML is not well-formed')
    expect(caught(() => readAny(Buffer.from('{"tag":1}'), vocabulary)).message).toContain('no member "tag"')
  })

  it.each([
    ['', 'Input is empty'],
    [' \n', 'Input is empty'],
    ['hello, world!', 'Input is in no encoding that KMIP messages have'],
  ])('refuses %j', (input, text) => expect(caught(() => readAny(Buffer.from(input), vocabulary)).message).toBe(text))

  it('refuses bytes that are neither a message nor text', () => {
    expect(caught(() => readAny(new Uint8Array([0xff, 0xfe, 0x80]), vocabulary)).message).toBe(
      'Input is neither a KMIP message nor UTF-8 text',
    )
  })

  it('keeps to the limits it is given', () => {
    const limits = {...defaultLimits, nodes: 2}
    for (const input of [bytes, hex, xml, writeJson(message, vocabulary)]) {
      expect(caught(() => readAny(Buffer.from(input), vocabulary, {limits})).message).toContain('more than 2 items')
    }
  })
})
