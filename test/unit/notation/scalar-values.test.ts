import {describe, expect, it} from 'vitest'
import {parseHex} from '../../../src/notation/bytes-value.ts'
import {parseEnumeration} from '../../../src/notation/enumeration-value.ts'
import {parseMask} from '../../../src/notation/mask-value.ts'
import {parseInteger, parseLongInteger} from '../../../src/notation/number-value.ts'
import {parseProtocolVersion} from '../../../src/notation/protocol-version.ts'
import {CryptographicAlgorithm, QueryFunction} from '../../../src/kmip/spec/enumerations.ts'
import {CryptographicUsageMask} from '../../../src/kmip/spec/masks.ts'

describe('parseEnumeration', () => {
  it('reads names and numbers, and keeps numbers that have no name', () => {
    expect(parseEnumeration(CryptographicAlgorithm, 'aes', '--algorithm')).toBe('AES')
    expect(parseEnumeration(CryptographicAlgorithm, '3des', '--algorithm')).toBe('DES3')
    expect(parseEnumeration(CryptographicAlgorithm, '0x03', '--algorithm')).toBe('AES')
    expect(parseEnumeration(CryptographicAlgorithm, '0x80000001', '--algorithm')).toBe(0x80000001)
  })

  it('lets a first word be left out', () => {
    const words = {prefix: 'Query'}
    expect(parseEnumeration(QueryFunction, 'operations', '--function', words)).toBe('QueryOperations')
    expect(parseEnumeration(QueryFunction, 'query-objects', '--function', words)).toBe('QueryObjects')
  })

  it('refuses other words', () => {
    expect(() => parseEnumeration(CryptographicAlgorithm, 'AESS', '--algorithm')).toThrow(
      '--algorithm does not know "AESS"',
    )
  })
})

describe('parseMask', () => {
  it('puts bits together', () => {
    expect(parseMask(CryptographicUsageMask, 'encrypt, Decrypt', '--usage')).toBe(0x0c)
    expect(parseMask(CryptographicUsageMask, 'wrap-key', '--usage')).toBe(0x10)
    expect(parseMask(CryptographicUsageMask, '0x0c', '--usage')).toBe(12)
  })

  it('keeps the highest bit as wire Integers do', () => {
    expect(parseMask(CryptographicUsageMask, '0x80000000', '--usage')).toBe(-(2 ** 31))
  })

  it.each(['', 'encrypt,', 'encrypt,foo'])('refuses %j', (text) => {
    expect(() => parseMask(CryptographicUsageMask, text, '--usage')).toThrow('--usage does not know')
  })
})

describe('numbers', () => {
  it('have the range of their wire type', () => {
    expect(parseInteger('-2147483648', '--x')).toBe(-2147483648)
    expect(() => parseInteger('2147483648', '--x')).toThrow('--x takes a whole number, not "2147483648"')
    expect(parseLongInteger('9223372036854775807', '--x')).toBe(9223372036854775807n)
    expect(() => parseLongInteger('9223372036854775808', '--x')).toThrow('--x')
  })

  it.each(['', '1.5', '1e3', '0x10', 'ten'])('refuse %j', (text) => {
    expect(() => parseInteger(text, '--x')).toThrow('whole number')
  })
})

describe('parseHex', () => {
  it('reads pairs with or without separators', () => {
    expect(parseHex('0x00:ff 10', '--iv-hex')).toEqual(Uint8Array.of(0, 255, 16))
    expect(parseHex('', '--iv-hex')).toEqual(new Uint8Array())
  })

  it('names the flag when it is no hexadecimal', () => {
    expect(() => parseHex('zz', '--iv-hex')).toThrow(/^--iv-hex takes hexadecimal digits, two for each byte$/)
    expect(() => parseHex('abc', '--iv-hex')).toThrow('--iv-hex has an odd number of hexadecimal digits, 3')
  })
})

describe('parseProtocolVersion', () => {
  it('reads any version', () => {
    expect(parseProtocolVersion('1.4', '--offer')).toEqual({major: 1, minor: 4})
    expect(parseProtocolVersion('9.12', '--offer')).toEqual({major: 9, minor: 12})
    expect(() => parseProtocolVersion('1', '--offer')).toThrow('--offer takes a version, not "1"')
  })
})
