import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'

let sandbox: ServedSandbox
let configuration: string

beforeAll(async () => {
  sandbox = await createServedSandbox()
  const path = (name: string) => join(sandbox.folder, name)
  const [host, port] = (sandbox.env['KMIPCTL_SERVER'] ?? '').split(':')
  const parts = await Promise.all(['key.pem', 'cert.pem'].map((name) => readFile(path(name), 'utf8')))
  await writeFile(path('bundle.pem'), parts.join(''), {mode: 0o600})
  configuration = path('mongod.conf')
  await writeFile(
    configuration,
    [
      'security:',
      '  enableEncryption: true',
      '  kmip:',
      `    serverName: ${host}`,
      `    port: ${port}`,
      `    serverCAFile: ${path('ca.pem')}`,
      `    clientCertificateFile: ${path('bundle.pem')}`,
    ].join('\n'),
  )
})

afterAll(() => sandbox[Symbol.asyncDispose]())

const masterkey = (...args: readonly string[]) =>
  sandbox.json(['masterkey', ...args, '--mongod-conf', configuration]) as Promise<
    Awaited<ReturnType<ServedSandbox['json']>> & {envelope: {result: Record<string, unknown>}}
  >

describe('masterkey', () => {
  it('makes, remembers, reads and rotates the key that a configuration file is about', async () => {
    const state = join(sandbox.folder, 'state.json')
    const rehearsed = await masterkey('ensure', '--state', state, '--dry-run')
    expect(rehearsed.envelope.result).toMatchObject({dryRun: true, decision: {kind: 'create'}})
    const made = await masterkey('ensure', '--state', state)
    expect(made.envelope.result).toMatchObject({created: true, key: null})
    const again = await masterkey('ensure', '--state', state)
    const keyIdentifier = made.envelope.result['keyIdentifier']
    expect(again.envelope.result).toMatchObject({created: false, keyIdentifier})
    const rotated = await masterkey('rotate', '--state', state)
    expect(rotated.envelope.result['keyIdentifier']).not.toBe(keyIdentifier)
    expect(JSON.parse(await readFile(state, 'utf8'))).toMatchObject({
      keyIdentifier: rotated.envelope.result['keyIdentifier'],
    })
  })

  it('hides the key unless it is to be revealed', async () => {
    const state = join(sandbox.folder, 'hidden.json')
    await masterkey('ensure', '--state', state)
    const shown = await masterkey('ensure', '--state', state, '--reveal', '--trace')
    const key = String(shown.envelope.result['key'])
    expect(Buffer.from(key, 'base64')).toHaveLength(32)
    const hidden = await sandbox.run([
      'masterkey',
      'ensure',
      '--mongod-conf',
      configuration,
      '--state',
      state,
      '--trace',
    ])
    expect(hidden.stdout + hidden.stderr).toContain('KeyMaterial')
    expect(hidden.stdout + hidden.stderr).not.toContain(key)
    expect((hidden.stdout + hidden.stderr).toLowerCase()).not.toContain(Buffer.from(key, 'base64').toString('hex'))
  })

  it('refuses with the exit statuses of every command', async () => {
    const absent = await masterkey('get', '--kmipKeyIdentifier', 'nothing')
    expect(absent).toMatchObject({exitCode: 4, envelope: {error: {code: 'KEY_ABSENT'}}})
    const unreachable = await masterkey('get', '--kmipKeyIdentifier', '7', '--kmipPort', '1')
    expect(unreachable).toMatchObject({exitCode: 3, envelope: {error: {code: 'KMIP_SESSIONS_FAILED'}}})
    expect((await masterkey('get')).exitCode).toBe(2)
    const lost = await masterkey('get', '--kmipServerCAFile', 'nowhere.pem', '--kmipKeyIdentifier', '7')
    const problem = 'security.kmip.serverCAFile: file nowhere.pem does not exist'
    expect(lost).toMatchObject({exitCode: 2, envelope: {error: {message: problem}}})
    expect((await masterkey('ensure', '--state', configuration)).exitCode).toBe(2)
    expect(
      (await masterkey('get', '--kmipClientCertificateFile', configuration, '--kmipKeyIdentifier', '7')).exitCode,
    ).toBe(2)
  })
})
