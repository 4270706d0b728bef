import {readFileSync} from 'node:fs'
import type {TLSSocket} from 'node:tls'
import {describe, expect, it} from 'vitest'
import type {ResponseBatchItem} from '../../src/kmip/message/batch-item.ts'
import {
  attributes,
  connect,
  ConfigError,
  operations,
  TransportError,
  UsageError,
  type ConnectOptions,
} from '../../src/index.ts'
import {writeBinary} from '../../src/ttlv/binary-writer.ts'
import {formatAddress} from '../../src/transport/address.ts'
import {response, responsePayload} from '../support/fake-channel.ts'
import {fixturePassphrase, tlsFixture, tlsFixturePath} from '../support/tls-fixtures.ts'
import {eachMessage, tlsServer} from '../support/tls-server.ts'

const mutual = {requestCert: true, rejectUnauthorized: true}

/** Answers every message with these items, and keeps the name of each client. */
async function answering(...items: readonly ResponseBatchItem[]) {
  const clients: string[] = []
  const server = await tlsServer((socket: TLSSocket) => {
    clients.push(String(socket.getPeerCertificate().subject.CN))
    eachMessage(socket, () => socket.write(writeBinary(response(items))))
  }, mutual)
  return {server, clients, address: formatAddress(server.address)}
}

const ok: ResponseBatchItem = {operation: 'Locate', resultStatus: 'Success', payload: responsePayload([])}
const ca = tlsFixture('ca.pem')

