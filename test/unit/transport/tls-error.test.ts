import type {TlsOptions} from 'node:tls'
import {describe, expect, it} from 'vitest'
import {KmipctlError, TransportError} from '../../../src/errors.ts'
import type {Address} from '../../../src/transport/address.ts'
import {connect, type ConnectOptions} from '../../../src/transport/connect.ts'
import {tlsError} from '../../../src/transport/tls-error.ts'
import type {TlsMaterial} from '../../../src/transport/tls-material.ts'
import {fixturePassphrase, tlsFixture} from '../../support/tls-fixtures.ts'
import {eachMessage, tcpServer, testMessage, tlsServer} from '../../support/tls-server.ts'

const trusted: TlsMaterial = {ca: tlsFixture('ca.pem')}
const client: TlsMaterial = {...trusted, cert: tlsFixture('client.pem'), key: tlsFixture('client-key.pem')}
const stranger: TlsMaterial = {
  ...trusted,
  cert: tlsFixture('other-client.pem'),
  key: tlsFixture('other-client-key.pem'),
}

/** Connects and sends one request; returns the error that comes of it. */
async function failureOf(address: Address, tls: TlsMaterial = trusted, more: Partial<ConnectOptions> = {}) {
  try {
    await using connection = await connect({address, tls, ...more})
    await connection.exchange(testMessage(1))
  } catch (error) {
    if (error instanceof KmipctlError) return error
    throw error
  }
  throw new Error('The connection worked')
}

async function failureWith(server: TlsOptions, tls: TlsMaterial = trusted) {
  await using running = await tlsServer((socket) => eachMessage(socket, (message) => socket.write(message)), server)
  const failure = await failureOf(running.address, tls)
  return {failure, server: `127.0.0.1:${running.address.port}`}
}

/** A server that answers the first handshake message with a fatal alert. */
async function failureAfterAlert(alert: number, tls: TlsMaterial) {
  await using running = await tcpServer((socket) =>
    socket.once('data', () => socket.end(Buffer.of(21, 3, 3, 0, 2, 2, alert))),
  )
  const failure = await failureOf(running.address, tls)
  return {failure, server: `127.0.0.1:${running.address.port}`}
}

async function closedPort(): Promise<Address> {
  await using server = await tcpServer(() => undefined)
  return server.address
}

describe('a server that cannot be reached', () => {
  it('refused the connection', async () => {
    const address = await closedPort()
    expect(await failureOf(address)).toMatchObject({
      stage: 'connect',
      exitCode: 3,
      message: `Server 127.0.0.1:${address.port} refused the connection`,
      hint: 'Check that the server runs and listens on this port',
    })
  })

  it('has an unknown name', async () => {
    const context = {address: {host: 'nowhere', port: 1}, stage: 'resolve', tls: {}} as const
    const error = Object.assign(new Error('getaddrinfo'), {code: 'ENOTFOUND'})
    expect(tlsError(error, context)).toMatchObject({stage: 'resolve', message: 'Host nowhere is unknown', cause: error})
  })

  it('does not take part in the handshake in time', async () => {
    await using server = await tcpServer((socket) => socket.resume())
    expect(await failureOf(server.address, trusted, {timeoutMs: 30})).toMatchObject({
      stage: 'tls',
      message: `The TLS handshake with 127.0.0.1:${server.address.port} took longer than 30 ms`,
    })
  })

  it('is given up when the signal says so', async () => {
    await using server = await tcpServer((socket) => socket.resume())
    const abort = new AbortController()
    const attempt = connect({address: server.address, tls: trusted, signal: abort.signal})
    abort.abort(new Error('Interrupted'))
    await expect(attempt).rejects.toThrow('Interrupted')
  })

  it.each([
    ['ETIMEDOUT', 'Server lab:1 does not answer'],
    ['EHOSTUNREACH', 'Server lab:1 cannot be reached from this network'],
    ['EAI_AGAIN', 'Host lab could not be looked up, because the name server does not answer'],
    ['EWHATEVER', 'Connecting to lab:1 failed (EWHATEVER)'],
  ])('is described for %s', (code, message) => {
    const context = {address: {host: 'lab', port: 1}, stage: 'connect', tls: {}} as const
    expect(tlsError(Object.assign(new Error('x'), {code}), context).message).toBe(message)
  })

  it('is described by the first of several addresses that failed', () => {
    const context = {address: {host: 'lab', port: 1}, stage: 'connect', tls: {}} as const
    const first = Object.assign(new Error('x'), {code: 'ECONNREFUSED'})
    expect(tlsError(new AggregateError([first]), context).message).toBe('Server lab:1 refused the connection')
  })
})

