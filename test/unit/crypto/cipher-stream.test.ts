import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {CipherDirection} from '../../../src/crypto/chaining.ts'
import type {CipherParameters} from '../../../src/crypto/cipher-parameters.ts'
import {continueStream, startStream, type StartedStream} from '../../../src/crypto/cipher-stream.ts'
import {decodeStreamState, encodeStreamState} from '../../../src/crypto/stream-state.ts'
import {decrypt, encrypt} from '../../../src/crypto/symmetric-cipher.ts'
import {StorageError} from '../../../src/errors.ts'
import {bytes, hex} from './hex.ts'
import {refusal} from './refusal.ts'

const aesKey = bytes('000102030405060708090a0b0c0d0e0f')
const desKey = bytes('0123456789abcdef23456789abcdef01456789abcdef0123')
const cbc: CipherParameters = {algorithm: 'AES', mode: 'CBC', padding: 'PKCS5'}

interface Case {
  readonly parameters: CipherParameters
  readonly key: Uint8Array
  readonly block: number
}

const cases: Case[] = (['None', 'PKCS5'] as const).flatMap((padding) => [
  ...(['CBC', 'CFB', 'CTR', 'ECB', 'OFB'] as const).map((mode) => ({
    parameters: {algorithm: 'AES', mode, padding} as const,
    key: aesKey,
    block: 16,
  })),
  ...(['ARIA', 'SM4'] as const).map((algorithm) => ({
    parameters: {algorithm, mode: 'CTR', padding} as const,
    key: aesKey,
    block: 16,
  })),
  ...(['CBC', 'CFB', 'ECB', 'OFB'] as const).map((mode) => ({
    parameters: {algorithm: 'DES3', mode, padding} as const,
    key: desKey,
    block: 8,
  })),
])
const named = cases.map(
  (one) => [`${one.parameters.algorithm} ${one.parameters.mode} ${one.parameters.padding}`, one] as const,
)

/** Feeds the parts, each to a state that went through bytes, as if another process continued. */
function inParts({state}: StartedStream, key: Uint8Array, parts: readonly Uint8Array[]): Buffer {
  const outputs: Uint8Array[] = []
  let saved = encodeStreamState(state)
  for (const [index, part] of parts.entries()) {
    const step = continueStream(decodeStreamState(saved), key, part, index === parts.length - 1)
    outputs.push(step.output)
    if (step.state !== undefined) saved = encodeStreamState(step.state)
  }
  return Buffer.concat(outputs)
}

function split(data: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (data.length + 1)).toSorted((a, b) => a - b), data.length]
  return places.slice(1).map((end, index) => data.subarray(places[index], end))
}

const anyCuts = fc.array(fc.nat(), {maxLength: 6})

