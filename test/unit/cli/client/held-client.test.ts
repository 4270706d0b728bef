import {describe, expect, it} from 'vitest'
import {borrowClient, HeldClients} from '../../../../src/cli/client/held-client.ts'
import {runInShell} from '../../../../src/cli/surrounding-shell.ts'
import type {TracedMessage} from '../../../../src/client/kmip-client.ts'
import {formatAddress} from '../../../../src/transport/address.ts'
import {fakeEnvironment} from '../../../support/environment.ts'
import {tlsFixturePath} from '../../../support/tls-fixtures.ts'
import {eachMessage, tlsServer} from '../../../support/tls-server.ts'

const environment = fakeEnvironment()
const bytes = Uint8Array.from([0x42, 0, 0x7b, 1, 0, 0, 0, 0])

async function counting() {
  let connections = 0
  const server = await tlsServer((socket) => {
    connections++
    eachMessage(socket, (message) => socket.write(message))
  })
  const flags = {server: formatAddress(server.address), ca: tlsFixturePath('ca.pem')}
  return {flags, connections: () => connections, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]()}
}

describe('clients that a shell holds', () => {
  it('share one connection from one command to the next', async () => {
    await using server = await counting()
    const heard: string[] = []
    await using held = new HeldClients({
      flags: server.flags,
      onMessage: ({direction}) => heard.push(`shell ${direction}`),
    })
    const shell = {
      borrow: (flags: object, options: object) => held.borrow(flags, options),
      signal: new AbortController().signal,
    }
    for (const name of ['first', 'second']) {
      await runInShell(shell, async () => {
        const onMessage = ({direction}: TracedMessage) => void heard.push(`${name} ${direction}`)
        await using opened = await borrowClient({}, {environment, onMessage})
        await opened.client.sendBytes(bytes)
      })
    }
    expect(server.connections()).toBe(1)
    expect(heard).toEqual(
      ['first', 'second'].flatMap((name) =>
        ['request', 'response'].flatMap((direction) => [`shell ${direction}`, `${name} ${direction}`]),
      ),
    )
  })

  it('are others for other flags, and forget the settings of the shell for another profile', async () => {
    await using server = await counting()
    await using held = new HeldClients({flags: server.flags})
    for (const flags of [{}, {timeout: '9s'}, {}]) {
      await using opened = await held.borrow(flags, {environment})
      await opened.client.sendBytes(bytes)
    }
    expect(server.connections()).toBe(2)
    await expect(held.borrow({profile: 'lab'}, {environment})).rejects.toThrow('There is no profile lab')
    // What failed is tried again
    await expect(held.borrow({profile: 'lab'}, {environment})).rejects.toThrow('There is no profile lab')
  })

  it('connect anew when the server has dropped the connection', async () => {
    let connections = 0
    await using server = await tlsServer((socket) => {
      connections++
      eachMessage(socket, (message) => socket.end(message))
    })
    await using held = new HeldClients({flags: {server: formatAddress(server.address), ca: tlsFixturePath('ca.pem')}})
    for (let command = 0; command < 3; command++) {
      await using opened = await held.borrow({}, {environment})
      expect(await opened.client.sendBytes(bytes)).toHaveLength(bytes.length)
    }
    expect(connections).toBe(3)
  })

  it('warn once', async () => {
    await using held = new HeldClients({flags: {server: '127.0.0.1:1', insecure: true}})
    await using first = await held.borrow({}, {environment})
    await using second = await held.borrow({}, {environment})
    expect([first.warnings.length, second.warnings.length]).toEqual([1, 0])
  })

  it('are closed with the command where there is no shell', async () => {
    await using server = await counting()
    const opened = await borrowClient(server.flags, {environment})
    await opened.client.sendBytes(bytes)
    await opened[Symbol.asyncDispose]()
    await expect(opened.client.sendBytes(bytes)).rejects.toThrow('Client is closed')
  })
})
