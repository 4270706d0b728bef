import {describe, expect, it} from 'vitest'
import {deleteListener, writeListener} from '../../src/administration/listeners.ts'
import {updateConfiguration} from '../../src/administration/server-configuration.ts'
import {freeAddress, serveStore} from '../support/listening-store.ts'
import {numbersOf, request} from '../support/running-server.ts'

/** Holds requests back before anything of them is run. */
function gate() {
  let open = (): void => undefined
  let reach = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  const reached = new Promise<void>((resolve) => (reach = resolve))
  const requestReceived = async (): Promise<void> => {
    reach()
    await opened
  }
  return {observer: {requestReceived}, reached, open}
}

describe('requests in flight', () => {
  it('are answered when their listener is deleted, and the connection is closed then', async () => {
    const held = gate()
    await using test = await serveStore({observers: [held.observer]})
    await test.authority('one')
    const port = await test.listen('one', {address: '127.0.0.1:0', ca: 'one'})
    const client = await test.connect(port, {credential: await test.issue('one')})
    client.send(request(1))
    await held.reached
    await test.next('Listener closed', () => deleteListener(test.store, 'one'))
    expect(client.socket.closed).toBe(false)
    held.open()
    expect(numbersOf(await client.answers(1))).toEqual([1])
    await client.closed
  })

  it('are answered when their address is given up', async () => {
    const held = gate()
    const [before, after] = [await freeAddress(), await freeAddress()]
    const configured = {listen_addrs: `127.0.0.1:${before.port}`}
    await using test = await serveStore({listeners: undefined, observers: [held.observer]}, configured)
    const client = await test.connect(before.port)
    client.send(request(1))
    await held.reached
    await test.next('Listener closed', () => updateConfiguration(test.store, {listen_addrs: `127.0.0.1:${after.port}`}))
    held.open()
    expect(numbersOf(await client.answers(1))).toEqual([1])
    await client.closed
  })

  it('are answered when the TLS settings of their listener change', async () => {
    const held = gate()
    await using test = await serveStore({observers: [held.observer]})
    await test.authority('one')
    const port = await test.listen('one', {address: '127.0.0.1:0', ca: 'one'})
    const client = await test.connect(port, {credential: await test.issue('one'), maxVersion: 'TLSv1.2'})
    client.send(request(1))
    await held.reached
    await writeListener(test.store, {name: 'one', fields: {tls_min_version: 'tls13'}, now: new Date()})
    await test.server.refresh()
    held.open()
    expect(numbersOf(await client.answers(1))).toEqual([1])
    await client.closed
  })
})
