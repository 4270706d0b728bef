import {readdir, rm, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {createSandbox} from '../support/run-cli.ts'
import {serve} from '../support/serving.ts'

const elsewhere = ['--server', '127.0.0.1:1']

it('sets up all that a first client needs, and tells what is there when it is run again', async () => {
  await using sandbox = await createSandbox()
  const first = await sandbox.run(['init', '--yes', ...elsewhere])
  expect(first.exitCode).toBe(0)
  expect(first.stdout).toBe('  kmipctl serve\n  kmipctl whoami\n  kmipctl op create --name first-key\n')
  expect(first.stderr.match(/^✔ Made \w+/gm)).toHaveLength(5)
  const folder = join(sandbox.folder, 'config', 'kmipctl', 'credentials', 'app-admin')
  expect(await readdir(folder)).toEqual(['bundle.pem', 'ca.pem', 'cert.pem', 'key.pem'].toSorted())
  expect((await stat(join(folder, 'key.pem'))).mode & 0o777).toBe(0o600)
  const again = await sandbox.json(['init', '--yes', ...elsewhere])
  expect(again).toMatchObject({
    exitCode: 0,
    envelope: {
      result: {
        authority: {isNew: false},
        scope: {name: 'app', isNew: false},
        role: {name: 'admin', operations: 'all operations', isNew: false},
        credential: {folder, status: 'valid', isNew: false},
        profile: {name: 'local', server: '127.0.0.1:1', current: true, isNew: false},
      },
    },
  })
})

it('works beside a running server, which knows the new client at once', async () => {
  await using sandbox = await createSandbox()
  const data = join(sandbox.folder, 'data', 'kmipctl')
  await using serving = await serve(sandbox, ['--data-dir', data])
  const server = `127.0.0.1:${serving.ready.port}`
  const flags = ['--scope', 'finance', '--role', 'mongod', '--preset', 'database', '--profile', 'db', '--out', 'own']
  const made = await sandbox.json(['init', ...flags, '--data-dir', data, '--server', server])
  expect(made).toMatchObject({
    exitCode: 0,
    envelope: {result: {profile: {name: 'db'}, next: ['kmipctl whoami', expect.anything(), 'kmipctl shell']}},
  })
  const created = await sandbox.run(['op', 'create', '--name', 'first-key'])
  expect(created.exitCode).toBe(0)
  expect((await sandbox.run(['op', 'hash', '--hash', 'SHA-256', '--data', 'x'])).exitCode).toBe(4)
})

it('says what is in the way, and asks only where it can', async () => {
  await using sandbox = await createSandbox()
  expect(await sandbox.run(['init'])).toMatchObject({
    exitCode: 2,
    stderr: 'Error: Missing --data-dir or --yes: pass it, or run on a terminal to be asked\n',
  })
  const refused = async (...flags: string[]) => (await sandbox.run(['init', '--yes', ...elsewhere, ...flags])).stderr
  expect(await refused('--scope', 'a b')).toContain('Error: "a b" cannot be the name of a scope\n')
  expect((await sandbox.run(['init', '--yes', '--server', 'https://kms'])).stderr).toContain('is a URL')
  expect(await refused('--profile', '-x y')).toContain('cannot be the name of a profile')
  const own = join(sandbox.folder, 'own')
  await sandbox.run(['init', '--yes', ...elsewhere, '--out', own])
  expect(await refused('--role', 'other', '--out', own)).toContain(
    `Error: ${own} holds a credential of role admin of scope app\nHint: Choose another folder with --out\n`,
  )
  await rm(join(own, 'cert.pem'))
  expect(await refused('--out', own)).toContain('holds files of a credential that is not whole')
  await writeFile(join(own, 'cert.pem'), 'nonsense')
  expect((await sandbox.run(['init', '--yes', ...elsewhere, '--out', own])).exitCode).toBe(2)
})
