import {writeFile} from 'node:fs/promises'
import {createPrivateKey, createPublicKey} from 'node:crypto'
import {readFile, stat} from 'node:fs/promises'
import {join} from 'node:path'
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

  it('wraps a key before it leaves, with a key that is fetched or in a file, and the server can open it', async () => {
    const wrapping = await sandbox.text([
      'op',
      'create',
      '--usage',
      'wrap-key,unwrap-key',
      '--activate',
      '--output',
      'id',
    ])
    const [plain, file] = [join(sandbox.folder, 'plain.key'), join(sandbox.folder, 'wrapping.key')]
    await writeFile(plain, Buffer.alloc(16, 0x5a))
    await sandbox.text(['op', 'get', wrapping, '--out', file])
    const register = [
      'op',
      'register',
      '--type',
      'symmetric',
      '--algorithm',
      'AES',
      '--file',
      plain,
      '--wrap-with',
      wrapping,
    ]
    for (const more of [[], ['--wrap-key-file', file]]) {
      const run = await sandbox.run([...register, ...more, '--output', 'id', '--trace', '--reveal'])
      expect([run.exitCode, run.stderr]).toEqual([0, expect.stringMatching(/KeyWrappingData +Structure/)])
      expect(run.stderr).not.toContain('5a'.repeat(16))
      const opened = await sandbox.json(['op', 'get', run.stdout.trim(), '--wrap-type', 'not-wrapped', '--reveal'])
      expect(JSON.stringify(opened.envelope)).toContain('5a'.repeat(16))
    }
    const dry = await sandbox.run([...register, '--dry-run'])
    expect([dry.exitCode, dry.stderr]).toEqual([2, expect.stringContaining('--wrap-key-file')])
    const unknown = await sandbox.run([...register.slice(0, -1), 'nobody'])
    expect([unknown.exitCode, unknown.stderr]).toEqual([4, expect.stringContaining('Item Not Found')])
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

describe('op get and export --as', () => {
  const form = (id: string, ...args: string[]) => sandbox.run(['op', 'get', id, ...args])

  it('writes a private key to a file for its owner, and shows it on demand alone', async () => {
    const [id = ''] = await ids('--file', keyFilePath('ec.pem'))
    const key = createPrivateKey(await readFile(keyFilePath('ec.pem')))
    const out = join(sandbox.folder, 'out.pem')
    expect((await form(id, '--as', 'pem', '--out', out)).exitCode).toBe(0)
    expect((await stat(out)).mode & 0o777).toBe(0o600)
    expect(createPrivateKey(await readFile(out)).equals(key)).toBe(true)
    const hidden = await form(id, '--as', 'pem')
    expect(hidden.stdout).not.toContain('PRIVATE KEY-----')
    expect(hidden.stderr).toContain('Key material is hidden')
    const hiddenJson = await sandbox.json(['op', 'get', id, '--as', 'jwk'])
    expect(hiddenJson.stdout).not.toContain(key.export({format: 'jwk'}).d)
    const revealed = await form(id, '--as', 'pem', '--reveal')
    expect(createPrivateKey(revealed.stdout).equals(key)).toBe(true)
  })

  it('shows a public key as text, and in --json', async () => {
    const [id = ''] = await ids('--file', keyFilePath('rsa-public.pem'))
    const key = createPublicKey(await readFile(keyFilePath('rsa-public.pem')))
    expect(createPublicKey((await form(id, '--as', 'pem')).stdout).equals(key)).toBe(true)
    const {envelope} = await sandbox.json(['op', 'export', id, '--as', 'jwk'])
    expect(envelope).toMatchObject({result: {file: {form: 'jwk', contents: expect.stringContaining('"kty": "RSA"')}}})
  })

  it('refuses forms that need a file, a password or a certificate', async () => {
    const [id = ''] = await ids('--file', keyFilePath('ec.pem'))
    const out = ['--out', join(sandbox.folder, 'never')]
    const messages = [
      [await form(id, '--as', 'der'), 'Missing --out: --as der gives bytes that are no text'],
      [await form(id, '--as', 'pkcs12', ...out), 'PKCS#12 needs a password'],
      [await form(id, '--as', 'pem', '--certificate-file', 'x', ...out), '--certificate-file is for --as pkcs12 alone'],
    ] as const
    for (const [{exitCode, stderr}, message] of messages) {
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)])
    }
    await expect(stat(join(sandbox.folder, 'never'))).rejects.toThrow()
  })
})

describe('key inspect', () => {
  it('says what a file holds without a server, and shows no key', async () => {
    const {exitCode, stdout, stderr} = await sandbox.run(['key', 'inspect', keyFilePath('openssl.p12')], {env})
    expect([exitCode, stderr]).toEqual([0, 'PKCS#12, encrypted\n'])
    expect(stdout).toContain('Object     PrivateKey\nName       web\nAlgorithm  EC\n')
    expect(stdout).toContain('Subject  O=kmipctl, CN=leaf\n')
    const key = createPrivateKey(await readFile(keyFilePath('ec.pem')))
    expect(stdout).not.toContain(key.export({format: 'jwk'}).d)
  })

  it('tells of each object in --json', async () => {
    const {envelope} = await sandbox.json(['key', 'inspect', keyFilePath('rsa.pem')])
    expect(envelope).toMatchObject({
      result: {
        container: 'PEM',
        objects: [
          {objectType: 'PrivateKey', algorithm: 'RSA', length: 1024, keyFormatType: 'PKCS#1', certificate: null},
        ],
      },
    })
  })
})
