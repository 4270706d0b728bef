import {once} from 'node:events'
import {connect} from 'node:net'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {AuditFailure} from '../../src/server/audit/failure.ts'
import {exchangeRaw, serveApi, type ServedApi} from '../support/vault-api.ts'

const seed = 20_260_301

async function stillAnswers(api: ServedApi): Promise<void> {
  expect((await api.call('GET', 'sys/health')).status).toBe(200)
}

const strange = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  '%00',
  '%ff',
  '%',
  '%2e%2e',
  '..',
  '%F0%9F%94%91',
  'kmip',
  'scope',
  'role',
  'ca',
  'generate',
  'import',
  'config',
  'listener',
  'credential',
  'client',
  'template',
  'finance',
  'app',
  'sys',
  'mounts',
  'tune',
  'auth',
  'token',
  'create',
  'lookup',
  'capabilities-self',
  'remount',
)

const fieldNames = fc.constantFrom(
  '__proto__',
  'constructor',
  'operation_get',
  'operation___proto__',
  'tls_client_ttl',
  'tls_client_key_bits',
  'ttl',
  'key_type',
  'key_bits',
  'ca_pem',
  'scope_name',
  'csr',
  'serial_number',
  'certificate',
  'format',
  'listen_addrs',
  'address',
  'ca',
  'type',
  'config',
  'options',
  'default_lease_ttl',
  'policies',
  'display_name',
  'path',
  'token',
  'template',
  'params',
  'from',
  'to',
)

const values = fc.oneof(
  fc.jsonValue({maxDepth: 3}),
  fc.constantFrom(
    1e308,
    -0,
    2 ** 53,
    9_007_199_254_740_991,
    '\u0000',
    '\uD800',
    'x'.repeat(5000),
    '1'.repeat(400),
    'kmip',
    'ec',
    256,
    '9999999y',
  ),
)

const bodies = fc.oneof(
  fc.array(fc.tuple(fieldNames, values), {maxLength: 6}).map((fields) => JSON.stringify(Object.fromEntries(fields))),
  fc.constantFrom('{', '[]', 'null', '{"__proto__":{"a":1}}', '{"a":1e999}', '\u0000', '{"a":'.repeat(5000), '"a"', ''),
)

const requests = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'LIST', 'HEAD', 'PATCH', 'OPTIONS', 'LOCK', 'BREW'),
  segments: fc.array(strange, {maxLength: 8}),
  query: fc.constantFrom(
    '',
    '?list=true',
    '?help=1',
    '?force=%',
    '?a=%00&__proto__=1',
    '?serial_number=1e9',
    '?list=true&list=x',
  ),
  body: bodies,
})

