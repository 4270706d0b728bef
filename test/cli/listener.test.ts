import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {connect} from 'node:tls'
import {describe, expect, it} from 'vitest'
import {answers, freeAddress} from '../support/listening-store.ts'
import {createSandbox, type Sandbox} from '../support/run-cli.ts'
import {TestClient} from '../support/running-server.ts'
import {serve} from '../support/serving.ts'

async function succeed(sandbox: Sandbox, args: readonly string[]): Promise<string> {
  const {exitCode, stdout, stderr} = await sandbox.run(args)
  if (exitCode !== 0) throw new Error(`kmipctl ${args.join(' ')} ended with ${exitCode}: ${stderr}`)
  return stdout
}

/** With the credential in a folder. */
async function client(folder: string, port: number): Promise<TestClient> {
  const [ca, cert, key] = await Promise.all(['ca', 'cert', 'key'].map((name) => readFile(join(folder, `${name}.pem`))))
  const one = new TestClient(connect({host: '127.0.0.1', port, ca, cert, key}))
  await one.secured()
  return one
}

describe('kmipctl config and listener beside a server that runs', () => {
  it('open, change and close listeners, which a killed server has again at its next start', async () => {
    await using sandbox = await createSandbox()
    const data = ['--data-dir', join(sandbox.folder, 'data')]
    const folder = join(sandbox.folder, 'credential')
    const [own, named, moved] = [await freeAddress(), await freeAddress(), await freeAddress()]
    await succeed(sandbox, ['config', 'set', `listen_addrs=127.0.0.1:${own.port}`, ...data])
    {
      await using server = await serve(sandbox, data, [])
      expect(server.ready.addresses).toEqual([own])
      await succeed(sandbox, ['ca', 'generate', 'branch', '--key-type', 'ec', '--key-bits', '256', ...data])
      await succeed(sandbox, ['scope', 'create', 'app', ...data])
      await succeed(sandbox, ['role', 'create', 'admin', '--scope', 'app', '--all', '--ca', 'branch', ...data])
      await succeed(sandbox, ['cred', 'generate', '--scope', 'app', '--role', 'admin', '--out', folder, ...data])
      await succeed(sandbox, [
        'listener',
        'create',
        'branch',
        '--address',
        `127.0.0.1:${named.port}`,
        '--ca',
        'branch',
        ...data,
      ])
      await server.said(`Listener opened listener=branch address=127.0.0.1:${named.port}`)
      const first = await client(folder, named.port)
      await answers(first, 1)
      await succeed(sandbox, ['listener', 'update', 'branch', '--address', `127.0.0.1:${moved.port}`, ...data])
      await first.closed
      await answers(await client(folder, moved.port), 2)
      server.signal('SIGKILL')
      await server.exit
    }
    await using again = await serve(sandbox, data, [])
    expect(again.ready.addresses).toEqual([own, moved])
    const open = await client(folder, moved.port)
    await answers(open, 3)
    await succeed(sandbox, ['listener', 'delete', 'branch', '--yes', ...data])
    await open.closed
    expect(JSON.parse(await succeed(sandbox, ['listener', 'list', '--json', ...data]))).toMatchObject({
      result: {listeners: []},
    })
    again.signal('SIGTERM')
    expect(await again.exit).toBe(0)
  })

  it('are overridden by flags, and the log says so', async () => {
    await using sandbox = await createSandbox()
    const data = ['--data-dir', join(sandbox.folder, 'data')]
    const {port} = await freeAddress()
    await succeed(sandbox, ['config', 'set', `listen_addrs=127.0.0.1:${port}`, 'tls_min_version=tls13', ...data])
    await using server = await serve(sandbox, [...data, '--tls-min-version', '1.2'])
    expect(server.ready.port).not.toBe(port)
    await server.said('override the stored configuration: listen_addrs, tls_min_version')
  })

  it('start with a sentence when flags and configuration leave no version of TLS', async () => {
    await using sandbox = await createSandbox()
    await succeed(sandbox, ['config', 'set', 'tls_min_version=tls13', 'listen_addrs=127.0.0.1:0'])
    const {exitCode, stderr} = await sandbox.run(['serve', '--tls-max-version', '1.2'])
    expect(stderr).toContain('The oldest version of TLS, TLSv1.3, is newer than the newest, TLSv1.2')
    expect(exitCode).toBe(2)
  })
})

describe('kmipctl config', () => {
  it('shows parameters and which of them are defaults, for people and in the form of Vault', async () => {
    await using sandbox = await createSandbox()
    const set = await sandbox.run(['config', 'set', 'listen_addrs=0.0.0.0', 'default_tls_client_ttl=30d'])
    expect(set.stderr).toContain('Warning: The server listens for other machines')
    expect(set.stdout).toMatch(/listen_addrs +0\.0\.0\.0:5696 +set/)
    const shown = await succeed(sandbox, ['config', 'show'])
    expect(shown).toMatch(/default_tls_client_ttl +2592000 +set/)
    expect(shown).toMatch(/server_hostnames +localhost +default/)
    const {envelope} = await sandbox.json(['config', 'show'])
    expect(envelope).toMatchObject({
      result: {
        configuration: {listen_addrs: ['0.0.0.0:5696'], connection_timeout: '1s', default_tls_client_ttl: 2_592_000},
        changed: ['listen_addrs', 'default_tls_client_ttl'],
      },
    })
  })

  it.each([
    [['config', 'set'], 'Missing ASSIGNMENT'],
    [['config', 'set', 'listen_addrs'], '"listen_addrs" assigns no value'],
    [['config', 'set', 'server_hostname=x'], 'There is no parameter "server_hostname"'],
    [['config', 'set', 'server_ips=x'], 'server_ips cannot be "x"'],
    [['config', 'set', 'tls_ca_key_bits=224'], 'tls_ca_key_bits cannot be 224'],
    [['config', 'set', 'connection_timeout=2h'], 'connection_timeout cannot be "2h"'],
    [['listener', 'create', 'one'], 'A listener needs an address'],
    [['listener', 'create', 'one', '--address', '127.0.0.1:1', '--ca', 'x'], 'There is no certificate authority x'],
    [['listener', 'create', 'a b', '--address', '127.0.0.1:1', '--ca', 'x'], '"a b" cannot be the name of a listener'],
    [['listener', 'create', 'one', '--tls-min-version', 'tls11'], 'Expected --tls-min-version=tls11 to be one of'],
    [['listener', 'update', 'one'], 'Nothing to change'],
    [['listener', 'update', 'one', '--ca', 'x'], 'There is no listener one'],
    [['listener', 'show', 'one'], 'There is no listener one'],
    [['listener', 'delete', 'one', '--yes'], 'There is no listener one'],
  ])('%j is refused in words', async (args, problem) => {
    await using sandbox = await createSandbox()
    const {exitCode, stderr} = await sandbox.run(args)
    expect(stderr).toContain(problem)
    expect(stderr).not.toMatch(/\n +at /)
    expect(exitCode).toBe(2)
  })
})
