import {mkdir, readdir, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {createSandbox} from '../support/run-cli.ts'

describe('every command', () => {
  it('answers with an envelope of the same names with --json', async () => {
    await using sandbox = await createSandbox()
    const {exitCode, stderr, envelope} = await sandbox.json(['scope', 'create', 'finance'])
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(envelope).toEqual({
      ok: true,
      command: 'scope create',
      result: {
        name: 'finance',
        id: expect.stringMatching(/^\w{5}$/),
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
        roles: [],
        objects: 0,
      },
      timing: {startedAt: expect.stringMatching(/^\d{4}-.*Z$/), durationMs: expect.any(Number)},
      connection: null,
    })
  })

  it('puts errors into the envelope, those of its arguments too', async () => {
    await using sandbox = await createSandbox()
    const missing = await sandbox.json(['scope', 'show', 'finance'])
    expect([missing.exitCode, missing.stderr]).toEqual([2, ''])
    expect(missing.envelope).toEqual({
      ok: false,
      command: 'scope show',
      error: {
        code: 'NOT_FOUND',
        reason: null,
        message: 'Scope finance does not exist',
        hint: expect.stringContaining('kmipctl scope list'),
        path: null,
        offset: null,
      },
      timing: expect.anything(),
      connection: null,
    })
    const unknown = await sandbox.json(['scope', 'list', '--xyzzy'])
    expect(unknown).toMatchObject({
      exitCode: 2,
      envelope: {ok: false, error: {code: 'USAGE', message: 'Unknown flag --xyzzy'}},
    })
  })

  it('prints an error and a hint on standard error, and a stack with --debug only', async () => {
    await using sandbox = await createSandbox()
    const plain = await sandbox.run(['scope', 'list', '--jso'])
    expect(plain).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'Error: Unknown flag --jso\nHint: Did you mean --json?\n',
    })
    const debugged = await sandbox.run(['scope', 'show', 'x', '--debug'])
    expect(debugged.stderr).toMatch(/^Error: Scope x does not exist\nHint: .*\nAdministrationError: .*\n {4}at /)
  })

  it.each([
    [['scope', 'create'], 'NAME'],
    [['scope', 'show'], 'NAME'],
    [['role', 'list'], '--scope'],
    [['cred', 'generate'], '--scope'],
    [['cred', 'sign'], '--csr'],
    [['cred', 'revoke'], 'SERIAL or --certificate'],
    [['profile', 'use'], 'NAME'],
  ])('refuses to ask without a terminal: %j', async (args, setting) => {
    await using sandbox = await createSandbox()
    expect(await sandbox.run(args)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `Error: Missing ${setting}: pass it, or run on a terminal to be asked\n`,
    })
  })

  it('stays quiet when its reader has seen enough', async () => {
    await using sandbox = await createSandbox()
    const run = await sandbox.run(['ca', 'show'], {closeStdout: true})
    expect(run.exitCode).toBe(0)
    expect(run.stderr).not.toContain('EPIPE')
  })

  it('keeps data and key file for their owner, in the folder of the environment or the flag', async () => {
    await using sandbox = await createSandbox()
    await sandbox.run(['scope', 'list'])
    const data = join(sandbox.folder, 'data', 'kmipctl')
    expect((await stat(data)).mode & 0o777).toBe(0o700)
    expect((await stat(join(data, 'store.db'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(data, 'seal.key'))).mode & 0o777).toBe(0o600)
    await sandbox.run(['scope', 'list', '--data-dir', 'other'])
    expect(await readdir(join(sandbox.folder, 'other'))).toEqual(expect.arrayContaining(['seal.key', 'store.db']))
  })

  it('opens a store that a passphrase seals with that passphrase only', async () => {
    await using sandbox = await createSandbox()
    await writeFile(join(sandbox.folder, 'passphrase'), 'correct horse\n')
    expect((await sandbox.run(['scope', 'create', 'a', '--passphrase-file', 'passphrase'])).exitCode).toBe(0)
    const env = {KMIPCTL_SEAL_PASSPHRASE: 'correct horse'}
    expect((await sandbox.run(['scope', 'list'], {env})).stdout).toContain('\na ')
    const wrong = await sandbox.json(['scope', 'list'], {env: {KMIPCTL_SEAL_PASSPHRASE: 'battery staple'}})
    expect(wrong).toMatchObject({exitCode: 1, envelope: {error: {code: 'STORAGE_WRONG_SEAL'}}})
    expect(await sandbox.run(['scope', 'list', '--seal', 'passphrase'])).toMatchObject({
      exitCode: 2,
      stderr: 'Error: Missing --passphrase-file: pass it, or run on a terminal to be asked\n',
    })
  })
})

describe('profile', () => {
  it('adds, lists, uses, shows and removes profiles', async () => {
    await using sandbox = await createSandbox()
    await mkdir(join(sandbox.folder, 'lab'))
    const add = ['profile', 'add', 'lab', '--server', 'kms', '--ca', 'lab/ca.pem', '--timeout', '10s']
    expect((await sandbox.run(add)).stderr).toBe('✔ Saved profile lab, which is in use now\n')
    expect((await sandbox.run(add)).exitCode).toBe(2)
    await sandbox.run(['profile', 'add', 'prod', '--server', 'kms.example.com:5700'])
    expect((await sandbox.json(['profile', 'show'])).envelope).toMatchObject({
      result: {
        name: 'lab',
        current: true,
        profile: {server: 'kms:5696', ca: join(sandbox.folder, 'lab/ca.pem'), timeout: '10s'},
      },
    })
    expect((await sandbox.run(['profile', 'use', 'prod'])).exitCode).toBe(0)
    const listed = (await sandbox.run(['profile', 'list'])).stdout.split('\n')
    expect(listed[0]).toMatch(/^IN USE {2}NAME {2}SERVER/)
    expect(listed[2]).toMatch(/^\* {7}prod {2}kms\.example\.com:5700/)
    expect((await sandbox.run(['profile', 'remove', 'lab'])).exitCode).toBe(2)
    expect((await sandbox.run(['profile', 'remove', 'lab', '--yes'])).exitCode).toBe(0)
    expect((await sandbox.run(['profile', 'show', 'lab'])).exitCode).toBe(2)
  })

  it('refuses values that could not be used later', async () => {
    await using sandbox = await createSandbox()
    const bad = await sandbox.run(['profile', 'add', 'lab', '--server', 'https://kms'])
    expect(bad.exitCode).toBe(2)
    expect(bad.stderr).toMatch(/^Error: --server: Server address https:\/\/kms is a URL/)
    expect((await sandbox.run(['profile', 'add', 'lab', '--server', 'kms', '--timeout', '10'])).stderr).toMatch(
      /^Error: --timeout: Duration 10 has no unit\nHint: /,
    )
  })
})
