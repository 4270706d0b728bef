import {once} from 'node:events'
import type {RequestListener} from 'node:http'
import {createServer} from 'node:https'
import {describe, expect, it} from 'vitest'
import {TransportError} from '../../src/errors.ts'
import {HttpsExchange} from '../../src/transport/https-exchange.ts'
import {tlsFixture} from '../support/tls-fixtures.ts'

const type = 'application/octet-stream'

async function serve(answer: RequestListener) {
  const server = createServer({cert: tlsFixture('server.pem'), key: tlsFixture('server-key.pem')}, answer)
  let connections = 0
  server.on('secureConnection', () => connections++)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  const port = typeof bound === 'object' ? bound?.port : undefined
  return {
    url: new URL(`https://127.0.0.1:${port}/kmip`),
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const exchangeWith = (url: URL, options = {}) =>
  new HttpsExchange({url, tls: {ca: tlsFixture('ca.pem')}, messageSize: 100, ...options})

describe('HttpsExchange', () => {
  it('posts messages over one connection and brings the answers', async () => {
    await using server = await serve((incoming, response) => {
      expect(incoming).toMatchObject({
        method: 'POST',
        url: '/kmip',
        headers: {'content-type': type, 'content-length': '3', 'cache-control': 'no-cache'},
      })
      response.writeHead(200, {'Content-Type': `${type}; charset=binary`})
      incoming.pipe(response)
    })
    await using exchange = exchangeWith(server.url)
    for (const text of ['one', 'two']) {
      expect(Buffer.from(await exchange.post(Buffer.from(text), type)).toString()).toBe(text)
    }
    expect(server.connections()).toBe(1)
  })

  it.each([
    [{status: 404, type, body: ''}, /answered with HTTP status 404$/],
    [{status: 200, type: 'text/html', body: ''}, /answered application\/octet-stream with text\/html$/],
    [{status: 200, type, body: 'x'.repeat(101)}, /is too long$/],
  ])('refuses what is no answer: %j', async ({status, type, body}, message) => {
    await using server = await serve((_, response) => response.writeHead(status, {'Content-Type': type}).end(body))
    await using exchange = exchangeWith(server.url)
    await expect(exchange.post(Buffer.of(1), 'application/octet-stream')).rejects.toThrow(message)
  })

  it('does not wait for ever', async () => {
    await using server = await serve(() => undefined)
    await using exchange = exchangeWith(server.url, {timeoutMs: 50})
    const failure = exchange.post(Buffer.of(1), type)
    await expect(failure).rejects.toBeInstanceOf(TransportError)
    await expect(failure).rejects.toThrow(/did not answer within 50 ms$/)
  })

  it('accepts no server that its authorities do not know', async () => {
    await using server = await serve((_, response) => response.end())
    await using exchange = exchangeWith(server.url, {tls: {ca: tlsFixture('other-ca.pem')}})
    await expect(exchange.post(Buffer.of(1), type)).rejects.toBeInstanceOf(TransportError)
  })
})
