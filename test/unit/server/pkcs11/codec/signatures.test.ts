import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {CodecError} from '../../../../../src/server/pkcs11/codec/codec-error.ts'
import {mechanism} from '../../../../../src/server/pkcs11/codec/mechanism.ts'
import {outputBytes, outputUlongs} from '../../../../../src/server/pkcs11/codec/output-buffer.ts'
import {decodeParameters, encodeParameters, type Shape} from '../../../../../src/server/pkcs11/codec/wire-type.ts'
import {signatures} from '../../../../../src/server/pkcs11/signatures/index.ts'

const shapes = Object.entries(signatures).map(([name, {input}]) => [name, input as Shape] as const)

describe('the parameters of a function', () => {
  it.each(shapes)('%s: whatever the bytes are, they are decoded or refused by the codec', (_name, shape) => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 96}), (anything) => {
        try {
          const values = decodeParameters(shape, anything)
          const again = decodeParameters(shape, encodeParameters(shape, values) ?? new Uint8Array(0))
          expect(JSON.stringify(again)).toBe(JSON.stringify(values))
        } catch (error) {
          if (!(error instanceof CodecError)) throw error
        }
      }),
      {numRuns: 40},
    )
  })

  it('are named where they are wrong', () => {
    const {input} = signatures.C_Encrypt
    expect(() => decodeParameters(input, Buffer.alloc(12, 0xff))).toThrow(/^Parameter data: /)
    expect(() => decodeParameters(signatures.C_CloseSession.input, Buffer.alloc(9))).toThrow('1 bytes follow')
  })

  it('may leave out how much room there is for a result, and say how many are wanted in four bytes or eight', () => {
    const {input} = signatures.C_GetSlotList
    expect(decodeParameters(input, Buffer.of(1, 1))).toEqual({tokenPresent: true, slots: {wanted: true}})
    expect(decodeParameters(input, Buffer.of(1, 1, 0, 0, 0, 9)).slots.capacity).toBe(9)
    const wanted = signatures.C_GenerateRandom.input
    expect(decodeParameters(wanted, Buffer.from('0000000000000001' + '00000010', 'hex')).length).toBe(16)
    expect(decodeParameters(wanted, Buffer.from('0000000000000001' + '0000000000000010', 'hex')).length).toBe(16)
  })
})

describe('a mechanism', () => {
  it('is its number, a flag, and the length of its parameter with the parameter', () => {
    const parameter = Buffer.from('00000008' + '0102030405060708', 'hex')
    const encoded = encodeParameters({mechanism}, {mechanism: {mechanism: 0x125, parameter}})
    expect(encoded?.toString('hex')).toBe('0000000000000125' + '01' + '0000000c' + '00000008' + '0102030405060708')
    const bare = encodeParameters({mechanism}, {mechanism: {mechanism: 0x1081}})
    expect(bare?.toString('hex')).toBe('0000000000001081' + '00')
  })
})

describe('a result', () => {
  it('comes back as it was, with its values or without', () => {
    const shape = {bytes: outputBytes, numbers: outputUlongs} as const
    fc.assert(
      fc.property(fc.uint8Array(), fc.array(fc.maxSafeNat()), fc.boolean(), (values, numbers, given) => {
        const sent = {
          bytes: {length: values.length, values: given ? Buffer.from(values) : undefined},
          numbers: {length: numbers.length, values: given ? numbers : undefined},
        }
        const received = decodeParameters(shape, encodeParameters(shape, sent) ?? new Uint8Array(0))
        expect(received).toEqual(given ? sent : {bytes: {length: values.length}, numbers: {length: numbers.length}})
      }),
    )
  })

  it('that announces more numbers than follow is refused', () => {
    const lying = Buffer.from('01' + '7fffffff' + '0000000000000001', 'hex')
    expect(() => decodeParameters({numbers: outputUlongs}, lying)).toThrow(CodecError)
  })
})
