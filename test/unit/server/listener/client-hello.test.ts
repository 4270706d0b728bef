import {once} from 'node:events'
import {createServer} from 'node:net'
import {connect, type ConnectionOptions} from 'node:tls'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {readClientHello} from '../../../../src/server/listener/client-hello.ts'
import {readOpening} from '../../../../src/server/listener/opening.ts'

/** What a TLS client sends first. */
async function helloOf(options: ConnectionOptions): Promise<Buffer> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const client = connect({host: '127.0.0.1', port, ...options}).on('error', () => undefined)
  const [socket] = await once(server, 'connection')
  const [bytes] = await once(socket, 'data')
  client.destroy()
  socket.destroy()
  server.close()
  return bytes
}

describe('readClientHello', () => {
  it('reads the versions that a client offers, newest first', async () => {
    expect(readClientHello(await helloOf({}))?.versions).toEqual(['TLS 1.3', 'TLS 1.2'])
  })

  it('reads the newest version of an older client', async () => {
    const old = {minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0'} as const
    expect(readClientHello(await helloOf(old))?.versions).toEqual(['TLS 1.1'])
  })

  it('reads the cipher suites', async () => {
    const hello = readClientHello(await helloOf({maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA'}))
    expect(hello?.cipherSuites).toContain(0x002f)
  })

  it('leaves out the values that some clients put in to keep servers tolerant', () => {
    const head = Buffer.from('16030100320100002e0303', 'hex')
    const suites = Buffer.from('00040a0a13010100', 'hex')
    const bytes = Buffer.concat([head, Buffer.alloc(33), suites])
    expect(readClientHello(bytes)?.cipherSuites).toEqual([0x1301])
  })

  it('takes any bytes, cut anywhere', async () => {
    const whole = await helloOf({})
    fc.assert(
      fc.property(fc.nat(whole.length), fc.uint8Array({maxLength: 50}), (end, noise) => {
        readClientHello(whole.subarray(0, end))
        readClientHello(Buffer.concat([whole.subarray(0, end), noise]))
        readClientHello(Buffer.concat([Buffer.from('160301ffff01', 'hex'), noise]))
      }),
    )
  })
})

describe('readOpening', () => {
  it.each([
    ['GET / HTTP/1.1', 'http'],
    ['POST /kmip HTTP/1.1', 'http'],
    ['PRI * HTTP/2.0', 'http'],
    ['PROXY TCP4 192.0.2.1', 'proxy_protocol'],
    ['GETAWAY', 'tls'],
    ['', 'tls'],
  ])('takes %j for %s', (text, kind) => {
    expect(readOpening(Buffer.from(text)).kind).toBe(kind)
  })

  it('knows the head of a KMIP request, and of the binary PROXY protocol', () => {
    expect(readOpening(Buffer.from('420078010000', 'hex')).kind).toBe('plain_ttlv')
    expect(readOpening(Buffer.from('0d0a0d0a000d0a515549540a21', 'hex')).kind).toBe('proxy_protocol')
  })

  it('leaves everything else to OpenSSL', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 64}), (bytes) => {
        fc.pre(bytes[0] === undefined || bytes[0] > 0x7a || bytes[0] < 0x0d)
        expect(readOpening(bytes).kind).toBe('tls')
      }),
    )
  })
})
