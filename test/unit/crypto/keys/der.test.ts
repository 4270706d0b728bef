import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {
  bitsOf,
  derBitString,
  derInteger,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  integerOf,
  octetsOf,
  readDer,
  readSequence,
} from '../../../../src/crypto/keys/der.ts'
import {MalformedKey} from '../../../../src/crypto/keys/malformed-key.ts'

describe('DER', () => {
  it('reads what it wrote', () => {
    fc.assert(
      fc.property(fc.bigInt({min: 0n, max: 1n << 2100n}), fc.uint8Array({maxLength: 400}), (number, bytes) => {
        const [integer, octets, bits] = readSequence(
          derSequence(derInteger(number), derOctetString(bytes), derBitString(bytes)),
        )
        expect(integerOf(integer)).toBe(number)
        expect(Uint8Array.from(octetsOf(octets))).toEqual(bytes)
        expect(Uint8Array.from(bitsOf(bits))).toEqual(bytes)
      }),
    )
  })

  it('writes object identifiers as X.690 section 8.19 shows', () => {
    expect(derObjectIdentifier('2.999.3').toString('hex')).toBe('0603883703')
    expect(derObjectIdentifier('1.2.840.10045.3.1.7').toString('hex')).toBe('06082a8648ce3d030107')
  })

  it.each(['30', '3080', '300501', '3085000000000100', '02', '30030201'])('refuses %s', (hex) => {
    expect(() => readSequence(Buffer.from(hex, 'hex'))).toThrow(MalformedKey)
  })

  it('refuses anything but the structure it should be', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 40}), (bytes) => {
        try {
          readDer(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedKey)
        }
      }),
    )
    expect(() => integerOf(readDer(derOctetString(new Uint8Array(1)))[0])).toThrow(MalformedKey)
  })
})
