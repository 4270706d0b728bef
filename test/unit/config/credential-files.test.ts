import {createPublicKey, X509Certificate} from 'node:crypto'
import {chmod, copyFile, mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {loadPkcs12, loadPkcs12Certificates} from '../../../src/ca/pkcs12.ts'
import type {SecretSetting} from '../../../src/config/connection-settings.ts'
import {loadCredential, type CredentialReaders} from '../../../src/config/credential-files.ts'
import {readSecret} from '../../../src/config/secret.ts'
import type {Setting} from '../../../src/config/setting.ts'
import {ConfigError} from '../../../src/errors.ts'
import {fixturePassphrase, tlsFixture, tlsFixturePath} from '../../support/tls-fixtures.ts'
import {temporaryFolder} from '../../support/temporary-folder.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  folder = await temporaryFolder()
})

afterAll(() => folder[Symbol.asyncDispose]())

interface Given {
  readonly cert?: string
  readonly key?: string
  readonly ca?: string
  readonly password?: SecretSetting
}

const flag = {kind: 'flag'} as const

function load({cert, key, ca, password}: Given, askPassword?: CredentialReaders['askPassword']) {
  const setting = (name: string, value: string | undefined): Setting<string> | undefined =>
    value === undefined ? undefined : {flag: name, value, origin: flag}
  const settings = {
    cert: setting('--cert', cert),
    key: setting('--key', key),
    ca: setting('--ca', ca),
    keyPassword: password,
  }
  return loadCredential(settings, {openPkcs12: loadPkcs12, openPkcs12Certificates: loadPkcs12Certificates, askPassword})
}

function password(value: string): SecretSetting {
  return {
    flag: '--key-password-file',
    kind: 'value',
    value,
    origin: {kind: 'environment', variable: 'KMIPCTL_KEY_PASSWORD'},
  }
}

async function written(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder.path, name)
  await writeFile(path, content, {mode: 0o600})
  return path
}

const client = new X509Certificate(tlsFixture('client.pem'))
const authority = new X509Certificate(tlsFixture('ca.pem'))

/** The certificate and the key are those of the fixture, whatever form they had. */
function expectClient({material}: Awaited<ReturnType<typeof load>>): void {
  expect(new X509Certificate(material.cert ?? '').fingerprint256).toBe(client.fingerprint256)
  expect(material.key).toContain('BEGIN PRIVATE KEY')
  expect(createPublicKey(material.key ?? '').export({type: 'spki', format: 'der'})).toEqual(
    client.publicKey.export({type: 'spki', format: 'der'}),
  )
}

