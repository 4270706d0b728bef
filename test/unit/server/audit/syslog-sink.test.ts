import {createSocket} from 'node:dgram'
import {once} from 'node:events'
import {createServer, type AddressInfo, type Socket} from 'node:net'
import {describe, expect, it} from 'vitest'
import {syslogSink} from '../../../../src/server/audit/devices/syslog-sink.ts'

const lines = Buffer.from('{"sequence":1}\n{"sequence":2,"é":1}\n')
const head = String.raw`<109>1 \d{4}-\d\d-\d\dT\S+Z \S+ kmipctl \d+ audit - `

describe('a syslog server', () => {
  it('gets every entry in a datagram of RFC 5424', async () => {
    const server = createSocket('udp4')
    server.bind(0, '127.0.0.1')
    await once(server, 'listening')
    const messages: string[] = []
    const both = new Promise<void>((resolve) => {
      server.on('message', (message) => {
        if (messages.push(message.toString()) === 2) resolve()
      })
    })
    const sink = syslogSink({transport: 'udp', address: {host: '127.0.0.1', port: server.address().port}})
    await sink.open()
    expect(await sink.append(lines)).toEqual({bytes: lines.length})
    await both
    expect(messages[0]).toMatch(new RegExp(String.raw`^${head}\{"sequence":1\}$`))
    expect(messages[1]).toMatch(new RegExp(String.raw`^${head}\{"sequence":2,"é":1\}$`))
    await sink.close()
    server.close()
  })

  it('gets every entry over TCP with its length before it', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const {port} = server.address() as AddressInfo
    const sink = syslogSink({transport: 'tcp', address: {host: '127.0.0.1', port}})
    const [[socket]] = (await Promise.all([once(server, 'connection'), sink.open()])) as [[Socket], undefined]
    expect(await sink.append(lines)).toEqual({bytes: lines.length})
    let received = Buffer.alloc(0)
    const ended = once(socket, 'end')
    socket.on('data', (chunk: Buffer) => (received = Buffer.concat([received, chunk])))
    await sink.close()
    await ended.catch(() => undefined)
    const length = Number(received.toString().split(' ', 1)[0])
    const first = received.subarray(String(length).length + 1, String(length).length + 1 + length).toString()
    expect(first).toMatch(new RegExp(String.raw`^${head}\{"sequence":1\}$`))
    socket.destroy()
    server.close()
  })

  it('that nobody runs is a device that cannot be opened, and one that goes away fails', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const {port} = server.address() as AddressInfo
    const sink = syslogSink({transport: 'tcp', address: {host: '127.0.0.1', port}})
    const [[socket]] = (await Promise.all([once(server, 'connection'), sink.open()])) as [[Socket], undefined]
    socket.destroy()
    server.close()
    await once(server, 'close')
    while (!(await sink.isMoved())) await new Promise(setImmediate)
    expect(await sink.append(lines)).toMatchObject({bytes: 0, error: expect.any(Error)})
    await expect(sink.open()).rejects.toThrow('ECONNREFUSED')
  })
})
