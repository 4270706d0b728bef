import {createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {readPkcs12} from '../../../src/ca/pkcs12-read.ts'
import {asymmetricFormats} from '../../../src/crypto/keys/asymmetric-formats.ts'
import {writeAsymmetricKey} from '../../../src/crypto/keys/asymmetric-key.ts'
import {readKeyFile} from '../../../src/keyfile/read-key-file.ts'
import {type KeyFileForm, writeObject} from '../../../src/keyfile/write-object.ts'
import type {ManagedObject} from '../../../src/kmip/objects/managed-object.ts'
import type {EnumName} from '../../../src/kmip/spec/enumeration.ts'
import type {KeyFormatType} from '../../../src/kmip/spec/enumerations.ts'
import {keyFile} from '../../support/key-files.ts'
import {dhPair, dsaPair, ecPair, keyOf, type Pair, rsaPair} from '../../support/key-pairs.ts'
import {opaque, rawKey, secret} from '../../support/managed-objects.ts'

const pairs: Readonly<Record<string, Pair>> = {
  rsa: rsaPair(1024),
  'ec on P-256': ecPair(),
  'ec on P-521': ecPair('secp521r1'),
  'ec on secp256k1': ecPair('secp256k1'),
  'ec on brainpoolP256r1': ecPair('brainpoolP256r1'),
  'ec on sect283k1': ecPair('sect283k1'),
  ed25519: generateKeyPairSync('ed25519'),
  x448: generateKeyPairSync('x448'),
  dsa: dsaPair(),
  dh: dhPair(),
}

const jwkHas = new Set(['rsa', 'ec on P-256', 'ec on P-521', 'ec on secp256k1', 'ed25519', 'x448'])

/** Every Key Format Type that holds the key without needing an attribute. */
function objectsOf({privateKey, publicKey}: Pair): ManagedObject[] {
  const formats = Object.keys(asymmetricFormats) as EnumName<typeof KeyFormatType>[]
  return formats
    .filter((format) => format !== 'Raw')
    .flatMap((format) => [...objectIn('PrivateKey', format, privateKey), ...objectIn('PublicKey', format, publicKey)])
}

function objectIn(type: 'PrivateKey' | 'PublicKey', format: EnumName<typeof KeyFormatType>, key: KeyObject) {
  const material = writeAsymmetricKey(type, format, key)
  return material === undefined ? [] : [keyOf(type, format, material)]
}

async function keyBack(object: ManagedObject, form: KeyFileForm, password?: string): Promise<KeyObject> {
  const bytes = await writeObject(object, form, {password})
  const {objects} = await readKeyFile(bytes, {password: async () => password})
  const [found] = objects
  if (found === undefined || !('key' in found)) throw new Error('No key')
  return found.key
}

describe('writeObject', () => {
  it.each(Object.entries(pairs))(
    'writes %s from every Key Format Type so that it reads back the same',
    async (name, pair) => {
      const objects = objectsOf(pair)
      expect(objects.length).toBeGreaterThanOrEqual(2)
      const forms: KeyFileForm[] = jwkHas.has(name) ? ['pem', 'der', 'jwk'] : ['pem', 'der']
      for (const object of objects) {
        const original = object.type === 'PrivateKey' ? pair.privateKey : pair.publicKey
        for (const form of forms) expect((await keyBack(object, form)).equals(original)).toBe(true)
        if (!jwkHas.has(name)) await expect(writeObject(object, 'jwk')).rejects.toThrow('There is no JWK form of a ')
      }
    },
  )

  it('encrypts private keys with a password, and nothing else', async () => {
    const {privateKey, publicKey} = ecPair()
    const object = keyOf('PrivateKey', 'ECPrivateKey', privateKey.export({format: 'der', type: 'sec1'}))
    for (const form of ['pem', 'der'] as const) {
      expect((await keyBack(object, form, 'pass')).equals(privateKey)).toBe(true)
      await expect(readKeyFile(await writeObject(object, form, {password: 'pass'}))).rejects.toThrow('is encrypted')
    }
    const spki = keyOf('PublicKey', 'X_509', publicKey.export({format: 'der', type: 'spki'}))
    await expect(writeObject(spki, 'pem', {password: 'pass'})).rejects.toThrow('A password protects private keys')
    await expect(writeObject(object, 'jwk', {password: 'pass'})).rejects.toThrow('A JWK cannot be encrypted')
  })

  it('writes the raw form of keys that have one', async () => {
    const {privateKey, publicKey} = ecPair()
    const jwk = privateKey.export({format: 'jwk'})
    const object = keyOf('PrivateKey', 'PKCS_8', privateKey.export({format: 'der', type: 'pkcs8'}))
    expect(Buffer.from(await writeObject(object, 'raw')).toString('base64url')).toBe(jwk.d)
    const point = await writeObject(keyOf('PublicKey', 'X_509', publicKey.export({format: 'der', type: 'spki'})), 'raw')
    expect([point[0], point.length]).toEqual([4, 65])
    const rsa = keyOf('PrivateKey', 'PKCS_8', rsaPair(1024).privateKey.export({format: 'der', type: 'pkcs8'}))
    await expect(writeObject(rsa, 'raw')).rejects.toThrow('There is no raw form of a private key of the kind rsa')
  })

  it('writes symmetric keys, secrets and opaque objects as what they are', async () => {
    const key = Uint8Array.from(Buffer.alloc(32, 5))
    expect(await writeObject(rawKey(key), 'raw')).toEqual(key)
    const jwk: unknown = JSON.parse(Buffer.from(await writeObject(rawKey(key), 'jwk', {name: 'id'})).toString())
    expect(jwk).toEqual({kty: 'oct', kid: 'id', k: Buffer.from(key).toString('base64url')})
    expect(Buffer.from(await writeObject(secret('hunter2'), 'raw')).toString()).toBe('hunter2')
    expect(Buffer.from(await writeObject(opaque('x'), 'raw')).toString()).toBe('x')
    for (const [object, form] of [
      [rawKey(key), 'pem'],
      [rawKey(key), 'der'],
      [secret('x'), 'jwk'],
      [opaque('x'), 'pkcs12'],
    ] as const) {
      await expect(writeObject(object, form)).rejects.toThrow(/^There is no \S+ form of /)
    }
  })

  it('writes certificates', async () => {
    const pem = Buffer.from(await keyFile('leaf.pem')).toString()
    const certificate = new X509Certificate(pem)
    const value = {certificateType: 'X_509', certificateValue: Uint8Array.from(certificate.raw)} as const
    const object: ManagedObject = {type: 'Certificate', value}
    expect(Buffer.from(await writeObject(object, 'pem')).toString()).toBe(pem)
    expect(Buffer.from(await writeObject(object, 'der'))).toEqual(certificate.raw)
    const jwk: unknown = JSON.parse(Buffer.from(await writeObject(object, 'jwk')).toString())
    expect(jwk).toMatchObject({kty: 'EC', crv: 'P-256', x5c: [certificate.raw.toString('base64')]})
  })

  it('puts a private key with its certificates into PKCS#12', async () => {
    const key = createPrivateKey(Buffer.from(await keyFile('ec.pem')))
    const object = keyOf('PrivateKey', 'PKCS_8', key.export({format: 'der', type: 'pkcs8'}))
    const read = async (name: string) => new X509Certificate(await keyFile(name))
    const certificates = [await read('middle.pem'), await read('leaf.pem')]
    const {keys, certificates: written} = await readPkcs12(
      await writeObject(object, 'pkcs12', {password: 'pass', name: 'web', certificates}),
      'pass',
    )
    expect(keys.map(({friendlyName, key: back}) => [friendlyName, back.equals(key)])).toEqual([['web', true]])
    expect(written.map(({certificate}) => certificate.subject.split('\n')[1])).toEqual(['CN=leaf', 'CN=middle'])
    await expect(writeObject(object, 'pkcs12', {certificates})).rejects.toThrow('PKCS#12 needs a password')
    await expect(
      writeObject(object, 'pkcs12', {password: 'pass', certificates: [await read('root.pem')]}),
    ).rejects.toThrow('PKCS#12 needs the certificate of the private key')
  })

  it('refuses what came wrapped, without a value, or in a form that says nothing', async () => {
    const wrapped: ManagedObject = {
      type: 'SymmetricKey',
      value: {
        keyBlock: {
          keyFormatType: 'Raw',
          keyValue: {kind: 'wrapped', bytes: new Uint8Array(40)},
          keyWrappingData: {wrappingMethod: 'Encrypt'},
        },
      },
    }
    await expect(writeObject(wrapped, 'raw')).rejects.toThrow('The key came wrapped')
    const absent: ManagedObject = {type: 'SymmetricKey', value: {keyBlock: {keyFormatType: 'Raw'}}}
    await expect(writeObject(absent, 'raw')).rejects.toThrow('The server sent no key value')
    const unknown = keyOf('PrivateKey', 'Opaque', new Uint8Array(8))
    await expect(writeObject(unknown, 'pem')).rejects.toThrow('The key came in format Opaque')
    const broken = keyOf('PrivateKey', 'PKCS_8', new Uint8Array(8))
    await expect(writeObject(broken, 'pem')).rejects.toMatchObject({code: 'MALFORMED_KEY', exitCode: 5})
  })

  it('gives the public half alone of a public key', async () => {
    const {privateKey} = ecPair()
    const spki = createPublicKey(privateKey).export({format: 'der', type: 'spki'})
    const jwk: unknown = JSON.parse(Buffer.from(await writeObject(keyOf('PublicKey', 'X_509', spki), 'jwk')).toString())
    expect(jwk).not.toHaveProperty('d')
  })
})
