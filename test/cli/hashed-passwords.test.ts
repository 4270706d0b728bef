import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {createSandbox} from '../support/run-cli.ts'
import {serve} from '../support/serving.ts'

const scope = ['--scope', 'finance'] as const

describe('--password-hash', () => {
  it('sends the password so that the server need not see it, and has the server prove that it knows it', async () => {
    await using sandbox = await createSandbox()
    const store = ['--data-dir', join(sandbox.folder, 'server-data')]
    const secret = 'correct-horse-battery'
    await writeFile(join(sandbox.folder, 'password'), `${secret}\n`)
    await writeFile(join(sandbox.folder, 'wrong'), 'another\n')
    await sandbox.run(['scope', 'create', 'finance', ...store])
    await sandbox.run(['role', 'create', 'app', ...scope, '--all', ...store])
    await sandbox.run(['cred', 'generate', ...scope, '--role', 'app', '--out', 'app', ...store])
    const user = ['--username', 'ann', '--password-file']
    const add = ['role', 'message-credential', 'add', 'app', ...scope, ...user, 'password', '--hashed', ...store]
    expect((await sandbox.run(add)).stderr).not.toContain('Error')
    const connection = (port: number) => {
      const file = (name: string) => join(sandbox.folder, 'app', `${name}.pem`)
      return ['--server', `127.0.0.1:${port}`, '--ca', file('ca'), '--cert', file('cert'), '--key', file('key')]
    }
    {
      await using server = await serve(sandbox, [...store, '--message-credential', 'require'])
      const place = connection(server.ready.port)
      const ping = (password: string, ...more: readonly string[]) =>
        sandbox.run(['op', 'locate', ...user, password, ...more, ...place])
      for (const hash of ['sha-256', 'SHA-384', 'sha-512']) {
        const done = await ping('password', '--password-hash', hash, '--trace')
        expect(done).toMatchObject({exitCode: 0})
        expect(done.stdout + done.stderr).not.toContain(secret)
      }
      expect(await ping('wrong', '--password-hash', 'sha-256')).toMatchObject({exitCode: 4})
      const old = await ping('password', '--password-hash', 'sha-256', '--kmip-version', '1.4')
      expect(old).toMatchObject({exitCode: 2})
      expect(old.stderr).toContain('no hashed passwords')
      expect(await ping('password', '--password-hash', 'md5')).toMatchObject({exitCode: 2})
    }
    await using server = await serve(sandbox, [...store, '--message-credential', 'ignore'])
    const unproven = ['op', 'locate', ...user, 'password', '--password-hash', 'sha-256']
    const done = await sandbox.run([...unproven, ...connection(server.ready.port)])
    expect(done).toMatchObject({exitCode: 5})
    expect(done.stderr).toContain('did not prove that it knows the password')
  })
})