describe('a credential', () => {
  it.each<[string, string, string]>([
    ['PEM', 'client.pem', 'client-key.pem'],
    ['DER', 'client.der', 'client-key.der'],
    ['a mixture', 'client.der', 'client-key.pem'],
    ['a bundle and its key', 'client.pem', 'client-bundle.pem'],
  ])('is read from %s', async (_what, cert, key) => {
    expectClient(await load({cert: tlsFixturePath(cert), key: tlsFixturePath(key)}))
  })

  it.each(['client-key-encrypted.pem', 'client-key-encrypted-sec1.pem', 'client-key-encrypted.der'])(
    'is read with the password from the encrypted key %s',
    async (key) => {
      expectClient(
        await load({
          cert: tlsFixturePath('client.pem'),
          key: tlsFixturePath(key),
          password: password(fixturePassphrase),
        }),
      )
    },
  )

  it('is read from one PEM file, whose root is the authority then', async () => {
    const loaded = await load({cert: tlsFixturePath('client-bundle.pem')})
    expectClient(loaded)
    expect(loaded.material.ca?.map((pem) => new X509Certificate(pem).fingerprint256)).toEqual([
      authority.fingerprint256,
    ])
  })

  it('is read from PKCS#12, whatever the file is called', async () => {
    const path = join(folder.path, 'looks-like.pem')
    await copyFile(tlsFixturePath('client.p12'), path)
    const loaded = await load({cert: path, password: password(fixturePassphrase)})
    expectClient(loaded)
    expect(loaded.material.ca).toHaveLength(1)
  })

  it('prefers the authorities of --ca to those of the bundle', async () => {
    const {material} = await load({cert: tlsFixturePath('client-bundle.pem'), ca: tlsFixturePath('other-ca.pem')})
    expect(material.ca?.map((pem) => new X509Certificate(pem).subject)).toEqual(['CN=another test CA'])
  })

  it.each([
    ['PEM', () => tlsFixturePath('ca.pem')],
    ['DER', () => written('ca.der', authority.raw)],
    ['PKCS#12 without keys', () => tlsFixturePath('ca.p12')],
    ['PKCS#12 with a key', () => tlsFixturePath('client.p12')],
  ])('is checked by authorities in %s', async (_what, file) => {
    const loaded = await load({
      cert: tlsFixturePath('client.pem'),
      key: tlsFixturePath('client-key.pem'),
      ca: await file(),
      password: password(fixturePassphrase),
    })
    const fingerprints = loaded.material.ca?.map((pem) => new X509Certificate(pem).fingerprint256)
    expect(fingerprints).toContain(authority.fingerprint256)
    expectClient(loaded)
  })

  it('may be missing, with and without authorities', async () => {
    expect(await load({})).toEqual({material: {}, warnings: []})
    const {material} = await load({ca: tlsFixturePath('ca.pem')})
    expect(material.ca).toHaveLength(1)
    expect(material.cert).toBeUndefined()
  })

  it('puts the certificate of the key first', async () => {
    const chain = await written('chain.pem', tlsFixture('ca.pem') + tlsFixture('client.pem'))
    const {material} = await load({cert: chain, key: tlsFixturePath('client-key.pem')})
    expect(new X509Certificate(material.cert ?? '').subject).toBe(client.subject)
    expect(material.cert?.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
  })

  it('asks for the password of an encrypted file, and only then', async () => {
    const asked: string[] = []
    const ask = (file: string) => {
      asked.push(file)
      return Promise.resolve(fixturePassphrase)
    }
    await load({cert: tlsFixturePath('client.pem'), key: tlsFixturePath('client-key.pem')}, ask)
    expect(asked).toEqual([])
    const key = tlsFixturePath('client-key-encrypted.pem')
    expectClient(await load({cert: tlsFixturePath('client.pem'), key}, ask))
    expect(asked).toEqual([key])
  })
})

describe('a key that others can read', () => {
  it('gives a warning and works', async () => {
    const key = await written('open-key.pem', tlsFixture('client-key.pem'))
    await chmod(key, 0o644)
    const loaded = await load({cert: tlsFixturePath('client.pem'), key})
    expectClient(loaded)
    expect(loaded.warnings).toEqual([`Private key in ${key} can be read by others (mode 0644), use chmod 600`])
    await chmod(key, 0o600)
    expect((await load({cert: tlsFixturePath('client.pem'), key})).warnings).toEqual([])
  })
})

describe('an error about a file', () => {
  const cert = tlsFixturePath('client.pem')
  const key = tlsFixturePath('client-key.pem')
  const encrypted = tlsFixturePath('client-key-encrypted.pem')
  const p12 = tlsFixturePath('client.p12')
  const missing = '/nowhere/x.pem'

  it.each<[string, Given, string]>([
    ['missing', {cert: missing, key}, `--cert: file ${missing} does not exist`],
    ['no certificate', {cert: key, key}, `--cert: file ${key} holds no certificate`],
    ['no key in the only file', {cert, key: cert}, `--cert: file ${cert} holds no private key`],
    [
      'another file without key',
      {cert, key: tlsFixturePath('ca.pem')},
      `--key: file ${tlsFixturePath('ca.pem')} holds no private key`,
    ],
    ['no key given', {cert}, `--cert: file ${cert} holds no private key, and no other file is given for it`],
    ['no certificate given', {key}, `--key: file ${key} is a key without a certificate`],
    [
      'the wrong key',
      {cert, key: tlsFixturePath('other-client-key.pem')},
      `--key: file ${tlsFixturePath('other-client-key.pem')} is not the key of the certificate in ${cert}`,
    ],
    ['an encrypted key', {cert, key: encrypted}, `--key: file ${encrypted} is encrypted`],
    [
      'a wrong password',
      {cert, key: encrypted, password: password('x')},
      `--key: file ${encrypted} does not open with the password that was given`,
    ],
    [
      'a wrong password',
      {cert: p12, password: password('x')},
      `--cert: ${p12}: The password does not open the PKCS#12 file`,
    ],
    ['an authority without certificate', {ca: key}, `--ca: file ${key} holds no certificate`],
  ])('names it: %s', async (_what, given, message) => {
    const failure = await load(given).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ConfigError)
    expect(failure).toMatchObject({message, exitCode: 2})
  })

  it.each<[string, string | Buffer, string]>([
    ['empty', '', 'is empty'],
    ['text', 'hello', 'is neither PEM, DER nor PKCS#12'],
    ['two keys', tlsFixture('client-key.pem') + tlsFixture('server-key.pem'), 'holds 2 private keys'],
    ['broken DER', Buffer.from('3003020107', 'hex'), 'holds no private key that can be read'],
    ['a broken certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'holds no private key'],
    ['too much', Buffer.alloc(1024 * 1024 + 1), 'is larger than 1 MiB'],
  ])('says what is wrong with it: %s', async (what, content, message) => {
    const path = await written(`${what.replaceAll(' ', '-')}.bin`, content)
    await expect(load({cert, key: path})).rejects.toThrow(`--key: file ${path} ${message}`)
  })

  it('says that a certificate cannot be read', async () => {
    const path = await written('bad.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
    await expect(load({ca: path})).rejects.toThrow(`--ca: file ${path} holds a certificate that cannot be read`)
  })

  it('says that it is a folder', async () => {
    const path = join(folder.path, 'folder')
    await mkdir(path)
    await expect(load({cert: path})).rejects.toThrow(`--cert: file ${path} is a folder`)
  })

  it('asks for a password when a PKCS#12 file needs one', async () => {
    await expect(load({cert: p12})).rejects.toMatchObject({
      hint: 'Pass --key-password-file, or set KMIPCTL_KEY_PASSWORD',
    })
  })
})

describe('a secret', () => {
  const file = (value: string): SecretSetting => ({flag: '--password-file', kind: 'file', value, origin: flag})

  it('is the value, or the line in the file', async () => {
    expect(await readSecret(password('abc'))).toBe('abc')
    expect(await readSecret(file(await written('one', 'pass word \r\n')))).toBe('pass word ')
    expect(await readSecret(file(await written('bare', 'x')))).toBe('x')
  })

  it('is neither empty nor of several lines', async () => {
    await expect(readSecret(file(await written('none', '\n')))).rejects.toThrow(/none is empty$/)
    await expect(readSecret(file(await written('two', 'a\nb\n')))).rejects.toThrow(/two has more than one line$/)
  })
})
