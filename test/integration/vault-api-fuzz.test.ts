import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {startEphemeralServer} from '../../src/embedded/ephemeral-server.ts'
import {createLog} from '../../src/server/log.ts'
import {engineRoutes, systemRoutes} from '../../src/vault-api/routes/index.ts'
import {exchangeRaw, serveApi} from '../support/vault-api.ts'

const operations = [
  ...engineRoutes.map((route) => ({...route, path: `kmip/${route.path}`})),
  // What ends the token that asks would end the test too
  ...systemRoutes.filter(({path}) => path !== 'auth/token/revoke-self'),
].flatMap((route) =>
  Object.entries(route.operations).map(([method, {fields}]) => ({
    method,
    path: route.path,
    names: Object.keys(fields),
  })),
)

const names = fc.constantFrom(
  'app',
  'finance',
  'constructor',
  '__proto__',
  '%00',
  '%2e%2e%2fx',
  '%ff',
  '%E2%82%AC',
  '-',
  'a'.repeat(300),
)
const values = fc.oneof(
  fc.jsonValue({maxDepth: 3}),
  fc.constantFrom<unknown>(
    '',
    '0',
    '-1',
    '1e9',
    '24h',
    '99999999999h',
    '-----BEGIN CERTIFICATE-----',
    [],
    {},
    null,
    2 ** 53,
    -1,
    0.5,
    true,
  ),
)

describe('Vault section 9: whatever is sent', () => {
  it.each(operations)('at every field of $method $path gets a status of Vault and a sentence', async (operation) => {
    await using ephemeral = await startEphemeralServer({log: createLog({level: 'silent', format: 'json'})})
    const {store, server} = ephemeral
    await using api = await serveApi({store, server})
    await api.call('POST', 'kmip/scope/finance')
    await api.call('POST', 'kmip/scope/finance/role/app', {operation_all: true, tls_client_key_bits: 256})
    const body = fc.record(Object.fromEntries(operation.names.map((name) => [name, values])), {requiredKeys: []})
    const path = fc
      .array(names, {minLength: 6, maxLength: 6})
      .map((parts) => operation.path.replaceAll(/\{\w+(\.\.\.)?\}/g, () => parts.pop() ?? 'app'))
    const sent = fc.record({path, body: fc.oneof(body, fc.dictionary(fc.string(), values))})
    await fc.assert(
      fc.asyncProperty(sent, async (request) => {
        const {status, errors} = await api.call(
          operation.method,
          request.path,
          operation.method === 'LIST' ? undefined : request.body,
        )
        expect([200, 204, 400, 403, 404, 405]).toContain(status)
        expect(status < 400 || errors?.every((error) => error !== '' && !error.includes('\n    at '))).toBe(true)
      }),
      {numRuns: 15},
    )
    expect((await api.call('GET', 'auth/token/lookup-self')).status).toBe(200)
    expect(JSON.stringify(api.log.entries)).not.toContain(api.token)
  })

  it('as bytes is answered with a refusal or not at all, and the next request as ever', async () => {
    await using api = await serveApi()
    const line = fc.tuple(
      fc.constantFrom('GET', 'LIST', 'LOCK', 'LIS', 'POST', ''),
      fc.string(),
      fc.constantFrom('HTTP/1.1', 'HTTP/9', ''),
    )
    const text = line.map((parts) => Buffer.from(`${parts.join(' ')}\r\nHost: x\r\nConnection: close\r\n\r\n`))
    const any = fc.uint8Array({minLength: 1}).map((raw) => Buffer.concat([raw, Buffer.from('\r\n\r\n\r\n')]))
    // Empty lines may come before a request, which a server rightly waits for
    const bytes = fc.oneof(text, any).filter((raw) => raw.some((byte) => byte !== 0x0a && byte !== 0x0d))
    await fc.assert(
      fc.asyncProperty(bytes, async (raw) => {
        expect(await exchangeRaw(api.api.url, raw)).toMatch(/^(HTTP\/1\.1 4\d\d |$)/)
      }),
      {numRuns: 60},
    )
    expect((await api.call('GET', 'sys/health')).status).toBe(200)
  })
})

describe('auth/token/create', () => {
  it.each([{num_uses: 3}, {num_uses: '1'}, {period: '24h'}, {type: 'batch'}, {no_parent: true}])(
    'refuses %j, which the token would not keep to',
    async (body) => {
      await using api = await serveApi()
      const {status, errors} = await api.call('POST', 'auth/token/create', body)
      expect({status, sentences: errors?.length}).toEqual({status: 400, sentences: 1})
      expect((await api.call('LIST', 'auth/token/accessors')).data.keys).toHaveLength(1)
    },
  )

  it('takes what clients send when they want nothing of these', async () => {
    await using api = await serveApi()
    for (const body of [{num_uses: 0, period: '', type: ''}, {num_uses: '0', period: '0s', type: 'service'}, {}]) {
      expect((await api.call('POST', 'auth/token/create', body)).status).toBe(200)
    }
  })
})
