import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'

let sandbox: ServedSandbox

beforeAll(async () => {
  sandbox = await createServedSandbox()
})

afterAll(() => sandbox[Symbol.asyncDispose]())

describe('--dry-run', () => {
  it('prints in hexadecimal what send sends, and sends nothing itself', async () => {
    const flags = ['--type', 'secret', '--data', 'hunter2', '--name', 'rehearsed']
    const dry = await sandbox.run(['op', 'register', ...flags, '--dry-run', '--reveal', '--output', 'hex'])
    expect([dry.exitCode, dry.stderr]).toEqual([0, 'Nothing was sent\n'])
    const locate = ['op', 'locate', '--name', 'rehearsed', '--output', 'id']
    expect(await sandbox.text(locate)).toBe('')
    await sandbox.text(['send', '-'], {input: dry.stdout})
    const id = await sandbox.text(locate)
    expect(await sandbox.text(['op', 'get', id, '--out', '-'])).toBe('hunter2')
  })

  it('opens no connection, and needs neither server nor credential', async () => {
    const env = {KMIPCTL_SERVER: '', KMIPCTL_CERT: '', KMIPCTL_KEY: '', KMIPCTL_CA: ''}
    const {exitCode, stderr} = await sandbox.run(['op', 'get', '7f3c', '--dry-run', '--kmip-version', 'auto'], {env})
    expect([exitCode, stderr]).toEqual([
      0,
      'The server is not asked for its version: this is KMIP 2.1\nNothing was sent\n',
    ])
  })

  it('shows every request of a command, and asks no question', async () => {
    const create = await sandbox.json(['op', 'create', '--activate', '--dry-run'])
    expect(create).toMatchObject({
      exitCode: 0,
      envelope: {connection: null, result: {dryRun: true, kmipVersion: '1.4'}},
    })
    expect(create.stdout.match(/"(Create|Activate)"/g)).toEqual(['"Create"', '"Activate"'])
    const destroy = await sandbox.run(['op', 'destroy', '-', '--dry-run', '--output', 'xml'], {input: 'a\nb\n'})
    expect(destroy.exitCode).toBe(0)
    expect(destroy.stdout.match(/UniqueIdentifier.*/g)).toEqual([
      'UniqueIdentifier type="TextString" value="a"/>',
      'UniqueIdentifier type="TextString" value="b"/>',
    ])
  })

  it('hides secrets', async () => {
    const args = ['op', 'encrypt', '7f3c', '--data', 'a secret', '--username', 'me', '--dry-run']
    const env = {KMIPCTL_PASSWORD: 'swordfish'}
    const hidden = await sandbox.run(args, {env})
    expect(hidden.exitCode).toBe(0)
    expect(hidden.stdout).toMatch(/Username +TextString +"me"/)
    for (const secret of ['swordfish', Buffer.from('a secret').toString('hex')]) {
      expect(`${hidden.stdout}${hidden.stderr}`).not.toContain(secret)
    }
    expect((await sandbox.run([...args, '--reveal'], {env})).stdout).toContain('swordfish')
  })

  it('refuses what the version lacks', async () => {
    const {exitCode, stderr} = await sandbox.run(['op', 'export', 'a', '--dry-run', '--kmip-version', '1.2'])
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('KMIP 1.2 has no operation Export')])
  })
})
