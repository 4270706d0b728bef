import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {createSandbox, type Sandbox} from '../support/run-cli.ts'
import {serve, type Serving} from '../support/serving.ts'

const scope = ['--scope', 'finance'] as const

/** A role with a credential in a folder of its name. */
async function addRole(sandbox: Sandbox, role: string, grant: readonly string[], store: readonly string[]) {
  await sandbox.run(['role', 'create', role, ...scope, ...grant, ...store])
  const made = await sandbox.run(['cred', 'generate', ...scope, '--role', role, '--out', role, ...store])
  expect(made.stderr).not.toContain('Error')
}

function asking(sandbox: Sandbox, {ready}: Serving, role: string) {
  const file = (name: string) => join(sandbox.folder, role, `${name}.pem`)
  const place = ['--server', `127.0.0.1:${ready.port}`]
  const connection = [...place, '--ca', file('ca'), '--cert', file('cert'), '--key', file('key')]
  return (...args: readonly string[]) => sandbox.json(['op', ...args, ...connection])
}

/** Of the object that a command made. */
function identifierIn({envelope}: {readonly envelope: unknown}): string {
  return (envelope as {result: {uniqueIdentifier: string}}).result.uniqueIdentifier
}

const refused = (reason: string) => ({exitCode: 4, envelope: {error: {reason}}})

describe('tickets at the command line', () => {
  it('narrow what a client may do, survive a server that is killed, and end with a logout', async () => {
    await using sandbox = await createSandbox()
    const store = ['--data-dir', join(sandbox.folder, 'server-data')]
    await sandbox.run(['scope', 'create', 'finance', ...store])
    await addRole(sandbox, 'app', ['--all'], store)
    await addRole(sandbox, 'guest', ['--operation', 'query'], store)
    let id: string
    {
      await using server = await serve(sandbox, [
        ...store,
        '--trace-requests',
        '--audit',
        join(sandbox.folder, 'audit'),
      ])
      const [app, guest] = [asking(sandbox, server, 'app'), asking(sandbox, server, 'guest')]
      const created = await app('create', '--algorithm', 'aes', '--length', '128', '--usage', 'encrypt,decrypt')
      id = identifierIn(created)
      for (const version of ['2.0', '2.1']) {
        const out = `ticket-${version}.bin`
        const words = ['--operation', 'get', '--object', id, '--requests', '3', '--out', out]
        expect(await app('delegated-login', ...words, '--kmip-version', version)).toMatchObject({exitCode: 0})
        const under = ['--login-ticket', out, '--kmip-version', version]
        expect(await guest('get', id)).toMatchObject(refused('PermissionDenied'))
        expect(await guest('get', id, ...under)).toMatchObject({exitCode: 0})
        expect(await guest('destroy', id, '--yes', ...under)).toMatchObject(refused('PermissionDenied'))
      }
      const ticket = await readFile(join(sandbox.folder, 'ticket-2.1.bin'))
      expect(server.stderr()).toContain('DelegatedLogin')
      const audit = await readFile(join(sandbox.folder, 'audit'), 'utf8')
      for (const form of ['hex', 'base64'] as const) {
        expect(`${server.stderr()}${audit}`.toLowerCase()).not.toContain(ticket.toString(form).toLowerCase())
      }
      const hash = createHash('sha256').update(ticket).digest('hex').slice(0, 16)
      expect(audit).toMatch(new RegExp(`"operation":"DelegatedLogin".*"subjectTicket":"${hash}"`))
      expect(audit).toMatch(new RegExp(`"role":"guest".*"ticket":"${hash}".*"operation":"Get".*"status":"Success"`))
      server.signal('SIGKILL')
      await server.exit
    }
    await using server = await serve(sandbox, store)
    const [app, guest] = [asking(sandbox, server, 'app'), asking(sandbox, server, 'guest')]
    // The third request, and the last one
    expect(await guest('get', id, '--login-ticket', 'ticket-2.0.bin')).toMatchObject({exitCode: 0})
    expect(await guest('get', id, '--login-ticket', 'ticket-2.0.bin')).toMatchObject(refused('InvalidTicket'))
    expect(await app('logout', '--ticket', 'ticket-2.1.bin')).toMatchObject({exitCode: 0})
    expect(await guest('get', id, '--login-ticket', 'ticket-2.1.bin')).toMatchObject(refused('InvalidTicket'))
  })

  it('stand for the role that logged in, until its credential is revoked', async () => {
    await using sandbox = await createSandbox()
    const store = ['--data-dir', join(sandbox.folder, 'server-data')]
    await sandbox.run(['scope', 'create', 'finance', ...store])
    await addRole(sandbox, 'app', ['--all'], store)
    await addRole(sandbox, 'other', ['--all'], store)
    await using server = await serve(sandbox, store)
    const [app, other] = [asking(sandbox, server, 'app'), asking(sandbox, server, 'other')]
    expect(await app('login', '--lease', '1h', '--out', 'ticket.bin')).toMatchObject({exitCode: 0})
    expect(await app('log', 'Rotation\u001b[31m begins', '--login-ticket', 'ticket.bin')).toMatchObject({exitCode: 0})
    expect(await server.said('Rotation')).toContain('logMessage="Rotation\ufffd[31m begins"')
    expect(await other('log', 'x', '--login-ticket', 'ticket.bin')).toMatchObject(refused('InvalidTicket'))
    expect(await app('ping', '--login-ticket', 'ticket.bin')).toMatchObject({exitCode: 0})
    expect(await app('set-endpoint-role', 'client')).toMatchObject(refused('PermissionDenied'))
    expect(await app('interop', 'begin', '--identifier', 'x')).toMatchObject(refused('OperationNotSupported'))
  })
})

describe('kmipctl serve --interop', () => {
  it('says that it is on, and carries out Reset', async () => {
    await using sandbox = await createSandbox()
    await using server = await serve(sandbox, ['--ephemeral', '--interop'])
    const {ready} = server
    const connection = ['--server', `127.0.0.1:${ready.port}`, '--ca', ready.ca ?? '', '--cert', ready.cert ?? '']
    const op = (...args: readonly string[]) => sandbox.json(['op', ...args, ...connection, '--key', ready.key ?? ''])
    const id = identifierIn(await op('create', '--algorithm', 'aes', '--length', '128', '--usage', 'encrypt'))
    expect(await op('interop', 'begin', '--identifier', 'case 1')).toMatchObject({exitCode: 0})
    const found = async () => JSON.stringify((await op('locate')).envelope)
    expect(await found()).toContain(id)
    expect(await op('interop', 'reset', '--identifier', 'case 1')).toMatchObject({exitCode: 0})
    expect(await found()).not.toContain(id)
    expect(await server.said('function=Reset')).toContain('Interop is on')
  })
})
