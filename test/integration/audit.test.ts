import {mkdir, readFile, rename, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {createClient, type KmipClient} from '../../src/client/kmip-client.ts'
import {AttributeSet} from '../../src/kmip/attributes/attribute-set.ts'
import {Create} from '../../src/kmip/operations/create.ts'
import {Get} from '../../src/kmip/operations/get.ts'
import {createSandbox, type Sandbox} from '../support/run-cli.ts'
import {serve} from '../support/serving.ts'

const attributes = new AttributeSet().set('CryptographicAlgorithm', 'AES').set('CryptographicLength', 256)

const nothingDone = 'The audit cannot be written, so nothing is done'

interface Prepared extends AsyncDisposable {
  readonly sandbox: Sandbox
  readonly data: readonly string[]
  readonly file: string
}

/** A store with a role and a credential. */
async function prepare(): Promise<Prepared> {
  const sandbox = await createSandbox()
  const data = ['--data-dir', join(sandbox.folder, 'data')]
  const commands = [
    ['scope', 'create', 's'],
    ['role', 'create', 'r', '--scope', 's', '--all'],
    ['cred', 'generate', '--scope', 's', '--role', 'r', '--out', join(sandbox.folder, 'credential')],
  ]
  for (const args of commands) expect(await sandbox.run([...args, ...data])).toMatchObject({exitCode: 0})
  const file = join(sandbox.folder, 'audit.jsonl')
  return {sandbox, data, file, [Symbol.asyncDispose]: () => sandbox[Symbol.asyncDispose]()}
}

async function clientOf(sandbox: Sandbox, port: number): Promise<KmipClient> {
  const file = (name: string) => readFile(join(sandbox.folder, 'credential', name), 'utf8')
  const [ca, cert, key] = await Promise.all(['ca.pem', 'cert.pem', 'key.pem'].map(file))
  return createClient({connection: {address: {host: '127.0.0.1', port}, tls: {ca, cert, key}}, retry: false})
}

async function entriesOf(file: string): Promise<readonly Record<string, unknown>[]> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  return lines.filter((line) => line.endsWith('"}')).map((line) => JSON.parse(line) as Record<string, unknown>)
}

async function createUntilGone(client: KmipClient, acknowledged: string[]): Promise<void> {
  try {
    for (;;) {
      const {uniqueIdentifier} = await client.call(Create, {objectType: 'SymmetricKey', attributes})
      acknowledged.push(uniqueIdentifier)
    }
  } catch {
    // the server was killed
  }
}

it('every key that was acknowledged is in the audit after kill -9, which verifies after the next start', async () => {
  await using prepared = await prepare()
  const {sandbox, data, file} = prepared
  const acknowledged: string[] = []
  for (let round = 0; round < 3; round++) {
    await using server = await serve(sandbox, [...data, '--audit', file])
    const clients = await Promise.all([1, 2, 3, 4].map(() => clientOf(sandbox, server.ready.port)))
    const target = acknowledged.length + 40
    const loads = clients.map((client) => createUntilGone(client, acknowledged))
    while (acknowledged.length < target) await new Promise((resolve) => setTimeout(resolve, 5))
    server.signal('SIGKILL')
    await Promise.all(loads)
  }
  {
    await using server = await serve(sandbox, [...data, '--audit', file])
    server.signal('SIGTERM')
    expect(await server.exit).toBe(0)
  }
  const entries = await entriesOf(file)
  const created = new Set(entries.filter(({operation}) => operation === 'Create').flatMap(({objects}) => objects))
  expect(acknowledged.filter((id) => !created.has(id))).toEqual([])
  // Each change once, although three servers ended without noting how far they were
  const actions = entries.filter(({kind}) => kind === 'change').map(({action}) => action)
  expect(actions.filter((action) => action === 'scope.create')).toHaveLength(1)
  expect(actions.filter((action) => action === 'credential.issue')).toHaveLength(1)
  expect(await sandbox.run(['audit', 'verify', file])).toMatchObject({exitCode: 0, stdout: ''})
}, 120_000)

it('a server whose audit is on a full disk does nothing', async () => {
  await using prepared = await prepare()
  const {sandbox, data} = prepared
  await using server = await serve(sandbox, [...data, '--audit', '/dev/full'])
  const client = await clientOf(sandbox, server.ready.port)
  await expect(client.call(Create, {objectType: 'SymmetricKey', attributes})).rejects.toThrow(nothingDone)
  expect(server.stderr()).toContain('Audit device fails: ENOSPC')
  server.signal('SIGTERM')
  await server.exit
  const {envelope} = await sandbox.json(['scope', 'show', 's', ...data])
  expect(envelope).toMatchObject({result: {objects: 0}})
})

it('a server whose audit file cannot be had any more does nothing until it can', async () => {
  await using prepared = await prepare()
  const {sandbox, data} = prepared
  const folder = join(sandbox.folder, 'logs')
  const file = join(folder, 'audit.jsonl')
  await mkdir(folder)
  await using server = await serve(sandbox, [...data, '--audit', file])
  const client = await clientOf(sandbox, server.ready.port)
  await rename(folder, `${folder}.1`)
  server.signal('SIGHUP')
  await server.said('Audit device fails')
  await expect(client.call(Create, {objectType: 'SymmetricKey', attributes})).rejects.toThrow(nothingDone)
  await mkdir(folder)
  const {uniqueIdentifier} = await client.call(Create, {objectType: 'SymmetricKey', attributes})
  expect(await entriesOf(file)).toMatchObject([
    {kind: 'audit.opened', cause: 'recovery', missed: 1},
    {kind: 'operation', objects: [uniqueIdentifier]},
  ])
  const verify = ['audit', 'verify', join(`${folder}.1`, 'audit.jsonl'), file]
  expect(await sandbox.run(verify)).toMatchObject({exitCode: 0})
})

