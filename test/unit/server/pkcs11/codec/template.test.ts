import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {CodecError} from '../../../../../src/server/pkcs11/codec/codec-error.ts'
import {attribute, template, type Attribute} from '../../../../../src/server/pkcs11/codec/template.ts'
import {decodeParameters, encodeParameters} from '../../../../../src/server/pkcs11/codec/wire-type.ts'
import {CKA} from '../../../../../src/server/pkcs11/spec/attribute-types.ts'

const shape = {template} as const

function encoded(attributes: readonly Attribute[]): Buffer {
  return encodeParameters(shape, {template: attributes}) ?? Buffer.alloc(0)
}

function decoded(bytes: Uint8Array): readonly Attribute[] {
  return decodeParameters(shape, bytes).template.map(bare)
}

/** Views become arrays of their own, so that they compare. */
function bare(one: Attribute): Attribute {
  const {value, ...rest} = one
  if (value instanceof Uint8Array) return {...rest, value: Buffer.from(value)}
  return value === undefined ? rest : {...rest, value}
}

const bytes = fc.uint8Array({maxLength: 40}).map((value) => Buffer.from(value))
const simple: fc.Arbitrary<Attribute> = fc.oneof(
  fc.boolean().map((value) => attribute(CKA.SENSITIVE, value)),
  fc.maxSafeNat().map((value) => attribute(CKA.VALUE_LEN, value)),
  fc.string({unit: 'grapheme', maxLength: 12}).map((value) => attribute(CKA.LABEL, value)),
  bytes.map((value) => attribute(CKA.ID, value)),
  fc.constant(attribute(CKA.START_DATE, '20300101')),
  fc.array(fc.maxSafeNat(), {maxLength: 5}).map((value) => attribute(CKA.ALLOWED_MECHANISMS, value)),
  bytes.map((value) => attribute(0x8000_0005, value)),
  fc.constant({type: CKA.LABEL}),
  fc.nat(1000).map((count) => ({type: CKA.VALUE, count})),
)
const nested = fc.array(simple, {maxLength: 3}).map((value) => attribute(CKA.WRAP_TEMPLATE, value))

describe('a template', () => {
  it('is encoded as the profile says', () => {
    const text = (attributes: readonly Attribute[]) => encoded(attributes).toString('hex')
    expect(text([attribute(CKA.SENSITIVE, true)])).toBe('00000001' + '0000000000000103' + '0101' + '01')
    expect(text([attribute(CKA.LABEL, 'ab')])).toBe('00000001' + '0000000000000003' + '0101' + '00000002' + '6162')
    expect(text([attribute(CKA.CLASS, 4)])).toBe('00000001' + '0000000000000000' + '0101' + '0000000000000004')
    expect(text([{type: CKA.CHECK_VALUE, count: 16}])).toBe('00000001' + '0000000000000090' + '0001' + '00000010')
    expect(text([{type: CKA.VALUE}])).toBe('00000001' + '0000000000000011' + '0000')
    expect(text([attribute(CKA.ALLOWED_MECHANISMS, [1])])).toBe(
      '00000001' + '0000000040000600' + '0101' + '00000001' + '0000000000000001',
    )
  })

  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(simple, {maxLength: 8}), (attributes) => {
        expect(decoded(encoded(attributes))).toEqual(attributes)
      }),
    )
  })

  it('may hold templates', () => {
    fc.assert(
      fc.property(nested, (one) => {
        const [back] = decoded(encoded([one]))
        expect(encoded([back!])).toEqual(encoded([one]))
      }),
    )
  })

  it('fails with a codec error wherever it is cut off', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(simple, nested), {minLength: 1, maxLength: 4}), fc.nat(), (attributes, at) => {
        const whole = encoded(attributes)
        expect(() => decoded(whole.subarray(0, at % whole.length))).toThrow(CodecError)
      }),
    )
  })

  it('decodes or fails with a codec error, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 80}), (anything) => {
        try {
          decoded(anything)
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError)
        }
      }),
    )
  })

  it.each([
    ['attributes', 'ffffffff'],
    ['bytes', '00000001' + '0000000000000011' + '0101' + 'ffffffff' + '00'],
    ['mechanisms', '00000001' + '0000000040000600' + '0101' + '7fffffff' + '0000000000000001'],
    ['nested attributes', '00000001' + '0000000040000211' + '0101' + '7fffffff' + '0000000000000001'],
  ])('that announces more %s than there are is refused before anything is made of them', (_what, hex) => {
    expect(() => decoded(Buffer.from(hex, 'hex'))).toThrow(/but only \d+ bytes follow/)
  })

  it('is refused when it is nested too deeply, has a value without a count, or a text that is none', () => {
    const level = (inner: readonly Attribute[]) => [attribute(CKA.WRAP_TEMPLATE, inner)]
    expect(() => decoded(encoded(level(level(level(level(level([])))))))).toThrow('nested too deeply')
    expect(() => decoded(Buffer.from('00000001' + '0000000000000003' + '0100', 'hex'))).toThrow('no count')
    expect(() => decoded(Buffer.from('00000001' + '0000000000000003' + '0101' + '00000001ff', 'hex'))).toThrow('UTF-8')
  })
})
