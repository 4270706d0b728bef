import {connect} from 'node:tls'
import {describe, expect, it} from 'vitest'
import {startEphemeralServer, type EphemeralServer} from '../../src/embedded/ephemeral-server.ts'
import {createLog} from '../../src/server/log.ts'
import type {ServerObserver} from '../../src/server/observation/observer.ts'
import {request, TestClient} from '../support/running-server.ts'

const log = createLog({level: 'silent', format: 'json'})
const metrics = {address: {host: '127.0.0.1', port: 0}, byScope: true}
const options = {log, metrics, handshakeTime: 10_000}

async function openClient({address, credential}: EphemeralServer): Promise<TestClient> {
  const {certificatePem, privateKeyPem, chainPem} = credential
  const client = new TestClient(connect({...address, ca: [...chainPem], cert: certificatePem, key: privateKeyPem}))
  await client.secured()
  return client
}

async function page({server}: EphemeralServer, path: string): Promise<{status: number; text: string}> {
  const response = await fetch(`http://127.0.0.1:${server.metricsAddress?.port}${path}`)
  return {status: response.status, text: await response.text()}
}

describe('a server with metrics', () => {
  it('lives but is not ready while it stops', async () => {
    let go: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (go = resolve))
    let begin: () => void = () => undefined
    const begun = new Promise<void>((resolve) => (begin = resolve))
    const slow: ServerObserver = {
      exchangeDone: () => {
        begin()
        return gate
      },
    }
    const ephemeral = await startEphemeralServer({...options, observers: [slow]})
    const client = await openClient(ephemeral)
    client.send(request())
    await begun
    expect((await page(ephemeral, '/readyz')).status).toBe(200)
    const closed = ephemeral[Symbol.asyncDispose]()
    expect(await page(ephemeral, '/readyz')).toEqual({
      status: 503,
      text: '{"status":"unavailable","reason":"The server is stopping"}\n',
    })
    expect((await page(ephemeral, '/healthz')).status).toBe(200)
    go()
    client.socket.destroy()
    await closed
    await expect(page(ephemeral, '/healthz')).rejects.toThrow('fetch failed')
  })

  it('is not ready while its store does not work', async () => {
    await using ephemeral = await startEphemeralServer(options)
    const {store} = ephemeral
    const read: typeof store.read = store.read.bind(store)
    store.read = async () => {
      throw new Error('The disk is gone')
    }
    expect(await page(ephemeral, '/readyz')).toEqual({
      status: 503,
      text: '{"status":"unavailable","reason":"The store cannot be read"}\n',
    })
    store.read = read
    expect((await page(ephemeral, '/readyz')).status).toBe(200)
  })

  it('closes what it has opened when it cannot start', async () => {
    await using first = await startEphemeralServer(options)
    const passing = await startEphemeralServer(options)
    const address = passing.server.metricsAddress ?? {host: '127.0.0.1', port: 0}
    await passing[Symbol.asyncDispose]()
    const second = {...options, metrics: {...metrics, address}, listeners: [first.address]}
    await expect(startEphemeralServer(second)).rejects.toThrow('another program listens there')
    await expect(fetch(`http://127.0.0.1:${address.port}/healthz`)).rejects.toThrow('fetch failed')
  })

  it('counts refused handshakes and clients that are nobody any longer', async () => {
    await using ephemeral = await startEphemeralServer(options)
    const client = await openClient(ephemeral)
    await client.ask(request())
    await ephemeral.store.transaction(async ({administration}) => {
      const [scope] = await administration.scopes()
      for (const role of await administration.roles(scope?.id ?? '')) await administration.deleteRole(role.id)
    })
    await client.ask(request())
    const stranger = new TestClient(connect({...ephemeral.address, rejectUnauthorized: false}))
    await stranger.secured()
    await stranger.closed
    const {text} = await page(ephemeral, '/metrics')
    expect(text).toContain('kmip_identity_refusals_total{cause="unknown"} 1')
    expect(text).toContain('kmip_connection_refusals_total{cause="no_certificate"} 1')
  })
})
