import {once} from 'node:events'
import {connect, createServer, type TLSSocket} from 'node:tls'
import {beforeAll, describe, expect, it} from 'vitest'
import type {Authority} from '../../../src/ca/authority.ts'
import {describeCertificate} from '../../../src/ca/certificate.ts'
import {generateClientCredential, type IssuedCredential} from '../../../src/ca/client-certificate.ts'
import type {KeySpecification} from '../../../src/ca/key-specification.ts'
import {generateServerCredential} from '../../../src/ca/server-certificate.ts'
import {day, p256, testAuthority} from './authorities.ts'

const now = new Date()
const subject = {organizationalUnit: 'scope', commonName: 'role'}

let authority: Authority
beforeAll(async () => {
  ;({intermediate: authority} = await testAuthority(now))
})

function serverCredential(issuer: Authority, key = p256) {
  return generateServerCredential(issuer, {hostnames: ['localhost'], key, lifetimeSeconds: day, now})
}

function clientCredential(issuer: Authority, options: {key?: KeySpecification; now?: Date} = {}) {
  return generateClientCredential(issuer, {subject, key: p256, lifetimeSeconds: day, now, ...options})
}

interface Peers {
  readonly server: IssuedCredential
  readonly client: IssuedCredential
  /** The CA certificates each side trusts. */
  readonly trusted: readonly string[]
}

type Outcome = {accepted: string} | {refused: string}

/** What the server makes of the client: its certificate's subject, or why it was refused. */
async function handshake({server, client, trusted}: Peers): Promise<Outcome> {
  const listener = createServer({
    key: server.privateKeyPem,
    cert: [server.certificatePem, ...server.chainPem].join(''),
    ca: [...trusted],
    requestCert: true,
    rejectUnauthorized: true,
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new TypeError('No port')
  const outcome = new Promise<Outcome>((resolve) => {
    listener.once('secureConnection', (socket: TLSSocket) => {
      const peer = socket.getPeerX509Certificate()
      resolve({accepted: peer === undefined ? '' : describeCertificate(peer).subject})
      socket.on('error', () => socket.destroy()).end()
    })
    // Node closes the connection without an error of its own; the reason is left on the socket
    listener.once('tlsClientError', (_, socket) => resolve({refused: String(socket.authorizationError)}))
  })
  const socket = connect({
    host: '127.0.0.1',
    port: address.port,
    key: client.privateKeyPem,
    cert: client.certificatePem,
    ca: [...trusted],
  })
  const clientFailed = new Promise<Outcome>((resolve) => {
    socket.once('error', (error) => resolve({refused: error.message}))
  })
  const connected = once(socket, 'secureConnect')
  try {
    await Promise.race([connected, clientFailed])
    return await outcome
  } finally {
    socket.destroy()
    listener.close()
    connected.catch(() => undefined)
  }
}

describe('mutual TLS', () => {
  it.each([
    [p256, p256],
    [
      {type: 'ec', bits: 521},
      {type: 'ec', bits: 384},
    ],
    [{type: 'rsa', bits: 2048}, p256],
    [p256, {type: 'rsa', bits: 2048}],
  ] satisfies [KeySpecification, KeySpecification][])(
    'succeeds between a server with key %o and a client with key %o',
    async (serverKey, clientKey) => {
      const server = await serverCredential(authority, serverKey)
      const client = await clientCredential(authority, {key: clientKey})
      const outcome = await handshake({server, client, trusted: authority.chainPem})
      expect(outcome).toEqual({accepted: 'OU=scope, CN=role'})
    },
  )

  it('succeeds below an RSA authority', async () => {
    const {intermediate} = await testAuthority(now, {type: 'rsa', bits: 2048})
    const [server, client] = [await serverCredential(intermediate), await clientCredential(intermediate)]
    expect(await handshake({server, client, trusted: intermediate.chainPem})).toEqual({accepted: 'OU=scope, CN=role'})
  })

  it("refuses another authority's credential, even one of the same name", async () => {
    const {intermediate: other} = await testAuthority(now)
    const outcome = await handshake({
      server: await serverCredential(authority),
      client: await clientCredential(other),
      trusted: authority.chainPem,
    })
    // The identifier of the issuing key tells the two apart before any signature is checked
    expect(outcome).toEqual({refused: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'})
  })

  it('refuses an expired credential', async () => {
    const longAgo = new Date(now.getTime() - 9 * day * 1000)
    const {intermediate} = await testAuthority(longAgo)
    const server = await serverCredential(intermediate)
    const client = await clientCredential(intermediate, {now: longAgo})
    const outcome = await handshake({server, client, trusted: intermediate.chainPem})
    expect(outcome).toEqual({refused: 'CERT_HAS_EXPIRED'})
  })

  it('refuses a server certificate presented by a client', async () => {
    const server = await serverCredential(authority)
    const outcome = await handshake({server, client: server, trusted: authority.chainPem})
    expect(outcome).toEqual({refused: 'INVALID_PURPOSE'})
  })
})
