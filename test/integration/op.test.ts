import {readFile, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'

let sandbox: ServedSandbox

beforeAll(async () => {
  sandbox = await createServedSandbox()
})

afterAll(() => sandbox[Symbol.asyncDispose]())

const create = (...flags: string[]) => sandbox.text(['op', 'create', '--output', 'id', ...flags])

async function result(...args: string[]): Promise<unknown> {
  const {exitCode, stderr, envelope} = await sandbox.json(['op', ...args])
  expect([exitCode, stderr]).toEqual([0, ''])
  return new Map<string, unknown>(Object.entries(envelope ?? {})).get('result')
}

describe('the life of a key', () => {
  it('goes from create to destroy', async () => {
    const id = await create('--name', 'life', '--group', 'tests', '--attribute', 'x-team=storage')
    expect(await result('get-attributes', id, 'State', 'x-team', 'Cryptographic Usage Mask')).toEqual({
      uniqueIdentifier: id,
      attributes: {State: 'PreActive', 'x-team': 'storage', CryptographicUsageMask: ['Encrypt', 'Decrypt']},
    })
    expect(await sandbox.text(['op', 'activate', id])).toMatch(/UniqueIdentifier +TextString +"/)
    const refused = await sandbox.json(['op', 'destroy', id, '--yes'])
    expect(refused).toMatchObject({
      exitCode: 4,
      envelope: {error: {reason: 'PermissionDenied', hint: expect.stringContaining('Permission Denied means: ')}},
    })
    expect(await result('revoke', id, '--reason', 'superseded', '--message', 'a new one', '--yes')).toEqual({
      uniqueIdentifier: id,
    })
    expect(await result('get-attributes', id, 'Revocation Reason')).toMatchObject({
      attributes: {RevocationReason: {revocationReasonCode: 'Superseded', revocationMessage: 'a new one'}},
    })
    expect(await sandbox.text(['op', 'destroy', id, '--yes', '--output', 'id'])).toBe(id)
    const gone = await sandbox.run(['op', 'get', id])
    expect(gone.exitCode).toBe(4)
    expect(gone.stderr).toMatch(/^Error: Server refused Get: /)
  })

  it('may begin active', async () => {
    const {exitCode, stdout, stderr} = await sandbox.run(['op', 'create', '--activate', '--output', 'id'])
    const id = stdout.trim()
    expect([exitCode, stderr]).toEqual([0, `✔ Activated ${id}\n`])
    expect(await result('get-attributes', id, 'state')).toMatchObject({attributes: {State: 'Active'}})
  })

  it('goes on with a replacement', async () => {
    const id = await create('--activate', '--name', 'rolling')
    const next = await sandbox.text(['op', 'rekey', id, '--offset', '0', '--output', 'id'])
    expect(next).not.toBe(id)
    expect(await sandbox.text(['op', 'locate', '--name', 'rolling', '--output', 'id'])).toBe(next)
  })
})

describe('the rest of a life', () => {
  it('goes to the archive and back', async () => {
    const id = await create('--group', 'archived')
    const locate = (storage: string) =>
      sandbox.text(['op', 'locate', '--group', 'archived', '--storage', storage, '--output', 'id'])
    expect(await sandbox.text(['op', 'archive', id, '--output', 'id'])).toBe(id)
    expect(await sandbox.json(['op', 'get', id])).toMatchObject({
      exitCode: 4,
      envelope: {error: {reason: 'ObjectArchived'}},
    })
    expect([await locate('on-line'), await locate('archival'), await locate('on-line,archival')]).toEqual(['', id, id])
    expect(await result('recover', id)).toEqual({uniqueIdentifier: id})
    expect(await locate('on-line')).toBe(id)
  })

  it('is checked, leased and used up', async () => {
    const id = await create('--activate', '--attribute', 'Usage Limits=10 byte')
    expect(await result('check', id, '--usage', 'encrypt', '--count', '10', '--lease', '1h')).toEqual({
      uniqueIdentifier: id,
    })
    expect(await result('obtain-lease', id)).toMatchObject({uniqueIdentifier: id, leaseTime: 3600})
    expect(await sandbox.text(['op', 'get-usage-allocation', id, '--count', '8', '--output', 'id'])).toBe(id)
    const refused = await sandbox.json(['op', 'check', id, '--count', '3'])
    expect(refused).toMatchObject({exitCode: 4, envelope: {error: {reason: 'PermissionDenied'}}})
  })

  it('is found fresh in its group until a client gets it', async () => {
    const ids = [await create('--group', 'pool'), await create('--group', 'pool')]
    const locate = (member: string) =>
      sandbox.text(['op', 'locate', '--group', 'pool', '--group-member', member, '--output', 'id'])
    expect(await locate('default')).toBe(ids[1])
    await result('get', ids[1] ?? '')
    expect(await locate('fresh')).toBe(ids[0])
  })

  it('may be that of a secret', async () => {
    const id = await create('--type', 'secret', '--length', '128')
    expect(await result('get-attributes', id, 'Object Type', 'Cryptographic Length')).toMatchObject({
      attributes: {ObjectType: 'SecretData', CryptographicLength: 128},
    })
  })
})

describe('attributes', () => {
  it('are added, changed, listed and removed', async () => {
    const id = await create('--group', 'a')
    await result('add-attribute', id, 'Object Group=b')
    await result('add-attribute', id, 'x-count(integer)=5')
    await result('modify-attribute', id, 'Object Group=c', '--index', '1')
    await result('modify-attribute', id, 'x-count(integer)=6')
    expect(await result('get-attributes', id, 'Object Group', 'x-count')).toMatchObject({
      attributes: {ObjectGroup: ['a', 'c'], 'x-count': 6},
    })
    expect(await result('delete-attribute', id, 'Object Group', '--index', '0')).toMatchObject({
      attribute: {key: 'ObjectGroup', value: 'a'},
    })
    await result('delete-attribute', id, 'x-count')
    const {attributeReferences} = Object(await result('get-attribute-list', id))
    expect(attributeReferences).toContain('ObjectGroup')
    expect(attributeReferences).not.toContain('x-count')
  })

  it('find objects', async () => {
    const ids = [await create('--group', 'found'), await create('--group', 'found', '--length', '128')]
    const locate = (...flags: string[]) =>
      sandbox.text(['op', 'locate', '--group', 'found', '--output', 'id', ...flags])
    expect((await locate()).split('\n').sort()).toEqual(ids.toSorted())
    expect(await locate('--length', '128')).toBe(ids[1])
    expect(await locate('--type', 'secret')).toBe('')
    expect((await locate('--max', '1')).split('\n')).toHaveLength(1)
    expect(await result('locate', '--group', 'found', '--state', 'pre-active')).toMatchObject({
      uniqueIdentifier: [expect.any(String), expect.any(String)],
    })
  })
})

describe('identifiers on standard input', () => {
  it('are worked off one after the other', async () => {
    const ids = [await create(), await create()]
    const done = await sandbox.json(['op', 'activate', '-'], {input: ids.join('\n')})
    expect(done).toMatchObject({
      exitCode: 0,
      envelope: {result: {responses: ids.map((uniqueIdentifier) => ({uniqueIdentifier}))}},
    })
  })

  it('stop at the first failure and tell what was done', async () => {
    const id = await create()
    const failed = await sandbox.json(['op', 'activate', '-'], {input: `${id}\nnobody\n${id}\n`})
    expect(failed).toMatchObject({
      exitCode: 4,
      envelope: {ok: false, error: {reason: 'ItemNotFound'}, result: {responses: [{uniqueIdentifier: id}]}},
    })
  })
})

describe('key material', () => {
  const material = '00112233445566778899aabbccddeeff'

  it('is registered, and shown only with --reveal or written to a file of its owner', async () => {
    const register = ['--type', 'symmetric', '--algorithm', 'AES', '--data-hex', material]
    const id = await sandbox.text(['op', 'register', ...register, '--output', 'id'])
    for (const form of [[], ['--output', 'xml'], ['--output', 'json'], ['--output', 'hex'], ['--json'], ['--trace']]) {
      const {exitCode, stdout, stderr} = await sandbox.run(['op', 'get', id, ...form])
      expect(exitCode).toBe(0)
      expect(`${stdout}${stderr}`.toLowerCase()).not.toContain(material)
    }
    const revealed = await sandbox.run(['op', 'get', id, '--reveal', '--trace'])
    expect(revealed.stdout).toContain(material)
    expect(revealed.stderr).toMatch(/→ request, \d+ bytes\nRequestMessage[^]*← response, \d+ bytes\nResponseMessage/)
    const out = join(sandbox.folder, 'out.key')
    const written = await sandbox.run(['op', 'get', id, '--out', out])
    expect(written.stderr).toBe(`✔ Wrote ${out}\n`)
    expect((await readFile(out)).toString('hex')).toBe(material)
    expect((await stat(out)).mode & 0o777).toBe(0o600)
    expect(await sandbox.run(['op', 'get', id, '--out', out])).toMatchObject({exitCode: 2, stdout: ''})
    expect((await sandbox.run(['op', 'get', id, '--out', out, '--force'])).exitCode).toBe(0)
  })

  it('comes wrapped', async () => {
    const id = await create()
    const wrapper = await create('--usage', 'wrap-key', '--activate')
    const get = ['op', 'get', id, '--wrap-with', wrapper, '--wrap-encoding', 'no-encoding']
    const {stdout} = await sandbox.run([...get, '--reveal'])
    expect(stdout).toMatch(/KeyValue +ByteString +[0-9a-f]{80} \(40 bytes\)/)
    expect(stdout).toMatch(/BlockCipherMode +Enumeration +NISTKeyWrap/)
  })

  it('is exported with its attributes', async () => {
    const id = await create('--name', 'moving')
    const {stdout, stderr} = await sandbox.run(['op', 'export', id])
    expect(stdout).toMatch(/KeyMaterial +ByteString +<32 bytes/)
    expect(stdout).toContain('moving')
    expect(stderr).toBe('Key material is hidden; pass --reveal to see it, or --out FILE to keep it\n')
    expect(await sandbox.text(['op', 'export', id, '--output', 'id'])).toBe(id)
  })

  it('is split and joined again', async () => {
    const id = await create()
    const split = ['op', 'create-split-key', id, '--parts', '3', '--threshold', '2', '--output', 'id']
    const parts = (await sandbox.text(split)).split('\n')
    expect(parts).toHaveLength(3)
    const joined = await sandbox.text(['op', 'join-split-key', ...parts.slice(1), '--output', 'id'])
    const material = (of: string) => sandbox.text(['op', 'get', of, '--reveal', '--output', 'hex'])
    expect((await material(joined)).slice(-120)).toBe((await material(id)).slice(-120))
    const tooFew = await sandbox.json(['op', 'join-split-key', parts[0] ?? ''])
    expect(tooFew).toMatchObject({exitCode: 4, envelope: {error: {reason: 'CryptographicFailure'}}})
    const fresh = ['op', 'create-split-key', '--parts', '2', '--threshold', '2', '--method', 'xor', '--output', 'id']
    const input = await sandbox.text(fresh)
    const {exitCode} = await sandbox.run(['op', 'join-split-key', '-'], {input})
    expect(exitCode).toBe(0)
  })

  it('is imported with its identifier', async () => {
    const flags = ['--type', 'secret', '--data', 'hunter2', '--name', 'imported']
    expect(await result('import', 'my-id', ...flags)).toEqual({uniqueIdentifier: 'my-id'})
    expect(await sandbox.json(['op', 'import', 'my-id', ...flags])).toMatchObject({exitCode: 4})
    expect(await result('import', 'my-id', ...flags, '--replace', '--yes')).toEqual({uniqueIdentifier: 'my-id'})
    expect(await sandbox.text(['op', 'get', 'my-id', '--out', '-'])).toBe('hunter2')
  })
})

describe('encrypt and decrypt', () => {
  it('bring the data back, with the flags that encrypt tells', async () => {
    const id = await create('--activate')
    const plain = join(sandbox.folder, 'plain.txt')
    await writeFile(plain, 'top secret')
    const cipher = join(sandbox.folder, 'cipher.bin')
    const gcm = ['--mode', 'GCM', '--padding', 'none', '--aad', 'context']
    const encrypted = await sandbox.run(['op', 'encrypt', id, ...gcm, '--data-file', plain, '--out', cipher])
    expect(encrypted.exitCode).toBe(0)
    const [, hint = ''] = /^Decrypt it with (.+)$/m.exec(encrypted.stderr) ?? []
    expect(hint).toMatch(/^--iv-hex [0-9a-f]{24} --tag-hex [0-9a-f]{32}$/)
    const decrypt = ['op', 'decrypt', id, ...gcm, ...hint.split(' ')]
    expect(await sandbox.text([...decrypt, '--data-file', cipher, '--out', '-'])).toBe('top secret')
    const input = await readFile(cipher)
    const hidden = await sandbox.run(decrypt, {input})
    expect(hidden.stdout).toMatch(/Data +ByteString +<10 bytes>/)
    expect(hidden.stderr).toBe('Plaintext is hidden; pass --reveal to see it, or --out FILE to keep it\n')
    const revealed = await sandbox.run([...decrypt, '--reveal'], {input})
    expect(revealed.stdout).toContain(Buffer.from('top secret').toString('hex'))
  })

  it('never trace the plaintext', async () => {
    const id = await create('--activate')
    const data = 'a secret of more than sixteen bytes'
    const {stdout, stderr} = await sandbox.run(['op', 'encrypt', id, '--mode', 'CBC', '--data', data, '--trace'])
    expect(`${stdout}${stderr}`).not.toContain(Buffer.from(data).toString('hex'))
    expect(stderr).toMatch(/Data +ByteString +<35 bytes, sha256 /)
  })
})

describe('the server', () => {
  it('is asked for its functions and versions', async () => {
    const {operation} = Object(await result('query', '--function', 'operations'))
    expect(operation).toContain('Create')
    const {protocolVersion} = Object(await result('discover-versions', '--offer', '1.4', '--offer', '1.0'))
    expect(protocolVersion).toEqual([
      {major: 1, minor: 4},
      {major: 1, minor: 0},
    ])
  })

  it('is asked for its version with auto', async () => {
    const {exitCode, stderr} = await sandbox.run(['op', 'query', '--kmip-version', 'auto', '--trace'])
    expect(exitCode).toBe(0)
    expect(stderr.match(/^→/gm)).toHaveLength(2)
  })

  it('refuses clients without a certificate', async () => {
    const {KMIPCTL_SERVER = '', KMIPCTL_CA = ''} = sandbox.env
    const env = {KMIPCTL_SERVER, KMIPCTL_CA, KMIPCTL_CERT: '', KMIPCTL_KEY: ''}
    const run = await sandbox.run(['op', 'query'], {env})
    expect(run.exitCode).toBe(3)
    expect(run.stderr).toContain('certificate')
  })

  it('must show a certificate of our authority, unless --insecure says otherwise', async () => {
    const env = {KMIPCTL_CA: ''}
    expect((await sandbox.run(['op', 'query'], {env})).exitCode).toBe(3)
    const insecure = await sandbox.run(['op', 'query', '--insecure'], {env})
    expect(insecure.exitCode).toBe(0)
    expect(insecure.stderr).toBe(
      'Warning: The certificate of the server is not checked (--insecure): anybody could be the server\n',
    )
  })

  it('is found by a profile', async () => {
    const {KMIPCTL_SERVER = '', KMIPCTL_CERT = '', KMIPCTL_KEY = '', KMIPCTL_CA = ''} = sandbox.env
    const flags = ['--server', KMIPCTL_SERVER, '--cert', KMIPCTL_CERT, '--key', KMIPCTL_KEY, '--ca', KMIPCTL_CA]
    await sandbox.text(['profile', 'add', 'lab', ...flags])
    const env = {KMIPCTL_SERVER: '', KMIPCTL_CERT: '', KMIPCTL_KEY: '', KMIPCTL_CA: ''}
    const run = await sandbox.json(['op', 'query', '--profile', 'lab'], {env})
    expect(run).toMatchObject({exitCode: 0, envelope: {connection: {server: KMIPCTL_SERVER, profile: 'lab'}}})
  })
})

describe('asynchronous operations', () => {
  it('print what to poll with, and give their result to a poll', async () => {
    const {exitCode, stdout, stderr} = await sandbox.run(['op', 'create', '--asynchronous', '--name', 'later'])
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('op poll')])
    const value = stdout.trim()
    expect(value).toMatch(/^[0-9a-f]+$/)
    const id = await sandbox.text(['op', 'poll', value, '--wait', '20s', '--output', 'id'])
    expect(await sandbox.text(['op', 'locate', '--name', 'later', '--output', 'id'])).toBe(id)
    expect(await result('poll', value)).toMatchObject({
      pending: false,
      operation: 'Create',
      result: {uniqueIdentifier: id},
    })
    expect(await result('cancel', value)).toMatchObject({cancellationResult: 'Completed'})
  })

  it('tell in JSON that they are pending', async () => {
    expect(await result('activate', 'nothing', '--asynchronous')).toEqual({
      pending: true,
      asynchronousCorrelationValue: expect.stringMatching(/^[0-9a-f]+$/),
    })
    expect(await result('create', '--asynchronous')).toMatchObject({pending: true})
    const refused = await sandbox.run(['op', 'create', '--activate', '--asynchronous'])
    expect(refused.exitCode).toBe(2)
  })
})