describe('a server certificate', () => {
  it('is accepted when it comes from the given authority', async () => {
    await expect(failureWith({})).rejects.toThrow('The connection worked')
  })

  it('is self-signed', async () => {
    const {failure, server} = await failureWith({cert: tlsFixture('server-self-signed.pem')})
    expect(failure).toMatchObject({
      stage: 'tls',
      message: `Server ${server} presented a self-signed certificate that we do not trust (CN=localhost, issued by CN=localhost)`,
      hint: 'If it is the right server, pass this certificate with --ca',
    })
  })

  it('comes from an unknown authority', async () => {
    const {failure, server} = await failureWith({cert: tlsFixture('other-server.pem')})
    expect(failure).toMatchObject({
      stage: 'tls',
      message: `Certificate of server ${server} comes from an authority that we do not trust (CN=localhost, issued by CN=another test CA)`,
      hint: 'Pass the certificate of the authority that issued it with --ca; if it is there, let the server send its intermediate certificates',
    })
  })

  it('comes with the certificate of an unknown authority', async () => {
    const chain = tlsFixture('other-server.pem') + tlsFixture('other-ca.pem')
    const {failure, server} = await failureWith({cert: chain})
    expect(failure.message).toBe(
      `Certificate of server ${server} comes from an authority that we do not trust (CN=localhost, issued by CN=another test CA)`,
    )
  })

  it('is expired', async () => {
    const {failure, server} = await failureWith({cert: tlsFixture('server-expired.pem')})
    expect(failure.message).toBe(
      `Certificate of server ${server} expired on 2021-01-01T00:00:00.000Z (CN=localhost, issued by CN=kmipctl test CA)`,
    )
  })

  it('is not valid yet', async () => {
    const {failure, server} = await failureWith({cert: tlsFixture('server-future.pem')})
    expect(failure.message).toBe(
      `Certificate of server ${server} is not valid yet, but from 2110-01-01T00:00:00.000Z (CN=localhost, issued by CN=kmipctl test CA)`,
    )
  })

  it('is for another host', async () => {
    const {failure, server} = await failureWith({cert: tlsFixture('server-elsewhere.pem')})
    expect(failure).toMatchObject({
      message: `Certificate of server ${server} is not for 127.0.0.1: it is valid for DNS:kmip.example, IP Address:192.0.2.7`,
      hint: 'Connect by one of its names, or pass the one to expect with --server-name',
    })
  })

  it('is accepted for another host when that one is expected', async () => {
    const elsewhere = {cert: tlsFixture('server-elsewhere.pem')}
    await expect(failureWith(elsewhere, {...trusted, serverName: 'kmip.example'})).rejects.toThrow(
      'The connection worked',
    )
    await expect(failureWith(elsewhere, {...trusted, serverName: '192.0.2.7'})).rejects.toThrow('The connection worked')
    const {failure} = await failureWith({}, {...trusted, serverName: 'kmip.example'})
    expect(failure.message).toMatch(/is not for kmip.example: it is valid for DNS:localhost/)
  })

  it('is accepted whatever it is when the check is off, and the facts tell it', async () => {
    await using server = await tlsServer(() => undefined, {cert: tlsFixture('other-server.pem')})
    await using connection = await connect({address: server.address, tls: {...trusted, insecure: true}})
    expect(connection.peer).toMatchObject({authorized: false, authorizationError: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'})
  })
})

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('a server that checks certificates by %s', (version) => {
  const options = {requestCert: true, minVersion: version, maxVersion: version}

  it('accepts a good one', async () => {
    await expect(failureWith(options, client)).rejects.toThrow('The connection worked')
  })

  it('drops one of another authority', async () => {
    const {failure} = await failureWith(options, stranger)
    expect(failure).toBeInstanceOf(TransportError)
    expect(failure.message).toMatch(/closed the connection (during the TLS handshake|before its first answer)$/)
    expect(failure.hint).toBe(
      'Our certificate (CN=stranger, issued by CN=another test CA) may not be one that the server accepts, or it may be revoked there',
    )
  })

  it('drops one that is not made for clients', async () => {
    const forServers = {...trusted, cert: tlsFixture('server.pem'), key: tlsFixture('server-key.pem')}
    const {failure} = await failureWith(options, forServers)
    expect(failure).toMatchObject({exitCode: 3, hint: expect.stringContaining('Our certificate (CN=localhost, ')})
  })

  it('drops an expired one', async () => {
    const {failure} = await failureWith(options, {...client, cert: tlsFixture('client-expired.pem')})
    expect(failure.hint).toBe(
      'Our certificate (OU=lab, CN=client, issued by CN=kmipctl test CA) expired on 2021-01-01T00:00:00.000Z',
    )
  })
})

describe('a server that demands a certificate', () => {
  it('says so with the first read of TLS 1.3', async () => {
    const {failure, server} = await failureWith({requestCert: true, minVersion: 'TLSv1.3'})
    expect(failure).toMatchObject({
      stage: 'tls',
      message: `Server ${server} demands a client certificate`,
      hint: 'Pass --cert and --key',
    })
  })

  it('can only hint at it in TLS 1.2', async () => {
    const {failure, server} = await failureWith({requestCert: true, maxVersion: 'TLSv1.2'})
    expect(failure).toMatchObject({
      stage: 'tls',
      message: `Server ${server} and we could not agree on TLS`,
      hint: 'The server may want a client certificate (--cert and --key), or another TLS version or cipher',
    })
  })
})

const us = 'our certificate (OU=lab, CN=client, issued by CN=kmipctl test CA)'

it.each([
  [116, (server: string) => `Server ${server} demands a client certificate`],
  [48, (server: string) => `Server ${server} does not trust the issuer of ${us}`],
  [42, (server: string) => `Server ${server} refused ${us}`],
  [44, (server: string) => `Server ${server} refused ${us} because it is revoked`],
  [45, (server: string) => `Server ${server} refused ${us} because it is expired`],
  [40, (server: string) => `Server ${server} and we could not agree on TLS`],
  [70, (server: string) => `Server ${server} speaks none of the TLS versions that we allow`],
  [112, (server: string) => `Server ${server} does not know the name 127.0.0.1`],
  [80, (server: string) => `Server ${server} stopped the TLS handshake because of a fault of its own`],
])('words the alert %i', async (alert, message) => {
  const {failure, server} = await failureAfterAlert(alert, client)
  expect(failure).toMatchObject({stage: 'tls', exitCode: 3, message: message(server)})
  expect(failure.hint).toBeDefined()
})

describe('the versions of TLS', () => {
  it('do not meet', async () => {
    const {failure, server} = await failureWith({minVersion: 'TLSv1.3'}, {...trusted, maxVersion: 'TLSv1.2'})
    expect(failure).toMatchObject({
      message: `Server ${server} speaks none of the TLS versions that we allow`,
      hint: "We allow TLSv1.2 to TLSv1.2; change that or the server's setting",
    })
  })
})

describe('a port without TLS', () => {
  it('speaks HTTP', async () => {
    await using server = await tcpServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    )
    expect(await failureOf(server.address)).toMatchObject({
      stage: 'tls',
      exitCode: 3,
      message: `Server 127.0.0.1:${server.address.port} does not speak TLS on this port`,
      hint: 'Check the port: KMIP over TLS is usually on 5696',
    })
  })

  it('answers with something else', async () => {
    await using server = await tcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'))
    expect(await failureOf(server.address)).toMatchObject({
      stage: 'tls',
      message: `Server 127.0.0.1:${server.address.port} does not speak TLS on this port`,
    })
  })

  it('just closes', async () => {
    await using server = await tcpServer((socket) => socket.once('data', () => socket.end()))
    expect(await failureOf(server.address)).toMatchObject({
      stage: 'tls',
      message: `Server 127.0.0.1:${server.address.port} closed the connection during the TLS handshake`,
      hint: expect.stringContaining('Check that the port is one for TLS'),
    })
  })
})

describe('our own files', () => {
  const address = {host: '127.0.0.1', port: 1}
  const encrypted = {...client, key: tlsFixture('client-key-encrypted.pem')}

  it.each<[string, TlsMaterial, string]>([
    ['a key of another certificate', {...client, key: stranger.key}, 'Private key does not belong to the certificate'],
    ['an encrypted key', encrypted, 'Private key is encrypted and no passphrase is given'],
    ['a wrong passphrase', {...encrypted, passphrase: 'x'}, 'Passphrase does not open the private key'],
    ['no PEM', {...client, cert: 'x'}, 'Certificate, private key or authority is not valid PEM'],
  ])('are refused before anything is sent: %s', async (_what, tls, message) => {
    expect(await failureOf(address, tls)).toMatchObject({stage: 'tls', message})
  })

  it('are accepted with the right passphrase', async () => {
    const tls = {...encrypted, passphrase: fixturePassphrase}
    await expect(failureWith({requestCert: true}, tls)).rejects.toThrow('The connection worked')
  })
})

it('leaves the errors that are ours as they are', () => {
  const error = new TransportError('request', 'Ours')
  expect(tlsError(error, {address: {host: 'lab', port: 1}, stage: 'tls', tls: {}})).toBe(error)
})

it('shows no control characters of a peer', async () => {
  const {certificateFacts} = await import('../../../src/transport/certificate-facts.ts')
  expect(certificateFacts('no certificate')).toBeUndefined()
  const {plainText} = await import('../../../src/transport/plain-text.ts')
  expect(plainText(' a\u001b[31mb\r\nc\u202ed ')).toBe('a [31mb c d')
})
