import {generateKeyPairSync} from 'node:crypto'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {readRegistrations, type RegistrationOptions} from '../../../../src/cli/registration/read-registrations.ts'
import type {ObjectFlagValues} from '../../../../src/cli/values/object-flags.ts'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {fixturePassword, keyFilePath} from '../../../support/key-files.ts'
import {maskOf} from '../../../support/managed-objects.ts'
import {temporaryFolder} from '../../../support/temporary-folder.ts'

const defaults = {'secret-type': 'password', 'opaque-type': '0x80000000'}

async function readAll(
  flags: Partial<ObjectFlagValues>,
  {attributes = new AttributeSet(), most = 'pair'}: Partial<RegistrationOptions> = {},
) {
  return readRegistrations({...defaults, ...flags}, {attributes, most, password: async () => fixturePassword})
}

async function read(flags: Partial<ObjectFlagValues>, attributes = new AttributeSet()) {
  const {items} = await readAll(flags, {attributes})
  expect(items).toHaveLength(1)
  return {...items[0], attributes}
}

const file = keyFilePath

describe('readRegistrations', () => {
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

  it('takes the type from a PEM that tells it', async () => {
    expect((await read({file: file('leaf.pem')})).object).toMatchObject({
      type: 'Certificate',
      value: {certificateType: 'X_509'},
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

  it('takes symmetric keys, their algorithm and their use from JWK', async () => {
    const jwk = {kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url'), alg: 'HS256'}
    const {object, attributes, description} = await read({data: JSON.stringify(jwk)})
    expect(object).toMatchObject({
      type: 'SymmetricKey',
      value: {keyBlock: {keyFormatType: 'Raw', keyValue: {keyMaterial: Buffer.alloc(32, 7)}}},
    })
    expect(attributes.get('CryptographicAlgorithm')).toBe('HMAC_SHA256')
    expect(attributes.get('CryptographicUsageMask')).toBe(maskOf('MACGenerate', 'MACVerify'))
    expect(description).toBe('an HMAC-SHA256 key of 256 bits')
    const nameless = JSON.stringify({kty: 'oct', k: 'AAAA'})
    await expect(read({data: nameless})).rejects.toThrow('Missing --algorithm')
  })

  it('takes raw bytes for a symmetric key where the algorithm is one of those', async () => {
    const aes = new AttributeSet().set('CryptographicAlgorithm', 'AES')
    expect((await read({'data-hex': '00'.repeat(32)}, aes)).object?.type).toBe('SymmetricKey')
    const rsa = new AttributeSet().set('CryptographicAlgorithm', 'RSA')
    await expect(read({'data-hex': '00'.repeat(32)}, rsa)).rejects.toThrow('Missing --type')
  })

  it('takes bytes that begin as DER does for a symmetric key where it is said to be one', async () => {
    const aes = new AttributeSet().set('CryptographicAlgorithm', 'AES')
    const {object} = await read({type: 'symmetric', 'data-hex': '300e020100020100'.padEnd(32, '0')}, aes)
    expect(object?.type).toBe('SymmetricKey')
  })

  it('keeps secrets and opaque objects as they are, whatever they hold', async () => {
    for (const type of ['secret', 'opaque']) {
      const {object} = await read({type, data: '{"kty":"oct","k":"AAAA"}'})
      expect(JSON.stringify(object)).toContain(JSON.stringify(Buffer.from('{"kty":"oct","k":"AAAA"}')))
    }
  })

  it('reads bytes that a text has', async () => {
    const given = () => new AttributeSet().set('CryptographicAlgorithm', 'AES')
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'key')
    const key = Buffer.alloc(32, 9)
    for (const [encoding, text] of [
      ['hex', `0x${key.toString('hex').toUpperCase()}\n`],
      ['hex', key.toString('hex').replaceAll(/(..)(?=.)/g, '$1:')],
      ['base64', `${key.toString('base64')}\r\n`],
      ['base64', key.toString('base64url')],
    ] as const) {
      await writeFile(path, text)
      const {object} = await read({type: 'symmetric', file: path, 'file-encoding': encoding}, given())
      expect(object).toMatchObject({value: {keyBlock: {keyValue: {keyMaterial: key}}}})
    }
    await writeFile(path, 'not hex')
    await expect(read({file: path, 'file-encoding': 'hex'}, given())).rejects.toThrow(
      'The file is not in hexadecimal, as --file-encoding hex says',
    )
  })

  it('warns of an AES key that looks like text', async () => {
    const given = () => new AttributeSet().set('CryptographicAlgorithm', 'AES')
    const hex = await read({type: 'symmetric', data: 'ab'.repeat(32)}, given())
    expect(hex.warning).toContain('--file-encoding hex')
    const base64 = await read({type: 'symmetric', data: Buffer.alloc(32, 77).toString('base64')}, given())
    expect(base64.warning).toContain('--file-encoding base64')
    expect((await read({type: 'symmetric', 'data-hex': 'ab'.repeat(32)}, given())).warning).toBeUndefined()
  })

  it('registers a key in another format that holds it', async () => {
    const {object} = await read({file: file('rsa.pem'), format: 'TransparentRSAPrivateKey'})
    expect(object).toMatchObject({
      value: {
        keyBlock: {keyFormatType: 'TransparentRSAPrivateKey', keyValue: {keyMaterial: {value: expect.anything()}}},
      },
    })
    const opaque = await read({type: 'private', file: file('rsa.pem'), format: 'opaque'})
    expect(opaque.object).toMatchObject({value: {keyBlock: {keyFormatType: 'Opaque'}}})
    await expect(read({file: file('ec.pem'), format: 'pkcs1'})).rejects.toThrow('--format PKCS#1 cannot hold this key')
  })

  it.each<[string, Partial<ObjectFlagValues>, string]>([
    [
      'a public key',
      {type: 'public', file: file('rsa.pem')},
      'The file holds an RSA private key of 1024 bits, PKCS#1, not a public key',
    ],
    [
      'a symmetric key',
      {type: 'symmetric', file: file('rsa.pem')},
      'The file holds an RSA private key of 1024 bits, PKCS#1, not a symmetric key',
    ],
    [
      'a private key',
      {type: 'private', file: file('chain.pem')},
      'The file holds 2 objects: a certificate of O=kmipctl, CN=middle and a certificate of O=kmipctl, CN=root, not a private key',
    ],
    [
      'a certificate',
      {type: 'certificate', data: 'x'},
      'The bytes are nothing that can be recognised as a certificate',
    ],
    ['one object', {file: file('chain.pem')}, 'The file holds 2 objects: '],
    ['one object of a type', {type: 'certificate', file: file('bundle.pem')}, 'The file holds 3 objects: '],
    [
      'parameters',
      {data: '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----'},
      'The file holds no key and no certificate, only EC PARAMETERS',
    ],
  ])('refuses a file that is not %s', async (_, flags, message) => {
    await expect(readAll(flags)).rejects.toMatchObject({code: 'USAGE', message: expect.stringContaining(message)})
  })

  it('refuses what flags say of a key and the key does not', async () => {
    const algorithm = new AttributeSet().set('CryptographicAlgorithm', 'RSA')
    await expect(read({file: file('ec.pem')}, algorithm)).rejects.toThrow(
      '--algorithm says RSA, and the file holds an EC',
    )
    const length = new AttributeSet().set('CryptographicLength', 2048)
    await expect(read({file: file('rsa.pem')}, length)).rejects.toThrow(
      '--length says 2048 bits, and the file holds an RSA',
    )
    const jwk = JSON.stringify({kty: 'oct', k: 'AAAA', alg: 'HS256'})
    const aes = new AttributeSet().set('CryptographicAlgorithm', 'AES')
    await expect(read({data: jwk}, aes)).rejects.toThrow('--algorithm says AES, and the file holds an HMAC-SHA256')
    const ecdsa = new AttributeSet().set('CryptographicAlgorithm', 'ECDSA')
    expect((await read({file: file('ec.pem')}, ecdsa)).attributes.get('CryptographicAlgorithm')).toBe('ECDSA')
  })

  it('tells no byte of the file in its errors', async () => {
    const data = `{"kty":"oct","k":"${'S3cr3t'.repeat(5)}!"}`
    for (const [given, attributes] of [
      [data, new AttributeSet().set('CryptographicAlgorithm', 'AES')],
      [data.slice(0, -1), new AttributeSet()],
    ] as const) {
      const error: unknown = await read({data: given}, attributes).catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(Error)
      expect(error instanceof Error ? error.message : '').not.toContain('S3cr3t')
    }
  })
})
