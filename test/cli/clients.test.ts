import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {createSandbox, type Sandbox} from '../support/run-cli.ts'

const app = ['app', '--scope', 'finance']

async function sandboxWithRole(): Promise<Sandbox> {
  const sandbox = await createSandbox()
  await sandbox.run(['scope', 'create', 'finance'])
  await sandbox.run(['role', 'create', ...app, '--all', '--receive', 'put'])
  return sandbox
}

describe('what a role receives', () => {
  it('is shown and changed', async () => {
    await using sandbox = await sandboxWithRole()
    expect((await sandbox.run(['role', 'show', ...app])).stdout).toMatch(/Receives +put\n/)
    const {envelope} = await sandbox.json(['role', 'update', ...app, '--receive', 'notify', '--receive', 'query'])
    expect(envelope).toMatchObject({result: {receive: ['notify', 'query'], grant: {kind: 'all'}}})
    const wrong = await sandbox.run(['role', 'update', ...app, '--receive', 'everything'])
    expect(wrong).toMatchObject({exitCode: 2, stderr: expect.stringContaining('everything')})
  })
})

describe('client query', () => {
  it('is refused for a role that is not to be asked, and ends without a client', async () => {
    await using sandbox = await sandboxWithRole()
    const args = ['client', 'query', '--scope', 'finance', '--role', 'app', '--wait', '1s']
    expect(await sandbox.json(args)).toMatchObject({exitCode: 2, envelope: {error: {code: 'NOT_RECEIVED'}}})
    await sandbox.run(['role', 'update', ...app, '--receive', 'query'])
    expect(await sandbox.json(args)).toMatchObject({exitCode: 3, envelope: {error: {code: 'NO_ANSWER'}}})
  })
})

describe('role message-credential', () => {
  it('registers, lists and removes', async () => {
    await using sandbox = await sandboxWithRole()
    await writeFile(join(sandbox.folder, 'password'), 'secret\n')
    const add = ['role', 'message-credential', 'add', ...app]
    const added = await sandbox.json([...add, '--username', 'backup', '--password-file', 'password'])
    expect(added.envelope).toMatchObject({
      result: {credentials: [{type: 'UsernameAndPassword', fields: {username: 'backup'}, hasPassword: true}]},
    })
    await sandbox.run([...add, '--device-serial-number', '0815', '--media-identifier', 'm'])
    const list = await sandbox.run(['role', 'message-credential', 'list', ...app])
    expect(list.stdout).toContain('deviceSerialNumber 0815, mediaIdentifier m')
    expect(list.stdout).not.toContain('secret')
    const remove = ['role', 'message-credential', 'remove', ...app, '--yes', '--number']
    expect((await sandbox.run([...remove, '1'])).exitCode).toBe(0)
    expect((await sandbox.json([...remove, '2'])).envelope).toMatchObject({error: {code: 'NOT_FOUND'}})
  })

  it('takes one kind at a time', async () => {
    await using sandbox = await sandboxWithRole()
    const add = ['role', 'message-credential', 'add', ...app]
    for (const flags of [[], ['--username', 'a'], ['--username', 'a', '--device-identifier', 'd']]) {
      expect((await sandbox.run([...add, ...flags])).exitCode).toBe(2)
    }
  })
})