describe('connect of the library', () => {
  it.each<[string, Omit<ConnectOptions, 'server'>]>([
    ['PEM as text', {ca, cert: tlsFixture('client.pem'), key: tlsFixture('client-key.pem')}],
    [
      'paths',
      {ca: tlsFixturePath('ca.pem'), cert: tlsFixturePath('client.pem'), key: tlsFixturePath('client-key.pem')},
    ],
    ['one file with both', {ca, cert: tlsFixture('client-bundle.pem')}],
    [
      'bytes in DER',
      {
        ca: Buffer.from(ca),
        cert: readFileSync(tlsFixturePath('client.der')),
        key: readFileSync(tlsFixturePath('client-key.der')),
      },
    ],
    ['PKCS#12', {ca, pfx: tlsFixturePath('client.p12'), passphrase: fixturePassphrase}],
    [
      'an encrypted key',
      {
        ca,
        cert: tlsFixture('client.pem'),
        key: tlsFixture('client-key-encrypted.pem'),
        passphrase: () => Promise.resolve(fixturePassphrase),
      },
    ],
  ])('takes the credential as %s', async (_form, credential) => {
    const {server, clients, address} = await answering(ok)
    await using _server = server
    await using client = await connect({...credential, server: address})
    expect(await client.call(operations.Locate, {attributes: attributes({})})).toEqual({uniqueIdentifier: undefined})
    expect(clients).toEqual(['client'])
  })

  it('goes to the next server when one cannot be reached, and tells of it', async () => {
    const {server, address} = await answering(ok)
    await using _server = server
    const failed: string[] = []
    await using client = await connect({
      servers: ['127.0.0.1:1', address],
      ca,
      cert: tlsFixture('client-bundle.pem'),
      onFailover: ({error}) => failed.push(error.message),
    })
    expect(failed).toEqual(['Server 127.0.0.1:1 refused the connection'])
    expect((await client.peer()).remotePort).toBe(server.address.port)
  })

  it('stays with a server that answers, and be it with a certificate that is not trusted, where the rule is strict', async () => {
    const refused = await tlsServer(() => undefined, {
      cert: tlsFixture('other-server.pem'),
      key: tlsFixture('server-key.pem'),
    })
    const {server, address} = await answering(ok)
    await using _servers = server
    await using _refused = refused
    const options = {servers: [refused.address, address], ca, cert: tlsFixture('client-bundle.pem')}
    await expect(connect({...options, failover: 'strict'})).rejects.toMatchObject({stage: 'tls'})
    await using client = await connect({...options, failover: 'connection'})
    expect((await client.peer()).remotePort).toBe(server.address.port)
  })

  it('asks the next server where one refuses, as mongod of Percona does', async () => {
    const denied = {operation: 'Locate', resultStatus: 'OperationFailed', resultReason: 'PermissionDenied'} as const
    const {server: first, address: refusing} = await answering(denied)
    const {server: second, address: willing} = await answering(ok)
    await using _first = first
    await using _second = second
    const failed: string[] = []
    await using client = await connect({
      servers: [refusing, willing],
      ca,
      cert: tlsFixture('client-bundle.pem'),
      failover: 'percona',
      onFailover: ({error}) => failed.push(error.code),
    })
    await client.call(operations.Locate, {attributes: attributes({})})
    expect(failed).toEqual(['KMIP_PermissionDenied'])
  })

  it.each<[string, unknown, string]>([
    ['no server', {}, 'No server is given'],
    ['two kinds of servers', {server: 'a', servers: ['b']}, 'Give either server or servers'],
    ['no port', {server: {host: 'a', port: 'b'}}, 'Server address a:b has no valid port'],
    ['an unknown version', {server: 'a', version: '1.5'}, '"1.5" is not a version of KMIP'],
    ['an unknown rule', {server: 'a', failover: 'never'}, '"never" is not a rule of failover'],
    ['unknown ciphers', {server: 'a', ciphers: 'none'}, 'OpenSSL knows no cipher in "none"'],
    ['a wrong time', {server: 'a', timeoutMs: -1}, 'timeoutMs takes a whole number from 0 on, not -1'],
    ['PKCS#12 beside PEM', {server: 'a', pfx: 'a.p12', cert: 'b.pem'}, 'Give either pfx, or cert and key'],
    ['a password alone', {server: 'a', password: 'x'}, 'A password is given without username'],
    [
      'a wrong key',
      {server: 'a', cert: tlsFixture('client.pem'), key: tlsFixture('other-client-key.pem')},
      'key: what was given is not the key of the certificate in cert',
    ],
    ['a missing file', {server: 'a', ca: '/no/such/file'}, 'ca: file /no/such/file does not exist'],
  ])('refuses %s before it connects', async (_what, options, message) => {
    const error: unknown = await connect(options as ConnectOptions).catch((caught: unknown) => caught)
    expect(error instanceof UsageError || error instanceof ConfigError).toBe(true)
    expect((error as Error).message).toContain(message)
  })

  it('says with the names of its options what to do', async () => {
    const {server, address} = await answering(ok)
    await using _server = server
    const options = {server: address, ca: tlsFixture('other-ca.pem')}
    await expect(connect(options)).rejects.toMatchObject({
      stage: 'tls',
      hint: 'Pass the certificate of the authority that issued it with ca; if it is there, let the server send its intermediate certificates',
    })
    await expect(connect({server: '127.0.0.1:1'})).rejects.toBeInstanceOf(TransportError)
  })

  it('has the response of an operation that the server put off, once there is one', async () => {
    const items: ResponseBatchItem[] = [{operation: 'Poll', resultStatus: 'OperationPending'}]
    const server = await tlsServer((socket) => {
      eachMessage(socket, () => socket.write(writeBinary(response(items))))
    }, mutual)
    await using _server = server
    await using client = await connect({server: server.address, ca, cert: tlsFixture('client-bundle.pem')})
    const value = Uint8Array.of(1)
    expect(await client.poll(operations.Locate, value)).toBeUndefined()
    items[0] = ok
    expect(await client.poll(operations.Locate, value)).toEqual({uniqueIdentifier: undefined})
    items[0] = {...ok, payload: responsePayload([{tag: 0x420094, type: 2, value: 1}])}
    await expect(client.poll(operations.Locate, value)).rejects.toMatchObject({code: 'UNEXPECTED_RESPONSE'})
  })

  it('says of a request that is no request which operation it was for', async () => {
    const {server, address} = await answering(ok)
    await using _server = server
    await using client = await connect({server: address, ca, cert: tlsFixture('client-bundle.pem')})
    await expect(client.call(operations.Get, undefined as never)).rejects.toThrow(
      'The request of Get is not of the type that the operation declares',
    )
    await client.close()
    await expect(client.peer()).rejects.toThrow('Client is closed')
  })
})