describe('hostile requests', () => {
  it('are answered, never with an internal error, and the next one is answered too', async () => {
    await using api = await serveApi()
    await api.call('POST', 'kmip/config', {tls_ca_key_bits: 256, default_tls_client_key_bits: 256})
    await api.call('POST', 'kmip/scope/finance')
    await api.call('POST', 'kmip/scope/finance/role/app', {operation_all: true})
    await fc.assert(
      fc.asyncProperty(requests, async ({method, segments, query, body}) => {
        const head = `${method} /v1/${segments.join('/')}${query} HTTP/1.1\r\nHost: x\r\nConnection: close`
        const text = `${head}\r\nX-Vault-Token: ${api.token}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
        const answer = await exchangeRaw(api.api.url, text)
        expect(answer).toMatch(/^HTTP\/1\.1 (2\d\d|400|403|404|405|413|501) /)
        expect(answer).not.toContain('internal error')
      }),
      {seed, numRuns: 400},
    )
    expect(api.log.entries.filter(({level}) => level >= 50)).toEqual([])
    await stillAnswers(api)
  })

  it.each([
    ['half a request line', 'GET /v1/sys'],
    ['half of LIST', 'LIS'],
    ['half a header', 'GET /v1/sys/health HTTP/1.1\r\nHost'],
    ['half a body', 'POST /v1/kmip/config HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{'],
    ['a TLS handshake', '\u0016\u0003\u0001\u0002\u0000'],
    ['nothing', ''],
  ])('%s and then no more does no harm', async (_, text) => {
    await using api = await serveApi()
    const {port} = api.api.address
    const socket = connect({host: '127.0.0.1', port}).on('error', () => undefined)
    await once(socket, 'connect')
    if (text !== '') socket.write(text)
    await stillAnswers(api)
    socket.destroy()
    await stillAnswers(api)
  })

  it.each([
    ['more headers than anybody sends', 'X-A: b\r\n'.repeat(5000), /^HTTP\/1\.1 431 /],
    // The end of the connection may overtake the answer when there is more that nobody reads
    ['an endless header', `X-A: ${'b'.repeat(100_000)}\r\n`, /^(?:HTTP\/1\.1 431 |$)/],
    ['two lengths', 'Content-Length: 1\r\nContent-Length: 2\r\n', /^HTTP\/1\.1 400 /],
    ['a length and pieces', 'Content-Length: 1\r\nTransfer-Encoding: chunked\r\n', /^HTTP\/1\.1 400 /],
  ])('%s are refused', async (_, headers, expected) => {
    await using api = await serveApi()
    const text = `GET /v1/sys/health HTTP/1.1\r\nHost: x\r\n${headers}\r\n`
    expect(await exchangeRaw(api.api.url, text)).toMatch(expected)
    await stillAnswers(api)
  })
})

describe('one connection', () => {
  it('carries one request after the other, LIST and bodies that hold the word too', async () => {
    await using api = await serveApi()
    const socket = connect({host: '127.0.0.1', port: api.api.address.port})
    const ask = async (line: string, body = '') => {
      const token = `X-Vault-Token: ${api.token}`
      socket.write(`${line} HTTP/1.1\r\nHost: x\r\n${token}\r\nContent-Length: ${body.length}\r\n\r\n`)
      // In a piece of its own
      if (body !== '') setImmediate(() => socket.write(body))
      const [answer] = await once(socket, 'data')
      return Number(String(answer).split(' ')[1])
    }
    for (let round = 0; round < 3; round++) {
      expect(await ask('LIST /v1/kmip/scope')).toBe(404)
      expect(await ask('POST /v1/kmip/config', 'LIST ')).toBe(400)
      expect(await ask('LIST /v1/auth/token/accessors')).toBe(200)
      expect(await ask('GET /v1/sys/health')).toBe(200)
    }
    socket.destroy()
  })
})

describe('the end of the server', () => {
  it('waits neither for connections without a request nor for those that never begin TLS', async () => {
    for (const tls of [false, true]) {
      const api = await serveApi({tls})
      const socket = connect({host: '127.0.0.1', port: api.api.address.port}).on('error', () => undefined)
      await once(socket, 'connect')
      const gone = once(socket, 'close')
      await api.api.close(50)
      await gone
    }
  })

  it('answers what is in flight', async () => {
    const api = await serveApi()
    const socket = connect({host: '127.0.0.1', port: api.api.address.port})
    const head = `POST /v1/kmip/scope/finance HTTP/1.1\r\nHost: x\r\nX-Vault-Token: ${api.token}\r\nExpect: 100-continue`
    socket.write(`${head}\r\nContent-Length: 2\r\n\r\n`)
    // It has begun to read
    expect(String(await once(socket, 'data'))).toContain('100 Continue')
    const ended = api.api.close()
    socket.write('{}')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 204 [^]*Connection: close/)
    await ended
    expect(await api.store.read(({administration}) => administration.scope('finance'))).toBeDefined()
  })
})

describe('an audit that cannot be written', () => {
  it('has requests refused before anything is done', async () => {
    const failure = new AuditFailure('The audit cannot be written, so nothing is done')
    const audit = {
      assertWorking: () => Promise.reject(failure),
      record: () => Promise.reject(failure),
    }
    await using api = await serveApi({audit: audit})
    expect(await api.call('POST', 'kmip/scope/finance')).toMatchObject({
      status: 500,
      errors: ['The audit cannot be written, so nothing is done'],
    })
    expect(await api.store.read(({administration}) => administration.scopes())).toEqual([])
  })
})
