import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {fixturePassword, keyFilePath} from '../support/key-files.ts'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'

let sandbox: ServedSandbox

beforeAll(async () => {
  sandbox = await createServedSandbox()
})

afterAll(() => sandbox[Symbol.asyncDispose]())

const env = {KMIPCTL_FILE_PASSWORD: fixturePassword}

const ids = async (...args: string[]) =>
  (await sandbox.text(['op', 'register', '--output', 'id', ...args], {env})).split('\n')

async function attributes(id: string, ...names: string[]): Promise<unknown> {
  const {envelope} = await sandbox.json(['op', 'get-attributes', id, ...names])
  return envelope
}

const link = (linkType: string, linkedObjectIdentifier?: string) => ({linkType, linkedObjectIdentifier})

describe('op register of a file', () => {
  it('says what it recognised', async () => {
    const {stderr} = await sandbox.run(['op', 'register', '--file', keyFilePath('rsa.pem')])
    expect(stderr).toBe('Registering an RSA private key of 1024 bits, PKCS#1\n')
  })

  it('names the algorithm as the version does', async () => {
    const [id = ''] = await ids('--file', keyFilePath('ec.pem'), '--kmip-version', '1.0')
    expect(await attributes(id, 'Cryptographic Algorithm')).toMatchObject({
      result: {attributes: {CryptographicAlgorithm: 'ECDSA'}},
    })
  })

  it('makes of PKCS#12 a key and a certificate that are linked both ways', async () => {
    const [key = '', leaf = '', ...rest] = await ids('--file', keyFilePath('openssl.p12'), '--name', 'web')
    expect(rest).toEqual([])
    expect(await attributes(key, 'Link', 'Name')).toMatchObject({
      result: {attributes: {Link: [link('CertificateLink', leaf)], Name: [{nameValue: 'web'}]}},
    })
    expect(await attributes(leaf, 'Link')).toMatchObject({result: {attributes: {Link: [link('PrivateKeyLink', key)]}}})
  })

  it('links a chain upwards with --all, and tells of each object in --json', async () => {
    const {exitCode, stderr, envelope} = await sandbox.json([
      'op',
      'register',
      '--all',
      '--file',
      keyFilePath('bundle.pem'),
    ])
    expect([exitCode, stderr]).toEqual([0, ''])
    const described = (description: string) => ({uniqueIdentifier: expect.any(String), description})
    expect(envelope).toMatchObject({
      result: {
        responses: [
          described('an EC private key on the curve P-256, ECPrivateKey'),
          described('a certificate of O=kmipctl, CN=root'),
          described('a certificate of O=kmipctl, CN=middle'),
          described('a certificate of O=kmipctl, CN=leaf'),
        ],
      },
    })
  })

  it('says what was done when a later object is refused', async () => {
    // Certificates have no Usage Limits, and the key is registered first
    const args = ['op', 'register', '--file', keyFilePath('openssl.p12'), '--attribute', 'Usage Limits=10 operations']
    const refused = await sandbox.run(args, {env})
    expect([refused.exitCode, refused.stderr]).toEqual([
      4,
      expect.stringMatching(/✔ Registered .*private key[^]*Error: /),
    ])
    expect(refused.stdout.match(/UniqueIdentifier/g)).toHaveLength(1)
  })

  it('shows all requests with --dry-run and sends none', async () => {
    const args = [
      'op',
      'register',
      '--file',
      keyFilePath('openssl.p12'),
      '--dry-run',
      '--json',
      '--server',
      '127.0.0.1:1',
    ]
    const {exitCode, stdout} = await sandbox.run(args, {env})
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({result: {dryRun: true, requests: [expect.anything(), expect.anything()]}})
  })

  it('tells neither password nor key where it fails', async () => {
    const {exitCode, stderr, stdout} = await sandbox.run(['op', 'register', '--file', keyFilePath('openssl.p12')], {
      env: {KMIPCTL_FILE_PASSWORD: 'battery staple'},
    })
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toBe(
      'Error: The PKCS#12 file does not open with the password that was given\nHint: Check the password; a damaged file looks the same\n',
    )
  })
})

describe('op import of a file', () => {
  it('takes one object, which a type may choose', async () => {
    const args = ['op', 'import', 'imported-key', '--file', keyFilePath('openssl.p12')]
    const several = await sandbox.json(args, {env})
    expect(several).toMatchObject({
      exitCode: 2,
      envelope: {
        error: {message: expect.stringContaining('The file holds 4 objects'), hint: expect.stringContaining('--type')},
      },
    })
    expect(await sandbox.text([...args, '--type', 'private', '--output', 'id'], {env})).toBe('imported-key')
  })
})
