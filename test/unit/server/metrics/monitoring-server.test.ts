import {describe, expect, it} from 'vitest'
import {MonitoringServer, type MonitoringServerOptions} from '../../../../src/server/metrics/monitoring-server.ts'
import {TransportError} from '../../../../src/errors.ts'

async function open(options: Partial<MonitoringServerOptions> = {}) {
  const server = await MonitoringServer.open({
    address: {host: '127.0.0.1', port: 0},
    metrics: {text: async () => 'kmip_connections 1\n', contentType: 'text/plain; version=0.0.4; charset=utf-8'},
    readiness: async () => ({ready: true}),
    report: () => '1234',
    ...options,
  })
  const ask = async (path: string, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${server.address.port}${path}`, {method})
    return {status: response.status, headers: response.headers, text: await response.text()}
  }
  return {server, ask, [Symbol.asyncDispose]: () => server.close()}
}

describe('MonitoringServer', () => {
  it('gives the metrics in the content type of Prometheus, never cached', async () => {
    await using test = await open()
    const {status, headers, text} = await test.ask('/metrics?name[]=kmip_connections')
    expect([status, text]).toEqual([200, 'kmip_connections 1\n'])
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('says that the process lives, ready or not', async () => {
    await using test = await open({readiness: async () => ({ready: false, reason: 'The server is starting'})})
    const {status, text} = await test.ask('/healthz')
    expect([status, JSON.parse(text)]).toEqual([200, {status: 'alive'}])
  })

  it('says whether the server is ready, and why not', async () => {
    let ready = true
    const reason = 'The store cannot be read'
    await using test = await open({readiness: async () => (ready ? {ready} : {ready: false, reason})})
    expect(await test.ask('/readyz')).toMatchObject({status: 200, text: '{"status":"ready"}\n'})
    ready = false
    const {status, text, headers} = await test.ask('/readyz')
    expect([status, JSON.parse(text)]).toEqual([503, {status: 'unavailable', reason}])
    expect(headers.get('content-type')).toBe('application/json')
  })

  it('answers HEAD without a body', async () => {
    await using test = await open()
    const {status, headers, text} = await test.ask('/metrics', 'HEAD')
    expect([status, headers.get('content-length'), text]).toEqual([200, '19', ''])
  })

  it.each(['POST', 'PUT', 'DELETE'])('refuses %s', async (method) => {
    await using test = await open()
    const {status, headers} = await test.ask('/metrics', method)
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  it.each(['/', '/metrics/', '/constructor', '/__proto__', '/../metrics/x'])('has nothing at %s', async (path) => {
    await using test = await open()
    expect(await test.ask(path)).toMatchObject({status: 404, text: expect.stringContaining('/metrics, /healthz')})
  })

  it('tells of a defect by the number of its line in the log only', async () => {
    const text = async (): Promise<string> => {
      throw new Error('secret place')
    }
    await using test = await open({metrics: {text, contentType: 'text/plain'}})
    expect(await test.ask('/metrics')).toMatchObject({status: 500, text: 'Internal error (log 1234)\n'})
  })

  it('says which flag to change when the address is taken', async () => {
    await using test = await open()
    const second = open({address: test.server.address})
    await expect(second).rejects.toThrow(TransportError)
    await expect(second).rejects.toMatchObject({hint: expect.stringContaining('--metrics')})
  })

  it('closes at once, also when somebody keeps a connection', async () => {
    const test = await open()
    const {port} = test.server.address
    await test.ask('/healthz')
    await test.server.close()
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow('fetch failed')
  })
})
