import {describe, expect, it} from 'vitest'
import {join} from 'node:path'
import {createSandbox} from '../support/run-cli.ts'
import {serve} from '../support/serving.ts'

describe('kmipctl object', () => {
  it('lists and shows the objects of a store that nobody has filled, and says so', async () => {
    await using sandbox = await createSandbox()
    expect((await sandbox.run(['scope', 'create', 's'])).exitCode).toBe(0)
    const {exitCode, stdout, stderr} = await sandbox.run(['object', 'list'])
    expect([exitCode, stdout, stderr]).toEqual([0, '', 'There is no such object\n'])
    const {envelope} = await sandbox.json(['object', 'list', '--scope', 's'])
    expect(envelope).toMatchObject({ok: true, result: {objects: [], more: false}})
  })

  it('tells of the objects of a running server, and of their uses once it has stopped', async () => {
    await using sandbox = await createSandbox()
    const store = ['--data-dir', join(sandbox.folder, 'store')]
    const credential = join(sandbox.folder, 'credential')
    for (const args of [
      ['scope', 'create', 's'],
      ['role', 'create', 'app', '--scope', 's', '--all'],
      ['cred', 'generate', '--scope', 's', '--role', 'app', '--out', credential],
    ]) {
      expect(await sandbox.run([...args, ...store])).toMatchObject({exitCode: 0})
    }
    const list = () => sandbox.json(['object', 'list', ...store])
    let id = ''
    {
      await using serving = await serve(sandbox, store)
      const connection = ['--server', `127.0.0.1:${serving.ready.port}`, '--ca', join(credential, 'ca.pem')]
      connection.push('--cert', join(credential, 'cert.pem'), '--key', join(credential, 'key.pem'))
      const create = ['op', 'create', '--algorithm', 'AES', '--length', '256', '--name', 'payroll', '--output', 'id']
      id = (await sandbox.run([...create, ...connection])).stdout.trim()
      expect(await sandbox.run(['op', 'get', id, ...connection])).toMatchObject({exitCode: 0})
      const {envelope} = await list()
      expect(envelope).toMatchObject({result: {objects: [{id, scope: 's', role: 'app', names: ['payroll']}]}})
      serving.signal('SIGTERM')
      expect(await serving.exit).toBe(0)
    }
    const {envelope, stdout} = await list()
    expect(envelope).toMatchObject({
      result: {objects: [{id, lastUsedAt: expect.stringMatching(/^2/), state: 'PreActive'}]},
    })
    expect(stdout).not.toMatch(/material/i)
    const shown = await sandbox.run(['object', 'show', id, '--scope', 's', ...store])
    expect(shown).toMatchObject({exitCode: 0, stdout: expect.stringMatching(/^Last used +\d{4}-.* ago$/m)})
    const table = await sandbox.run(['object', 'list', '--name', 'payroll', ...store])
    expect(table.stdout).toMatch(new RegExp(`^${id} +AES-256 +PreActive +\\d+[sm] +\\d+[sm] +payroll +app$`, 'm'))
  })

  it.each([
    [['list', '--scope', 'none'], /^Error: Scope none does not exist\n/],
    [['list', '--scope', 's', '--role', 'none'], /^Error: Scope s has no role none\n/],
    [['list', '--state', 'alive'], /^Error: --state does not know "alive"\n/],
    [['list', '--type', 'key'], /^Error: --type does not know "key"\n/],
    [['list', '--unused', 'long'], /^Error: .*--unused/],
    [['list', '--limit', '0'], /^Error: .*--limit/],
    [['show'], /^Error: Missing ID\n/],
    [['show', 'x'], /^Error: .*--scope/],
    [['show', 'x', '--scope', 's'], /^Error: Scope s has no object x\n/],
  ])('refuses %j', async (args, message) => {
    await using sandbox = await createSandbox()
    await sandbox.run(['scope', 'create', 's'])
    const {exitCode, stderr} = await sandbox.run(['object', ...args])
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)])
  })
})
