import {generateKeyPairSync} from 'node:crypto'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {type ObjectFlagValues, readObject} from '../../../../src/cli/values/object-flags.ts'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {temporaryFolder} from '../../../support/temporary-folder.ts'

const defaults = {'secret-type': 'password', 'opaque-type': '0x80000000'}

async function read(flags: Partial<ObjectFlagValues>, attributes = new AttributeSet()) {
  return {object: await readObject({...defaults, ...flags}, attributes), attributes}
}

describe('readObject', () => {
  it('makes a symmetric key and derives length and usage', async () => {
    const given = new AttributeSet().set('CryptographicAlgorithm', 'AES')
    const {object, attributes} = await read({type: 'symmetric', 'data-hex': '00'.repeat(16)}, given)
    expect(object).toEqual({
      type: 'SymmetricKey',
      value: {
        keyBlock: {
          keyFormatType: 'Raw',
          keyValue: {kind: 'plain', keyMaterial: new Uint8Array(16)},
          cryptographicAlgorithm: 'AES',
          cryptographicLength: 128,
        },
      },
    })
    expect(attributes.get('CryptographicLength')).toBe(128)
    expect(attributes.get('CryptographicUsageMask')).toBe(12)
  })

  it('asks for the algorithm of a symmetric key', async () => {
    await expect(read({type: 'symmetric', 'data-hex': '00'})).rejects.toThrow('Missing --algorithm')
  })

  it('leaves what was given', async () => {
    const given = new AttributeSet()
      .set('CryptographicAlgorithm', 'HMAC_SHA256')
      .set('CryptographicLength', 64)
      .set('CryptographicUsageMask', 128)
    const {attributes} = await read({type: 'symmetric-key', data: 'x'}, given)
    expect(attributes.get('CryptographicLength')).toBe(64)
    expect(attributes.get('CryptographicUsageMask')).toBe(128)
  })

  it('makes secret data and opaque objects', async () => {
    const secret = await read({type: 'secret', data: 'hunter2', 'secret-type': 'seed'})
    expect(secret.object).toMatchObject({type: 'SecretData', value: {secretDataType: 'Seed'}})
    expect(secret.attributes.get('CryptographicUsageMask')).toBe(0)
    const opaque = await read({type: 'opaque', data: 'x', 'opaque-type': '0x80000007'})
    expect(opaque.object).toEqual({
      type: 'OpaqueObject',
      value: {opaqueDataType: 0x80000007, opaqueDataValue: Buffer.from('x')},
    })
    expect(opaque.attributes.size).toBe(0)
  })

  it('takes format, algorithm and length of a private key from its PEM', async () => {
    const {privateKey, publicKey} = generateKeyPairSync('rsa', {modulusLength: 2048})
    await using folder = await temporaryFolder()
    const file = join(folder.path, 'key.pem')
    await writeFile(file, privateKey.export({type: 'pkcs1', format: 'pem'}))
    const {object, attributes} = await read({type: 'private', file})
    expect(object).toMatchObject({
      type: 'PrivateKey',
      value: {
        keyBlock: {
          keyFormatType: 'PKCS_1',
          keyValue: {keyMaterial: privateKey.export({type: 'pkcs1', format: 'der'})},
          cryptographicAlgorithm: 'RSA',
          cryptographicLength: 2048,
        },
      },
    })
    expect(attributes.get('CryptographicUsageMask')).toBe(1)
    const der = publicKey.export({type: 'spki', format: 'der'}).toString('hex')
    expect((await read({type: 'public', 'data-hex': der})).object).toMatchObject({
      type: 'PublicKey',
      value: {keyBlock: {keyFormatType: 'X_509', cryptographicAlgorithm: 'RSA', cryptographicLength: 2048}},
    })
  })

  it.each([
    ['prime256v1', 'EC', 256],
    ['secp521r1', 'EC', 521],
  ])('knows the elliptic curve %s', async (namedCurve, algorithm, bits) => {
    const {privateKey} = generateKeyPairSync('ec', {namedCurve})
    const der = privateKey.export({type: 'sec1', format: 'der'}).toString('hex')
    const {attributes} = await read({type: 'private', 'data-hex': der, format: 'ECPrivateKey'})
    expect([attributes.get('CryptographicAlgorithm'), attributes.get('CryptographicLength')]).toEqual([algorithm, bits])
  })

  it('registers key material that nobody can read as it is', async () => {
    const {attributes} = await read({type: 'private', 'data-hex': '00', format: 'opaque'})
    expect(attributes.has('CryptographicAlgorithm')).toBe(false)
  })

  it.each([
    ['-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----', 'ENCRYPTED PRIVATE KEY'],
    [
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----',
      'KMIP cannot carry',
    ],
    ['-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----', 'CERTIFICATE REQUEST'],
    [
      '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
      'The PEM holds 2 objects',
    ],
  ])('refuses PEM that is no single plain object', async (data, message) => {
    await expect(read({type: 'private', data})).rejects.toThrow(message)
  })

  it('takes the type from a PEM that tells it', async () => {
    const certificate = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'
    expect((await read({data: certificate})).object).toEqual({
      type: 'Certificate',
      value: {certificateType: 'X_509', certificateValue: Buffer.alloc(3)},
    })
    const {publicKey} = generateKeyPairSync('ec', {namedCurve: 'prime256v1'})
    const data = publicKey.export({type: 'spki', format: 'pem'}).toString()
    expect((await read({data})).object.type).toBe('PublicKey')
    await expect(read({data: 'plain'})).rejects.toThrow('Missing --type')
  })

  it.each([
    ['4 in an old packet', 4, [0x99, 0x01, 0x0d, 0x04]],
    ['3 in an old packet', 3, [0x98, 0x0d, 0x03]],
    ['4 in a new packet', 4, [0xc6, 0x33, 0x04]],
    ['3 in a long new packet', 3, [0xc6, 0xc1, 0x00, 0x03]],
    ['6 in the longest packet', 6, [0xc6, 0xff, 0, 0, 1, 0, 0x06]],
  ])('keeps a PGP key as the text it is, of version %s', async (_name, version, packet) => {
    const body = Buffer.from(packet).toString('base64')
    const data = `-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: x\n\n${body}\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----\n`
    expect((await read({data})).object).toMatchObject({
      type: 'PGPKey',
      value: {pgpKeyVersion: version, keyBlock: {keyFormatType: 'Raw', keyValue: {keyMaterial: Buffer.from(data)}}},
    })
  })

  it('refuses types that no file can be', async () => {
    await expect(read({type: 'template', data: 'x'})).rejects.toThrow('--type template cannot be made from a file')
    await expect(read({type: 'nonsense', data: 'x'})).rejects.toThrow('--type does not know "nonsense"')
  })
})
