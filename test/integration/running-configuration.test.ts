import {X509Certificate} from 'node:crypto'
import {once} from 'node:events'
import {connect} from 'node:net'
import {describe, expect, it} from 'vitest'
import {updateConfiguration} from '../../src/administration/server-configuration.ts'
import {answers, freeAddress, type ListeningStore, serial, serveStore} from '../support/listening-store.ts'

const anywhere = '127.0.0.1:0'

/** Serves a configuration that nothing overrides. */
async function serveConfigured(listen_addrs: string, more: Record<string, unknown> = {}): Promise<ListeningStore> {
  const values = {listen_addrs, connection_timeout: 10, ...more}
  return serveStore({listeners: undefined, handshakeTime: undefined}, values)
}

describe('Vault section 2: the configuration of a server that runs', () => {
  it('opens and closes addresses, and leaves the others with their connections', async () => {
    const [a, b, c] = [await freeAddress(), await freeAddress(), await freeAddress()]
    await using again = await serveConfigured(`127.0.0.1:${a.port},127.0.0.1:${b.port}`)
    const [kept, gone] = [await again.connect(a.port), await again.connect(b.port)]
    await again.next('Listener closed', () =>
      updateConfiguration(again.store, {listen_addrs: [`127.0.0.1:${c.port}`, `127.0.0.1:${a.port}`]}),
    )
    await gone.closed
    await answers(kept, 1)
    await answers(await again.connect(c.port), 2)
    expect(again.server.addresses).toEqual([c, a])
  })

  it('goes from the loopback address to all addresses of the machine on the same port, and back', async () => {
    const {port} = await freeAddress()
    await using test = await serveConfigured(`127.0.0.1:${port}`)
    const before = await test.connect(port)
    await test.next('Listener closed', () => updateConfiguration(test.store, {listen_addrs: `0.0.0.0:${port}`}))
    await before.closed
    expect(test.server.addresses).toEqual([{host: '0.0.0.0', port}])
    await answers(await test.connect(port, {host: '127.0.0.2'}), 1)
    await test.next('Listener closed', () => updateConfiguration(test.store, {listen_addrs: `127.0.0.1:${port}`}))
    await answers(await test.connect(port), 2)
  })

  it('names the server: the first name is the common name, 127.0.0.1 and ::1 are always in', async () => {
    await using test = await serveStore()
    await test.next('Server certificate renewed', () =>
      updateConfiguration(test.store, {server_hostnames: 'kms.example,kms', server_ips: '10.0.0.1'}),
    )
    const client = await test.connect(test.port)
    expect(client.socket.getPeerCertificate()).toMatchObject({
      subject: {CN: 'kms.example'},
      subjectaltname:
        'DNS:kms.example, DNS:kms, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:10.0.0.1',
    })
  })

  it('bounds the time that a handshake may take', async () => {
    const {port} = await freeAddress()
    await using test = await serveConfigured(`127.0.0.1:${port}`, {connection_timeout: '50ms'})
    const silent = connect(port, '127.0.0.1')
    await once(silent, 'close')
    await test.log.entry('the handshake took too long')
  })

  it('needs no new certificate and no new listener for what is issued to clients', async () => {
    await using test = await serveStore()
    const client = await test.connect(test.port)
    await updateConfiguration(test.store, {
      default_tls_client_key_type: 'rsa',
      default_tls_client_key_bits: 3072,
      default_tls_client_ttl: '30d',
    })
    await answers(client, 1)
    // Whatever had to be done is done before this is
    await test.authority('one')
    await test.listen('one', {address: anywhere, ca: 'one'})
    expect(serial(await test.connect(test.port))).toBe(serial(client))
  })

  it('leaves only the named listeners when there is no address, with Vault beside or instead of the legacy one', async () => {
    const {port} = await freeAddress()
    await using test = await serveConfigured(`127.0.0.1:${port}`)
    await test.authority('one')
    const named = await test.listen('one', {address: anywhere, ca: 'one', also_use_legacy_ca: true})
    await test.next('Listener closed', () => updateConfiguration(test.store, {listen_addrs: 'none'}))
    const late = await test.connect(port)
    await late.closed
    await answers(await test.connect(named), 1)
  })

  it.each(['TLSv1', 'TLSv1.1'] as const)('the configuration allows %s when it is asked to', async (version) => {
    await using test = await serveStore()
    const ciphers = 'DEFAULT:@SECLEVEL=0'
    const old = {minVersion: version, maxVersion: version, ciphers} as const
    const refused = await test.connect(test.port, old)
    await refused.closed
    const before = await test.connect(test.port)
    await updateConfiguration(test.store, {tls_min_version: 'tls10'})
    await test.server.refresh()
    const client = await test.connect(test.port, old)
    expect(client.socket.getProtocol()).toBe(version)
    await answers(client, 1)
    await answers(before, 2)
  })

  it('has RSA certificates where tls_ca_key_type is rsa, for clients that know nothing else', async () => {
    const {port} = await freeAddress()
    await using test = await serveConfigured(`127.0.0.1:${port}`, {tls_ca_key_type: 'rsa', tls_ca_key_bits: 2048})
    const rsaOnly = {maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256'} as const
    const client = await test.connect(port, rsaOnly)
    expect(new X509Certificate(client.socket.getPeerCertificate().raw).publicKey).toMatchObject({
      asymmetricKeyType: 'rsa',
      asymmetricKeyDetails: {modulusLength: 2048},
    })
    await answers(client, 1)
  })
})
