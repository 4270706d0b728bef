import {once} from 'node:events'
import {connect as connectTcp} from 'node:net'
import {Duplex} from 'node:stream'
import {connect} from 'node:tls'
import {describe, expect, it} from 'vitest'
import {numbersOf, request, runServer, TestClient} from '../support/running-server.ts'

describe('a connection whose first bytes were looked at', () => {
  it.each([1, 5, 100])('is taken over whole when they come in pieces of %i', async (size) => {
    await using test = await runServer()
    const raw = connectTcp({port: test.port, host: '127.0.0.1', noDelay: true})
    await once(raw, 'connect')
    const dripping = Duplex.from({
      readable: raw,
      writable: async (source: AsyncIterable<Buffer>) => {
        for await (const chunk of source) {
          for (let at = 0; at < chunk.length; at += size) {
            raw.write(chunk.subarray(at, at + size))
            if (at < 10 * size) await new Promise((resolve) => setImmediate(resolve))
          }
        }
      },
    })
    const {certificatePem: cert, privateKeyPem: key, chainPem} = test.credential
    const client = new TestClient(connect({socket: dripping, cert, key, ca: [...chainPem], host: '127.0.0.1'}))
    await client.secured()
    expect(numbersOf([await client.ask(request(7))])).toEqual([7])
    client.socket.destroy()
    raw.destroy()
  })
})
