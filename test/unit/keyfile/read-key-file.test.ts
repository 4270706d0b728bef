import {describe, expect, it} from 'vitest'
import {UsageError} from '../../../src/errors.ts'
import {describeObject} from '../../../src/keyfile/describe-object.ts'
import {readKeyFile} from '../../../src/keyfile/read-key-file.ts'
import {fixturePassword, keyFile} from '../../support/key-files.ts'

const password = async () => fixturePassword

const utf8 = (text: string) => new TextEncoder().encode(text)

async function described(name: string) {
  const {container, objects} = await readKeyFile(await keyFile(name), {password})
  return [container, ...objects.map(describeObject)]
}

describe('readKeyFile', () => {
  it.each([
    ['rsa.pem', ['PEM', 'an RSA private key of 1024 bits, PKCS#1']],
    ['rsa-public.pem', ['PEM', 'an RSA public key of 1024 bits, PKCS#1']],
    ['ec.pem', ['PEM', 'an EC private key on the curve P-256, ECPrivateKey']],
    ['ec-with-parameters.pem', ['PEM', 'an EC private key on the curve P-256, ECPrivateKey']],
    ['ec-legacy-encrypted.pem', ['PEM', 'an EC private key on the curve P-256, PKCS#8']],
    ['ec-pbes2.pem', ['PEM', 'an EC private key on the curve P-256, PKCS#8']],
    ['ec-scrypt.der', ['DER', 'an EC private key on the curve P-256, PKCS#8']],
    ['dsa.der', ['DER', 'a DSA private key of 1024 bits, PKCS#8']],
    ['ec.csr', ['PEM', 'a certificate signing request']],
    ['leaf.pem', ['PEM', 'a certificate of O=kmipctl, CN=leaf']],
    ['leaf-trusted.pem', ['PEM', 'a certificate of O=kmipctl, CN=leaf']],
    ['chain.pem', ['PEM', 'a certificate of O=kmipctl, CN=middle', 'a certificate of O=kmipctl, CN=root']],
    [
      'openssl.p12',
      [
        'PKCS#12',
        'an EC private key on the curve P-256, PKCS#8',
        'a certificate of O=kmipctl, CN=leaf',
        'a certificate of O=kmipctl, CN=middle',
        'a certificate of O=kmipctl, CN=root',
      ],
    ],
    [
      'openssl-legacy.p12',
      ['PKCS#12', 'an EC private key on the curve P-256, PKCS#8', 'a certificate of O=kmipctl, CN=leaf'],
    ],
    [
      'no-password.p12',
      ['PKCS#12', 'an EC private key on the curve P-256, PKCS#8', 'a certificate of O=kmipctl, CN=leaf'],
    ],
    ['plain.p12', ['PKCS#12', 'an EC private key on the curve P-256, PKCS#8', 'a certificate of O=kmipctl, CN=leaf']],
    ['k1.p12', ['PKCS#12', 'an EC private key on the curve SECP256K1, PKCS#8', 'a certificate of O=kmipctl, CN=k1']],
    ['keytool.p12', ['PKCS#12', 'an EC private key on the curve P-256, PKCS#8', 'a certificate of CN=web']],
    ['pgp-public.asc', ['OpenPGP', 'a public PGP key of version 4']],
    ['pgp-public.gpg', ['OpenPGP', 'a public PGP key of version 4']],
    ['pgp-private.gpg', ['OpenPGP', 'a private PGP key of version 4']],
    ['pgp-rsa.gpg', ['OpenPGP', 'a public PGP key of version 4']],
  ])('says what %s holds', async (name, expected) => {
    expect(await described(name)).toEqual(expected)
  })

  it('passes over parameters, and says so', async () => {
    const file = await readKeyFile(await keyFile('ec-with-parameters.pem'))
    expect(file.passedOver).toEqual(['EC PARAMETERS'])
  })

  it('names what a PKCS#12 file names', async () => {
    const {objects} = await readKeyFile(await keyFile('openssl.p12'), {password})
    expect(objects.map(({name}) => name)).toEqual(['web', 'web', undefined, undefined])
  })

  it('gives keys whose curve KMIP has no name for, without facts', async () => {
    const {objects} = await readKeyFile(await keyFile('ec-explicit.pem'))
    expect(objects.map(describeObject)).toEqual(['a private key of the kind ec, ECPrivateKey'])
  })

  it('guesses nothing of raw bytes', async () => {
    for (const bytes of [
      new Uint8Array(32),
      new Uint8Array(32).fill(0x30),
      utf8('ab'.repeat(32)),
      utf8('{'.slice(1) + 'x'),
    ]) {
      expect(await readKeyFile(bytes)).toMatchObject({container: 'bytes', objects: []})
    }
  })

  it('understands what Windows writes: byte order marks, UTF-16 and other line ends', async () => {
    const pem = Buffer.from(await keyFile('ec.pem')).toString('latin1')
    const forms = [
      Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(pem, 'utf16le')]),
      Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), Buffer.from(pem)]),
      Buffer.from(pem.replaceAll('\n', '\r\n')),
      Buffer.from(pem.replaceAll('\n', '\r')),
      Buffer.from(`A key for people\n\n${pem.replaceAll(/^/gm, '  ')}`),
    ]
    for (const form of forms) expect((await readKeyFile(form)).objects).toHaveLength(1)
  })

  it.each([
    'ec-pbes2.pem',
    'ec-legacy-encrypted.pem',
    'ec-scrypt.der',
    'openssl.p12',
    'openssl-legacy.p12',
    'keytool.p12',
  ])('asks for the password of %s once, and refuses a wrong one', async (name) => {
    const bytes = await keyFile(name)
    let asked = 0
    await readKeyFile(bytes, {password: async () => (asked++, fixturePassword)})
    expect(asked).toBe(1)
    const missing = {message: expect.stringMatching(/is encrypted, and no password was given$/)}
    await expect(readKeyFile(bytes)).rejects.toMatchObject({name: 'PasswordError', ...missing})
    const wrong = {message: expect.stringMatching(/does not open with the password that was given$/)}
    await expect(readKeyFile(bytes, {password: async () => 'wrong'})).rejects.toMatchObject({
      name: 'PasswordError',
      ...wrong,
    })
  })

  it.each(['rsa.pem', 'no-password.p12', 'plain.p12', 'chain.pem'])('asks for no password of %s', async (name) => {
    const never = () => Promise.reject(new Error('asked'))
    expect((await readKeyFile(await keyFile(name), {password: never})).objects).not.toHaveLength(0)
  })

  it.each([
    ['ssh', 'The file holds the block OPENSSH PRIVATE KEY, which cannot be read here'],
    ['ssh.pub', 'The file holds a public key of OpenSSH, which cannot be read here'],
    ['keytool.jks', 'The file holds a key store of Java, which cannot be read here'],
    ['chain.p7b', 'The file holds the block PKCS7, which cannot be read here'],
  ])('says what to do about %s', async (name, message) => {
    await expect(readKeyFile(await keyFile(name))).rejects.toMatchObject({
      message,
      hint: expect.stringMatching(/ssh-keygen|keytool|openssl|--type/),
    })
  })

  it.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'The file is empty'],
    ['a huge file', new Uint8Array(1024 * 1024 + 1), 'The file is larger than 1 MiB, which no key is'],
    [
      'a block without an end',
      '-----BEGIN PRIVATE KEY-----\nAAAA\n',
      'The block PRIVATE KEY of the PEM file does not end',
    ],
    [
      'a block that is no base64',
      '-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----',
      'The block PRIVATE KEY of the PEM file is not in base64',
    ],
    [
      'a block without a key',
      '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
      'The block PRIVATE KEY cannot be read',
    ],
    [
      'a certificate that is none',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      'The block CERTIFICATE cannot be read as a certificate',
    ],
    ['JSON that is cut short', '{"kty":"oct","k":"c2Vj', 'The file begins as JSON and is none'],
    ['JSON of another kind', '{"a":1}', 'The JSON is neither a JWK nor a JWK Set'],
    ['an encrypted JWK', '{"ciphertext":"x"}', 'The JSON is neither a JWK nor a JWK Set'],
    ['a set without a list', '{"keys":7}', 'The JWK Set has keys that are no list'],
  ])('refuses %s', async (_, contents, message) => {
    const bytes = typeof contents === 'string' ? utf8(contents) : contents
    await expect(readKeyFile(bytes)).rejects.toMatchObject({code: 'USAGE', message: expect.stringContaining(message)})
  })

  it('says that a curve is not known', async () => {
    const pem = Buffer.from(await keyFile('ec.pem')).toString()
    const der = Buffer.from(pem.replaceAll(/-----.*-----/g, ''), 'base64')
    // The last arc of the object identifier of P-256
    der[der.indexOf(Buffer.from('2a8648ce3d030107', 'hex')) + 7] = 0x7f
    await expect(readKeyFile(der)).rejects.toMatchObject({
      message: 'The SEC 1 private key is on an elliptic curve that is not known here',
      hint: expect.stringContaining('--type'),
    })
  })

  it('refuses every file that is cut short, or takes it for bytes', async () => {
    for (const name of ['rsa.pem', 'dsa.der', 'openssl.p12', 'leaf.pem', 'pgp-public.gpg', 'ec-scrypt.der']) {
      const bytes = await keyFile(name)
      for (const part of [0.3, 0.6, 0.95]) {
        const cut = bytes.subarray(0, Math.floor(bytes.length * part))
        const result = await readKeyFile(cut, {password}).catch((error: unknown) => error)
        if (!(result instanceof UsageError)) expect([name, result]).toMatchObject([name, {container: 'bytes'}])
      }
    }
  })

  it('names the block that is wrong among several, and no byte of it', async () => {
    const good = Buffer.from(await keyFile('leaf.pem')).toString()
    const bad = '-----BEGIN RSA PRIVATE KEY-----\nMAoCAQACAQMCAQU=\n-----END RSA PRIVATE KEY-----\n'
    await expect(readKeyFile(utf8(good + bad))).rejects.toMatchObject({
      message: expect.stringMatching(/^The block RSA PRIVATE KEY \(2 of 2\) cannot be read/),
    })
  })
})
