import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {readElement, readElements, readObjectIdentifier} from '../../../../src/ca/x509/der-element.ts'

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values)

function encoded(tag: number, content: Uint8Array): Uint8Array {
  const {length} = content
  const header = length < 0x80 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff]
  return bytes(...header, ...content)
}

describe('DER elements', () => {
  it('are read back as they were written, one after the other', () => {
    const element = fc.tuple(fc.constantFrom(0x02, 0x04, 0x30, 0xa0), fc.uint8Array({maxLength: 300}))
    fc.assert(
      fc.property(fc.array(element), (parts) => {
        const written = parts.map(([tag, content]) => encoded(tag, content))
        const read = readElements(Buffer.concat(written))
        expect(read.map(({tag, content}) => [tag, Buffer.from(content)])).toEqual(
          parts.map(([tag, content]) => [tag, Buffer.from(content)]),
        )
        expect(read.map(({raw}) => Buffer.from(raw))).toEqual(written.map((raw) => Buffer.from(raw)))
      }),
    )
  })

  it('are refused with a TypeError and nothing else when the bytes are none', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 40}), (input) => {
        try {
          readElement(input)
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError)
        }
      }),
    )
  })

  it.each([
    ['nothing at all', bytes()],
    ['a tag of several bytes', bytes(0x1f, 0x81, 0x01, 0x00)],
    ['an indefinite length', bytes(0x30, 0x80, 0x00, 0x00)],
    ['a length of five bytes', bytes(0x04, 0x85, 0, 0, 0, 0, 1, 0)],
    ['a length beyond the end', bytes(0x04, 0x02, 0x00)],
    ['a length that is cut off', bytes(0x04, 0x82, 0x01)],
    ['bytes behind the value', bytes(0x04, 0x01, 0x00, 0x00)],
  ])('cannot be %s', (_name, input) => {
    expect(() => readElement(input)).toThrow(TypeError)
  })

  it.each([
    ['2.5.4.3', bytes(0x55, 0x04, 0x03)],
    ['1.2.840.113549.1.1.11', bytes(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b)],
    ['0.9.2342.19200300.100.1.25', bytes(0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 0x01, 0x19)],
    ['2.999.3', bytes(0x88, 0x37, 0x03)],
  ])('tell the object identifier %s', (dotted, content) => {
    expect(readObjectIdentifier({tag: 6, content, raw: content})).toBe(dotted)
  })
})