describe('Streams', () => {
  it.each(named)('of %s give what one operation gives, however the data are split', (_, {parameters, key, block}) => {
    fc.assert(
      fc.property(
        fc.uint8Array({maxLength: 100}),
        fc.uint8Array({minLength: block, maxLength: block}),
        anyCuts,
        (any, iv, cuts) => {
          const data = any.subarray(0, any.length - (any.length % block))
          const encrypted = encrypt(key, parameters, {data, iv}).data
          expect(hex(inParts(startStream('encrypt', key, parameters, {iv}), key, split(data, cuts)))).toBe(
            hex(encrypted),
          )
          const decrypted = inParts(startStream('decrypt', key, parameters, {iv}), key, split(encrypted, cuts))
          expect(hex(decrypted)).toBe(hex(data))
        },
      ),
    )
  })

  it.each(
    named.filter(
      ([, {parameters}]) => parameters.padding === 'PKCS5' || !['CBC', 'ECB'].includes(String(parameters.mode)),
    ),
  )('of %s take data of any length', (_, {parameters, key, block}) => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 70}), anyCuts, (data, cuts) => {
        const iv = new Uint8Array(block).fill(0xff)
        const encrypted = encrypt(key, parameters, {data, iv}).data
        expect(hex(inParts(startStream('encrypt', key, parameters, {iv}), key, split(data, cuts)))).toBe(hex(encrypted))
        const decrypted = inParts(startStream('decrypt', key, parameters, {iv}), key, split(encrypted, cuts))
        expect(hex(decrypted)).toBe(hex(data))
      }),
    )
  })

  it.each(['CBC', 'CFB', 'CTR', 'OFB'] as const)('of %s take the IV from the beginning of the data', (mode) => {
    const parameters = {algorithm: 'AES', mode, padding: 'PKCS5'} as const
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 40}), anyCuts, (data, cuts) => {
        const encrypted = encrypt(aesKey, parameters, {data})
        const joined = Buffer.concat([encrypted.iv ?? bytes(''), encrypted.data])
        expect(hex(inParts(startStream('decrypt', aesKey, parameters), aesKey, split(joined, cuts)))).toBe(hex(data))
        expect(hex(decrypt(aesKey, parameters, {data: joined}))).toBe(hex(data))
      }),
    )
  })

  it('carry the counter of CTR over all of its bytes', () => {
    const parameters = {algorithm: 'AES', mode: 'CTR'} as const
    const data = new Uint8Array(16 * 600)
    for (const iv of ['ff'.repeat(16), `00${'ff'.repeat(15)}`, `${'00'.repeat(14)}fffe`].map(bytes)) {
      const parts = [data.subarray(0, 16), data.subarray(16, 16 * 514), data.subarray(16 * 514)]
      expect(hex(inParts(startStream('encrypt', aesKey, parameters, {iv}), aesKey, parts))).toBe(
        hex(encrypt(aesKey, parameters, {data, iv}).data),
      )
    }
  })

  it('give out bytes at once in CTR, and whole blocks as soon as they are there in ECB', () => {
    const ctr = startStream('encrypt', aesKey, {algorithm: 'AES', mode: 'CTR'})
    expect(continueStream(ctr.state, aesKey, bytes('010203'), false).output).toHaveLength(3)
    const ecb = startStream('encrypt', aesKey, {algorithm: 'AES', mode: 'ECB'})
    const half = continueStream(ecb.state, aesKey, new Uint8Array(8), false)
    expect(half.output).toHaveLength(0)
    expect(continueStream(half.state ?? ecb.state, aesKey, new Uint8Array(8), false).output).toHaveLength(16)
  })

  it('hold the last block back only where padding is to be removed', () => {
    const data = new Uint8Array(32)
    const output = (padding: 'None' | 'PKCS5', direction: CipherDirection): number =>
      continueStream(
        startStream(direction, aesKey, {...cbc, padding}, {iv: new Uint8Array(16)}).state,
        aesKey,
        data,
        false,
      ).output.length
    expect(output('PKCS5', 'decrypt')).toBe(16)
    expect(output('None', 'decrypt')).toBe(32)
    expect(output('PKCS5', 'encrypt')).toBe(32)
  })

  it('leave the state that a step got as it was, so that the step can be repeated', () => {
    const {state} = startStream('encrypt', aesKey, cbc, {iv: new Uint8Array(16)})
    const before = hex(encodeStreamState(state))
    const first = continueStream(state, aesKey, new Uint8Array(40), false)
    expect(hex(encodeStreamState(state))).toBe(before)
    expect(continueStream(state, aesKey, new Uint8Array(40), false)).toEqual(first)
  })

  it('keep a state that does not change with the buffers of the caller', () => {
    const {state} = startStream('decrypt', aesKey, {...cbc, padding: 'None'}, {iv: new Uint8Array(16)})
    const chunk = new Uint8Array(20).fill(7)
    const next = continueStream(state, aesKey, chunk, false).state ?? state
    const before = hex(encodeStreamState(next))
    chunk.fill(9)
    expect(hex(encodeStreamState(next))).toBe(before)
  })

  it('end without a state', () => {
    const {state} = startStream('encrypt', aesKey, cbc)
    expect(continueStream(state, aesKey, new Uint8Array(3), true).state).toBeUndefined()
  })

  it('return the IV that they made and no other', () => {
    const random = (length: number): Uint8Array => new Uint8Array(length).fill(3)
    expect(hex(startStream('encrypt', aesKey, cbc, {random}).iv)).toBe('03'.repeat(16))
    expect(startStream('encrypt', aesKey, cbc, {iv: new Uint8Array(16)}).iv).toBeUndefined()
    expect(startStream('encrypt', aesKey, {...cbc, mode: 'ECB'}).iv).toBeUndefined()
    expect(startStream('decrypt', aesKey, cbc).iv).toBeUndefined()
  })
})

