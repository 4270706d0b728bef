import {once} from 'node:events'
import {access, readFile, stat, writeFile} from 'node:fs/promises'
import {request as httpsRequest} from 'node:https'
import {join} from 'node:path'
import {connect} from 'node:tls'
import {describe, expect, it} from 'vitest'
import type {Readiness} from '../../src/cli/server/ready-file.ts'
import {decodeResponse} from '../../src/kmip/message/message.ts'
import {readBinary} from '../../src/ttlv/binary-reader.ts'
import {createSandbox} from '../support/run-cli.ts'
import {numbersOf, request, TestClient} from '../support/running-server.ts'
import {serve} from '../support/serving.ts'

async function ask({host, port}: Readiness, folder: string): Promise<number[]> {
  const [ca, cert, key] = await Promise.all(['ca', 'cert', 'key'].map((name) => readFile(join(folder, `${name}.pem`))))
  const client = new TestClient(connect({host, port, ca, cert, key}))
  await client.secured()
  const answer = await client.ask(request(6))
  client.socket.destroy()
  return numbersOf([answer])
}

async function post(url: string, [ca, cert, key]: readonly Buffer[], message: Uint8Array): Promise<number[]> {
  const headers = {'Content-Type': 'application/octet-stream', 'Content-Length': message.length}
  const outgoing = httpsRequest(url, {method: 'POST', headers, ca, cert, key, agent: false}).end(message)
  const [response] = await once(outgoing, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return numbersOf([decodeResponse(readBinary(Buffer.concat(chunks)))])
}

describe('kmipctl serve', () => {
  it('is ready with --ephemeral, says where, serves, and leaves nothing behind', async () => {
    await using sandbox = await createSandbox()
    await using server = await serve(sandbox, ['--ephemeral'])
    const {ready} = server
    expect(ready).toMatchObject({
      host: '127.0.0.1',
      pid: expect.any(Number),
      addresses: [{host: '127.0.0.1', port: ready.port}],
    })
    const folder = join(ready.key ?? '', '..')
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await stat(ready.key ?? '')).mode & 0o777).toBe(0o600)
    expect(await ask(ready, folder)).toEqual([6])
    server.signal('SIGTERM')
    expect(await server.exit).toBe(0)
    await expect(access(folder)).rejects.toMatchObject({code: 'ENOENT'})
    await expect(access(server.readyFile)).rejects.toMatchObject({code: 'ENOENT'})
    expect(server.stderr()).toContain(`Listening on 127.0.0.1:${ready.port}`)
  })

  it('serves HTTPS too with --https-listen, and says where', async () => {
    await using sandbox = await createSandbox()
    await using server = await serve(sandbox, ['--ephemeral', '--https-listen', '127.0.0.1:0'])
    const {host, port, ca, cert, key, httpsAddresses} = server.ready
    const [https] = httpsAddresses
    expect(httpsAddresses).toEqual([{host: '127.0.0.1', port: expect.any(Number)}])
    expect(https?.port).not.toBe(port)
    const url = `https://127.0.0.1:${https?.port}/kmip`
    expect(server.stderr()).toContain(`Listening on ${host}:${port}, ${url}. `)
    const files = await Promise.all([ca, cert, key].map((path) => readFile(path ?? '')))
    expect(await post(url, files, request(6))).toEqual([6])
    server.signal('SIGTERM')
    expect(await server.exit).toBe(0)
  })

  it('serves a store that other commands change meanwhile', async () => {
    await using sandbox = await createSandbox()
    const data = join(sandbox.folder, 'server-data')
    const store = ['--data-dir', data]
    await using server = await serve(sandbox, store)
    const folder = join(sandbox.folder, 'credential')
    await sandbox.run(['scope', 'create', 'app', ...store])
    await sandbox.run(['role', 'create', 'admin', '--scope', 'app', '--all', ...store])
    const made = await sandbox.run(['cred', 'generate', '--scope', 'app', '--role', 'admin', '--out', folder, ...store])
    expect(made.exitCode).toBe(0)
    expect(await ask(server.ready, folder)).toEqual([6])
    server.signal('SIGINT')
    expect(await server.exit).toBe(0)
    expect(server.stderr()).toContain('The store has no scope yet')
  })

  it('makes a new certificate on SIGHUP and goes on', async () => {
    await using sandbox = await createSandbox()
    await using server = await serve(sandbox, ['--ephemeral', '--log-format', 'json'])
    server.signal('SIGHUP')
    while (!server.stderr().includes('Server certificate renewed'))
      await ask(server.ready, join(server.ready.key ?? '', '..'))
    expect(await ask(server.ready, join(server.ready.key ?? '', '..'))).toEqual([6])
    const [first = ''] = server.stderr().split('\n')
    expect(JSON.parse(first)).toMatchObject({msg: 'Listening', addresses: [`127.0.0.1:${server.ready.port}`]})
  })

  it('fails with status 3 and a hint when the port is taken', async () => {
    await using sandbox = await createSandbox()
    await using server = await serve(sandbox, ['--ephemeral'])
    const address = `127.0.0.1:${server.ready.port}`
    const second = await sandbox.run(['serve', '--ephemeral', '--listen', address])
    expect(second.exitCode).toBe(3)
    expect(second.stderr).toContain(`Cannot listen on ${address}: another program listens there`)
    expect(second.stderr).toContain('Hint: ')
  })

  it.each([
    [['--listen', 'https://x'], 'is a URL'],
    [['--https-listen', '127.0.0.1:x'], '127.0.0.1:x has no valid port'],
    [['--message-credential', 'check'], 'Expected --message-credential=check to be one of: ignore, match, require'],
    [['--hide-attribute', 'Frsh'], 'Unknown attribute "Frsh"'],
    [['--max-message-size', 'big'], 'is not a size in bytes'],
    [['--idle-timeout', '10'], 'has no unit'],
    [['--tls-min-version', '1.3', '--tls-max-version', '1.2'], 'newer than'],
  ])('refuses %j as wrong usage', async (args, message) => {
    await using sandbox = await createSandbox()
    const {exitCode, stderr} = await sandbox.run(['serve', '--ephemeral', ...args])
    expect(stderr).toContain(message)
    expect(exitCode).toBe(2)
  })

  it('listens where KMIPCTL_LISTEN says', async () => {
    await using sandbox = await createSandbox()
    const refused = await sandbox.run(['serve', '--ephemeral'], {env: {KMIPCTL_LISTEN: '127.0.0.1:0,127.0.0.1:x'}})
    expect(refused).toMatchObject({exitCode: 2, stderr: expect.stringContaining('127.0.0.1:x has no valid port')})
  })

  it('says why it cannot write the ready file', async () => {
    await using sandbox = await createSandbox()
    await writeFile(join(sandbox.folder, 'file'), '')
    const args = ['serve', '--ephemeral', '--listen', '127.0.0.1:0', '--ready-file', 'file/ready.json']
    const {exitCode, stderr} = await sandbox.run(args)
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Cannot write the ready file')
  })
})
