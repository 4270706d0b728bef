import {describe, expect, it} from 'vitest'
import type {Address} from '../../../src/transport/address.ts'
import {connectAny, type FailedServer} from '../../../src/transport/connect-any.ts'
import {tlsFixture} from '../../support/tls-fixtures.ts'
import {eachMessage, tcpServer, testMessage, tlsServer, type TestServer} from '../../support/tls-server.ts'

const tls = {ca: tlsFixture('ca.pem')}

const echo = () => tlsServer((socket) => eachMessage(socket, (message) => socket.write(message)))

/** An address on which nobody listens any more. */
async function closedAddress(): Promise<Address> {
  await using server: TestServer = await tcpServer(() => undefined)
  return server.address
}

describe('connectAny', () => {
  it('takes the first server of the list that can be reached', async () => {
    const closed = await closedAddress()
    await using plain = await tcpServer((socket) => socket.end('no TLS here'))
    await using first = await echo()
    await using second = await echo()
    const failed: FailedServer[] = []
    const addresses = [closed, plain.address, first.address, second.address]
    await using connection = await connectAny({addresses, tls, onFailure: (one) => failed.push(one)})
    expect(connection.address).toEqual(first.address)
    expect(await connection.exchange(testMessage(1))).toEqual(testMessage(1))
    expect(second.connections()).toBe(0)
    expect(failed).toMatchObject([
      {address: closed, error: {stage: 'connect'}},
      {address: plain.address, error: {stage: 'tls'}},
    ])
  })

  it('tries all of them again as often as it is told to', async () => {
    await using server = await tcpServer((socket) => socket.destroy())
    const other = await closedAddress()
    const failed: Address[] = []
    const options = {addresses: [server.address, other], tls, retries: 2}
    const attempt = connectAny({...options, onFailure: ({address}) => failed.push(address)})
    await expect(attempt).rejects.toMatchObject({code: 'TRANSPORT_TLS', exitCode: 3})
    expect(server.connections()).toBe(3)
    expect(failed).toEqual([server.address, other, server.address, other, server.address])
  })

  it('names every server and its reason when none can be reached', async () => {
    const [one, two] = [await closedAddress(), await closedAddress()]
    const attempt = connectAny({addresses: [one, two], tls})
    await expect(attempt).rejects.toThrow(
      new RegExp(`^None of 2 servers can be used: 127.0.0.1:${one.port} \\(.+\\), 127.0.0.1:${two.port} \\(.+\\)$`),
    )
  })

  it('fails with the words of the only server', async () => {
    const only = await closedAddress()
    await expect(connectAny({addresses: [only], tls})).rejects.toMatchObject({
      stage: 'connect',
      message: expect.not.stringContaining('None of') as unknown,
    })
  })

  it('tries no other server once it is aborted', async () => {
    await using silent = await tcpServer(() => undefined)
    await using other = await echo()
    const abort = new AbortController()
    const attempt = connectAny({addresses: [silent.address, other.address], tls, signal: abort.signal})
    setTimeout(() => abort.abort(new Error('enough')), 20)
    await expect(attempt).rejects.toThrow('enough')
    expect(other.connections()).toBe(0)
  })
})
