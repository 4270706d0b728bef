import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {connect} from 'node:tls'
import {describe, expect, it} from 'vitest'
import type {Readiness} from '../../src/cli/server/ready-file.ts'
import {createSandbox} from '../support/run-cli.ts'
import {request, TestClient} from '../support/running-server.ts'
import {serve} from '../support/serving.ts'

async function openClient({host, port, ca, cert, key}: Readiness): Promise<TestClient> {
  const [caPem, certPem, keyPem] = await Promise.all([ca, cert, key].map((path) => readFile(path ?? '')))
  const client = new TestClient(connect({host, port, ca: caPem, cert: certPem, key: keyPem}))
  await client.secured()
  return client
}

function urlOf({metricsAddress}: Readiness, path: string): string {
  return `http://${metricsAddress?.host}:${metricsAddress?.port}${path}`
}

describe('kmipctl serve --metrics', () => {
  it('answers Prometheus, and says in its ready file where', async () => {
    await using sandbox = await createSandbox()
    await using server = await serve(sandbox, ['--ephemeral', '--metrics', '127.0.0.1:0'])
    const {ready} = server
    expect(ready.metricsAddress).toEqual({host: '127.0.0.1', port: expect.any(Number)})
    const client = await openClient(ready)
    await client.ask(request())
    const text = await (await fetch(urlOf(ready, '/metrics'))).text()
    client.socket.destroy()
    expect(text).toContain('\nkmip_requests_total{operation="DiscoverVersions",result="Success"} 1\n')
    expect(text).toContain('\nkmip_connections 1\n')
    expect(text).toContain('\nkmip_listener_addresses{listener="default"} 1\n')
    expect(text).toMatch(/\nkmip_listener_certificate_expiry_timestamp_seconds\{listener="default"\} \d{10}/)
    expect(text).toContain('\nkmip_credentials{scope="ephemeral",status="valid"} 1\n')
    expect(text).toMatch(/\nkmip_store_duration_seconds_count\{kind="read"\} \d+\n/)
    expect(text).toContain(`version="0.1.0",node="${process.versions.node}"`)
  })

  it('names no scope with --metrics-without-scopes', async () => {
    await using sandbox = await createSandbox()
    const flags = ['--ephemeral', '--metrics', '127.0.0.1:0', '--metrics-without-scopes']
    await using server = await serve(sandbox, flags)
    const text = await (await fetch(urlOf(server.ready, '/metrics'))).text()
    expect(text).toContain('\nkmip_credentials{status="valid"} 1\n')
    expect(text).not.toContain('scope=')
  })

  it('is ready once its ready file is there, and answers nothing after its end', async () => {
    await using sandbox = await createSandbox()
    await using server = await serve(sandbox, ['--ephemeral', '--metrics', '127.0.0.1:0'])
    const {ready} = server
    expect((await fetch(urlOf(ready, '/readyz'))).status).toBe(200)
    server.signal('SIGTERM')
    expect(await server.exit).toBe(0)
    await expect(fetch(urlOf(ready, '/healthz'))).rejects.toThrow('fetch failed')
  })

  it('tells of the devices of an audit', async () => {
    await using sandbox = await createSandbox()
    const file = join(sandbox.folder, 'audit.jsonl')
    await using server = await serve(sandbox, ['--ephemeral', '--metrics', '127.0.0.1:0', '--audit', file])
    const text = await (await fetch(urlOf(server.ready, '/metrics'))).text()
    expect(text).toMatch(/\nkmip_audit_device_working\{device="[^"]*audit\.jsonl"\} 1\n/)
    expect(text).toMatch(/\nkmip_audit_entries_total\{device="[^"]*audit\.jsonl"\} [1-9]/)
    expect((await fetch(urlOf(server.ready, '/readyz'))).status).toBe(200)
  })

  it('has no metrics without the flag', async () => {
    await using sandbox = await createSandbox()
    await using server = await serve(sandbox, ['--ephemeral'])
    expect(server.ready.metricsAddress).toBeNull()
  })

  it.each([
    [['--metrics', 'localhost:99999'], 'Server address localhost:99999 has no valid port'],
    [['--metrics', 'http://localhost'], 'is a URL, not a host and a port'],
    [['--metrics-without-scopes'], '--metrics'],
  ])('refuses %j with a sentence', async (flags, message) => {
    await using sandbox = await createSandbox()
    const {exitCode, stderr} = await sandbox.run(['serve', '--ephemeral', '--listen', '127.0.0.1:0', ...flags])
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)])
  })

  it('does not start when the address is taken, and says which', async () => {
    await using sandbox = await createSandbox()
    await using server = await serve(sandbox, ['--ephemeral', '--metrics', '127.0.0.1:0'])
    const taken = `127.0.0.1:${server.ready.metricsAddress?.port}`
    const {exitCode, stderr} = await sandbox.run([
      'serve',
      '--ephemeral',
      '--listen',
      '127.0.0.1:0',
      '--metrics',
      taken,
    ])
    expect(exitCode).toBe(3)
    expect(stderr).toContain(`Cannot listen on ${taken}: another program listens there`)
    expect(stderr).toContain('choose another port with --metrics')
  })
})
