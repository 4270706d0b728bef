import {createPublicKey, generateKeyPairSync, getCurves, type KeyObject} from 'node:crypto'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {factsOf} from '../../../../src/crypto/keys/asymmetric-facts.ts'
import type {AsymmetricType} from '../../../../src/crypto/keys/asymmetric-format.ts'
import {asymmetricFormats} from '../../../../src/crypto/keys/asymmetric-formats.ts'
import {readAsymmetricKey, writeAsymmetricKey} from '../../../../src/crypto/keys/asymmetric-key.ts'
import {curveOf} from '../../../../src/crypto/keys/curves.ts'
import {curveKey} from '../../../../src/crypto/keys/montgomery-edwards.ts'
import {RecommendedCurve} from '../../../../src/kmip/spec/enumerations.ts'
import {TransparentECPrivateKey} from '../../../../src/kmip/structures/transparent-ec-private-key.ts'
import {TransparentECPublicKey} from '../../../../src/kmip/structures/transparent-ec-public-key.ts'
import {TransparentRSAPrivateKey} from '../../../../src/kmip/structures/transparent-rsa-private-key.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {structureNode} from '../../../../src/ttlv/node.ts'
import {dhPair, dsaPair, ecPair, rsaPair, type Pair} from '../../../support/key-pairs.ts'
import {refusal} from '../refusal.ts'

const pairs: Readonly<Record<string, () => Pair>> = {
  RSA: () => rsaPair(1024),
  DSA: dsaPair,
  DH: dhPair,
  'EC P-256': () => ecPair('prime256v1'),
  'EC secp256k1': () => ecPair('secp256k1'),
  'EC P-521': () => ecPair('secp521r1'),
  'EC K-233': () => ecPair('sect233k1'),
  'EC brainpoolP320r1': () => ecPair('brainpoolP320r1'),
  Ed25519: () => generateKeyPairSync('ed25519'),
  Ed448: () => generateKeyPairSync('ed448'),
  X25519: () => generateKeyPairSync('x25519'),
  X448: () => generateKeyPairSync('x448'),
}

type FormatName = keyof typeof asymmetricFormats
const formatNames = Object.keys(asymmetricFormats) as FormatName[]

function hintsFor(key: KeyObject) {
  const {algorithms, length, curve} = factsOf(key)
  return {algorithm: algorithms[0], length, curve}
}

function formatsOf(type: AsymmetricType, key: KeyObject): FormatName[] {
  return formatNames.filter((format) => writeAsymmetricKey(type, format, key) !== undefined)
}

function through(type: AsymmetricType, key: KeyObject, format: FormatName): KeyObject {
  const material = writeAsymmetricKey(type, format, key)
  const read = material && readAsymmetricKey({type, format, material}, hintsFor(key))
  if (read === undefined) throw new Error(`${format} gave no key`)
  return read
}

function isOffered(name: Parameters<typeof curveOf>[0]): boolean {
  try {
    return getCurves().includes(curveOf(name).openSslName)
  } catch {
    return false
  }
}