describe('Refused streams', () => {
  it('are those of GCM', () => {
    for (const direction of ['encrypt', 'decrypt'] as const) {
      refusal('UnsupportedCryptographicParameters', () =>
        startStream(direction, aesKey, {algorithm: 'AES', mode: 'GCM'}),
      )
    }
  })

  it('are those without an IV where the caller does not want it in the data', () => {
    refusal('InvalidMessage', () => startStream('decrypt', aesKey, cbc, {missingIv: 'refuse'}))
  })

  it('end with an incomplete block as Bad Cryptographic Parameters', () => {
    const unpadded = startStream('encrypt', aesKey, {...cbc, padding: 'None'})
    refusal('BadCryptographicParameters', () => continueStream(unpadded.state, aesKey, new Uint8Array(17), true))
    const padded = startStream('decrypt', aesKey, cbc, {iv: new Uint8Array(16)})
    refusal('BadCryptographicParameters', () => continueStream(padded.state, aesKey, new Uint8Array(17), true))
  })

  it('end within the IV as Bad Cryptographic Parameters', () => {
    refusal('BadCryptographicParameters', () =>
      continueStream(startStream('decrypt', aesKey, cbc).state, aesKey, new Uint8Array(15), true),
    )
  })

  it('end with wrong padding, or nothing at all, as the one decryption error', () => {
    const start = (): StartedStream => startStream('decrypt', aesKey, cbc, {iv: new Uint8Array(16)})
    const zeros = encrypt(aesKey, {...cbc, padding: 'None'}, {data: new Uint8Array(16), iv: new Uint8Array(16)}).data
    for (const chunk of [zeros, bytes('')]) {
      const error = refusal('CryptographicFailure', () => continueStream(start().state, aesKey, chunk, true))
      expect(error.message).toBe('Decryption failed')
    }
  })

  it('refuse a key of another length', () => {
    refusal('BadCryptographicParameters', () =>
      continueStream(startStream('encrypt', aesKey, cbc).state, bytes('00'), bytes(''), false),
    )
  })
})

describe('Stream states', () => {
  const {state} = startStream('encrypt', aesKey, cbc, {iv: bytes('000102030405060708090a0b0c0d0e0f')})

  it('have this layout', () => {
    const next = continueStream(state, aesKey, bytes('aabb'), false).state ?? state
    expect(hex(encodeStreamState(next))).toBe(
      '0100000000030000000100000003' + '10' + '000102030405060708090a0b0c0d0e0f' + 'aabb',
    )
  })

  it('do not decode from damaged bytes', () => {
    const good = Buffer.from(encodeStreamState(state))
    const changed = (index: number, value: number): Buffer => {
      const copy = Buffer.from(good)
      copy[index] = value
      return copy
    }
    const damaged = [
      bytes(''),
      good.subarray(0, 14),
      good.subarray(0, 20),
      changed(0, 2),
      changed(1, 2),
      changed(5, 0xff),
      changed(9, 0xff),
      changed(13, 0),
      changed(14, 5),
    ]
    for (const one of damaged) expect(() => decodeStreamState(one)).toThrow(StorageError)
  })
})