it('one device that works is enough', async () => {
  await using prepared = await prepare()
  const {sandbox, data, file} = prepared
  await using server = await serve(sandbox, [...data, '--audit', '/dev/full', '--audit', file])
  const client = await clientOf(sandbox, server.ready.port)
  const {uniqueIdentifier} = await client.call(Create, {objectType: 'SymmetricKey', attributes})
  await client.call(Get, {uniqueIdentifier})
  const operations = (await entriesOf(file)).filter(({kind}) => kind === 'operation')
  expect(operations).toMatchObject([{operation: 'Create'}, {operation: 'Get', objects: [uniqueIdentifier]}])
})

it('an audit file that is moved away is continued after SIGHUP, and administrative changes arrive while it runs', async () => {
  await using prepared = await prepare()
  const {sandbox, data, file} = prepared
  await using server = await serve(sandbox, [...data, '--audit', file, '--audit-hmac'])
  const client = await clientOf(sandbox, server.ready.port)
  const {uniqueIdentifier} = await client.call(Create, {objectType: 'SymmetricKey', attributes})
  await rename(file, `${file}.1`)
  server.signal('SIGHUP')
  await server.said('cause=rotation')
  await client.call(Get, {uniqueIdentifier})
  expect(await sandbox.run(['scope', 'create', 'later', ...data])).toMatchObject({exitCode: 0})
  server.signal('SIGTERM')
  expect(await server.exit).toBe(0)

  const hashed = (await sandbox.run(['audit', 'hash', uniqueIdentifier, ...data])).stdout.trim()
  expect((await entriesOf(`${file}.1`)).at(-1)).toMatchObject({operation: 'Create', objects: [hashed]})
  expect(await entriesOf(file)).toMatchObject([
    {kind: 'audit.opened', cause: 'rotation'},
    {operation: 'Get', objects: [hashed]},
    {kind: 'change', action: 'scope.create', target: {scope: 'later'}},
    {kind: 'server.stopped'},
  ])
  const {envelope} = await sandbox.json(['audit', 'devices', ...data])
  const [device] = (envelope as {result: {devices: {hash: string}[]}}).result.devices
  const verify = ['audit', 'verify', `${file}.1`, file, '--expect', device?.hash ?? '']
  expect(await sandbox.run(verify)).toMatchObject({exitCode: 0})
  // The last file alone, without its last line
  const lines = (await readFile(file, 'utf8')).split('\n')
  await rename(file, `${file}.2`)
  await writeFile(file, `${lines.slice(0, -2).join('\n')}\n`)
  expect(await sandbox.run(verify)).toMatchObject({
    exitCode: 6,
    stderr: expect.stringContaining('The expected entry is not there'),
  })
})

it('requests to Vault’s API are recorded with their tokens’ names, and so are the changes that they make', async () => {
  await using prepared = await prepare()
  const {sandbox, data, file} = prepared
  const {envelope} = await sandbox.json(['token', 'create', '--name', 'ci', ...data])
  const {token, accessor} = (envelope as {result: {token: string; accessor: string}}).result
  await using server = await serve(sandbox, [...data, '--audit', file, '--vault-api', '127.0.0.1:0'])
  const url = server.ready.vaultApi?.url ?? ''
  const post = (path: string, given: string) =>
    fetch(`${url}/v1/kmip/${path}`, {method: 'POST', headers: {'X-Vault-Token': given}})
  expect((await post('scope/web?secret=geheim', token)).status).toBe(204)
  expect((await post('scope/other', 'made-up')).status).toBe(403)
  server.signal('SIGTERM')
  expect(await server.exit).toBe(0)
  const entries = await entriesOf(file)
  expect(entries.filter(({kind}) => kind === 'request')).toMatchObject([
    {method: 'POST', path: '/v1/kmip/scope/web', httpStatus: 204, tokenAccessor: accessor, displayName: 'ci'},
    {method: 'POST', path: '/v1/kmip/scope/other', httpStatus: 403},
  ])
  const changes = entries.filter(({target}) => JSON.stringify(target ?? '').includes('"web"'))
  expect(changes).toMatchObject([{kind: 'change', actor: `token ${accessor} (ci)`, action: 'scope.create'}])
  expect(await readFile(file, 'utf8')).not.toMatch(new RegExp(`${token}|made-up|geheim`))
})

it('Vault’s API answers 500 and changes nothing while no device works', async () => {
  await using prepared = await prepare()
  const {sandbox, data} = prepared
  const {envelope} = await sandbox.json(['token', 'create', ...data])
  const {token} = (envelope as {result: {token: string}}).result
  await using server = await serve(sandbox, [...data, '--audit', '/dev/full', '--vault-api', '127.0.0.1:0'])
  const headers = {'X-Vault-Token': token}
  const answer = await fetch(`${server.ready.vaultApi?.url}/v1/kmip/scope/web`, {method: 'POST', headers})
  expect(answer.status).toBe(500)
  const {envelope: scopes} = await sandbox.json(['scope', 'list', ...data])
  expect(scopes).toMatchObject({result: {scopes: [{name: 's'}]}})
})