describe('Key formats', () => {
  it.each(Object.keys(pairs))('give the same key of %s after any chain of conversions', (name) => {
    const pair = pairs[name]?.()
    for (const type of ['PrivateKey', 'PublicKey'] as const) {
      const key = type === 'PrivateKey' ? pair?.privateKey : pair?.publicKey
      if (key === undefined) throw new Error('There is no key')
      const formats = formatsOf(type, key)
      expect(formats.length).toBeGreaterThan(0)
      for (const format of formats) expect(through(type, key, format).equals(key)).toBe(true)
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...formats), {minLength: 2, maxLength: 6}), (chain) => {
          const end = chain.reduce((current, format) => through(type, current, format), key)
          for (const format of formats) {
            expect(writeAsymmetricKey(type, format, end)).toEqual(writeAsymmetricKey(type, format, key))
          }
        }),
        {numRuns: 20},
      )
    }
  })

  it('are those that KMIP 1.4 has for each kind of key', () => {
    const {privateKey, publicKey} = rsaPair(1024)
    expect(formatsOf('PrivateKey', privateKey)).toEqual(['PKCS_1', 'PKCS_8', 'TransparentRSAPrivateKey'])
    expect(formatsOf('PublicKey', publicKey)).toEqual(['PKCS_1', 'X_509', 'TransparentRSAPublicKey'])
    expect(formatsOf('PrivateKey', dsaPair().privateKey)).toEqual(['PKCS_8', 'TransparentDSAPrivateKey'])
    expect(formatsOf('PublicKey', ecPair().publicKey)).toEqual([
      'Raw',
      'X_509',
      'TransparentECDSAPublicKey',
      'TransparentECDHPublicKey',
      'TransparentECMQVPublicKey',
      'TransparentECPublicKey',
    ])
  })

  it('reach every curve that KMIP and OpenSSL share', () => {
    const shared = RecommendedCurve.entries.filter(({name}) => isOffered(name))
    expect(shared.length).toBeGreaterThan(30)
    for (const {name} of shared) {
      const {openSslName, bits} = curveOf(name)
      const {privateKey, publicKey} = generateKeyPairSync('ec', {namedCurve: openSslName})
      expect(factsOf(privateKey)).toMatchObject({curve: name, length: bits})
      expect(through('PrivateKey', privateKey, 'TransparentECPrivateKey').equals(privateKey)).toBe(true)
      expect(through('PublicKey', publicKey, 'TransparentECPublicKey').equals(publicKey)).toBe(true)
    }
  })

  it('have the number and the point of keys on the curves of RFC 7748', () => {
    // RFC 7748 section 6.1: the number is little-endian there, with five bits that are always the same
    const bytes = Buffer.from('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a', 'hex')
    const key = curveKey('x25519', 'PrivateKey', bytes)
    const d = 0x6a2cb91da5fb77b12a99c0eb872f4cdf4566b25172c1163c7da518730a6d0770n
    const recommendedCurve = 'CURVE25519'
    const ofNumber = structureNode(Tag.KeyMaterial, TransparentECPrivateKey.encodeItems({recommendedCurve, d}, '2.0'))
    expect(writeAsymmetricKey('PrivateKey', 'TransparentECPrivateKey', key)).toEqual(ofNumber)
    const source = {type: 'PrivateKey', format: 'TransparentECPrivateKey', material: ofNumber} as const
    expect(readAsymmetricKey(source, {})?.equals(key)).toBe(true)
    const point = createPublicKey(key).export({format: 'der', type: 'spki'}).subarray(-32)
    const ofPoint = TransparentECPublicKey.encodeItems({recommendedCurve, qString: point}, '2.0')
    expect(writeAsymmetricKey('PublicKey', 'TransparentECPublicKey', createPublicKey(key))).toEqual(
      structureNode(Tag.KeyMaterial, ofPoint),
    )
    const long = TransparentECPrivateKey.encodeItems({recommendedCurve, d: d << 8n}, '2.0')
    refusal('InvalidField', () => readAsymmetricKey({...source, material: structureNode(Tag.KeyMaterial, long)}, {}))
  })

  it('tell algorithm and length', () => {
    expect(factsOf(rsaPair(1024).publicKey)).toMatchObject({algorithms: ['RSA'], length: 1024})
    expect(factsOf(dsaPair().privateKey)).toMatchObject({algorithms: ['DSA'], length: 1024, qlength: 160})
    expect(factsOf(dhPair().publicKey)).toMatchObject({algorithms: ['DH'], length: 2048})
    expect(factsOf(ecPair('secp521r1').publicKey)).toMatchObject({length: 521, curve: 'P_521'})
  })

  it('leave formats alone that nobody can read', () => {
    const source = {type: 'PrivateKey', format: 'Opaque', material: Buffer.from('01', 'hex')} as const
    expect(readAsymmetricKey(source, {})).toBeUndefined()
    expect(readAsymmetricKey({...source, format: 0x80000001}, {})).toBeUndefined()
    expect(readAsymmetricKey({...source, format: 'Raw'}, {algorithm: 'RSA'})).toBeUndefined()
    const {privateKey} = ecPair()
    const encrypted = privateKey.export({format: 'der', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'p'})
    expect(readAsymmetricKey({...source, format: 'PKCS_8', material: encrypted}, {})).toBeUndefined()
  })

  it.each(formatNames)('refuse garbage as %s', (format) => {
    const type = asymmetricFormats[format]?.holds[0] ?? 'PrivateKey'
    const hints = {algorithm: 'EC', length: 256} as const
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 64}), (material) => {
        if (format === 'Raw' && type === 'PrivateKey') return
        refusal('InvalidField', () => readAsymmetricKey({type, format, material}, hints))
      }),
      {numRuns: 30},
    )
    const nested = structureNode(Tag.KeyMaterial, [])
    const reason = format.startsWith('Transparent') ? 'InvalidMessage' : 'InvalidField'
    refusal(reason, () => readAsymmetricKey({type, format, material: nested}, hints))
  })

  it('refuse a private key in a format of public keys', () => {
    const material = writeAsymmetricKey('PublicKey', 'X_509', ecPair().publicKey) ?? new Uint8Array(0)
    refusal('InvalidField', () => readAsymmetricKey({type: 'PrivateKey', format: 'X_509', material}, {}))
  })

  it('read a point in every form as the same key', () => {
    const {publicKey} = ecPair()
    const jwk = publicKey.export({format: 'jwk'})
    const x = Buffer.from(jwk.x ?? '', 'base64url')
    const y = Buffer.from(jwk.y ?? '', 'base64url')
    const odd = ((y.at(-1) ?? 0) & 1) === 1
    const forms = [Buffer.concat([Buffer.from([4]), x, y]), Buffer.concat([Buffer.from([odd ? 3 : 2]), x])]
    for (const material of [...forms, Buffer.concat([Buffer.from([odd ? 7 : 6]), x, y])]) {
      const hints = {algorithm: 'ECDSA', length: 256} as const
      const key = readAsymmetricKey({type: 'PublicKey', format: 'Raw', material}, hints)
      expect(key?.equals(publicKey)).toBe(true)
    }
  })
})

describe('A Transparent RSA Private Key', () => {
  const {privateKey} = rsaPair(1024)
  const whole = TransparentRSAPrivateKey.decode(
    writeAsymmetricKey('PrivateKey', 'TransparentRSAPrivateKey', privateKey) as never,
  )
  const {modulus, privateExponent, publicExponent, p, q, primeExponentP, primeExponentQ} = whole

  function read(parts: Parameters<typeof TransparentRSAPrivateKey.encodeItems>[0]): KeyObject | undefined {
    const material = structureNode(Tag.KeyMaterial, TransparentRSAPrivateKey.encodeItems(parts, 'any'))
    return readAsymmetricKey({type: 'PrivateKey', format: 'TransparentRSAPrivateKey', material}, {})
  }

  it.each([
    ['both exponents', {modulus, privateExponent, publicExponent}],
    ['the private exponent alone', {modulus, privateExponent}],
    ['P and Q', {modulus, p, q}],
    ['P, Q and the public exponent', {modulus, p, q, publicExponent}],
    ['the prime exponents', {modulus, primeExponentP, primeExponentQ}],
    ['the prime exponents and the public exponent', {modulus, primeExponentP, primeExponentQ, publicExponent}],
    ['everything', whole],
  ])('is whole with %s', (_, parts) => {
    const key = read(parts)
    expect(key && createPublicKey(key).equals(createPublicKey(privateKey))).toBe(true)
  })

  it.each([
    ['too little', {modulus}],
    ['a modulus of other factors', {modulus: modulus + 2n, p, q}],
    ['exponents that do not belong together', {...whole, privateExponent: (privateExponent ?? 0n) + 2n}],
    ['a private exponent that splits nothing', {modulus, privateExponent: 12_345n, publicExponent}],
    ['a modulus that would take for ever', {modulus: 1n << 100_000n, p: 1n << 50_000n, q: 1n << 50_000n}],
    ['numbers beyond the modulus', {modulus, publicExponent, privateExponent: 1n << 5000n}],
    ['negative numbers', {modulus, p: -2n, q: 3n}],
    ['a modulus of nothing', {modulus: 1n, p: 1n, q: 1n}],
  ])('is refused with %s', (_, parts) => {
    refusal('InvalidField', () => read(parts))
  })
})
