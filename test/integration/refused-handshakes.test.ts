import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {connect as connectTcp} from 'node:net'
import {connect, type ConnectionOptions} from 'node:tls'
import {describe, expect, it} from 'vitest'
import {issuingAuthority} from '../../src/administration/authorities.ts'
import {importAuthority} from '../../src/administration/named-authorities.ts'
import {createRoot, type Authority} from '../../src/ca/authority.ts'
import {issuedBy, selfSigned, signedWithSha1} from '../support/odd-certificates.ts'
import {serveStore, type ListeningStore} from '../support/listening-store.ts'
import {request, type LogEntry} from '../support/running-server.ts'
import {expectUsable} from '../support/usable-hint.ts'

const now = new Date()
const day = 24 * 60 * 60 * 1000
const later = new Date(now.getTime() + 2 * day)
const earlier = new Date(now.getTime() - 2 * day)
const key = {type: 'ec', bits: 256} as const

const ownAuthority = ({store}: ListeningStore): Promise<Authority> => issuingAuthority(store, {now})
const otherAuthority = (commonName: string): Promise<Authority> =>
  createRoot({commonName, key, lifetimeSeconds: 86_400, now})

/** What the server logs of a handshake. */
async function refusal(test: ListeningStore, options: ConnectionOptions, port = test.port): Promise<LogEntry> {
  const from = test.log.entries.length
  const socket = connect({host: '127.0.0.1', port, rejectUnauthorized: false, ...options})
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.resume().once('close', resolve))
  return await test.log.entry('Connection refused: ', from)
}

/** What the server logs of bytes that come without TLS. */
async function refusalOf(test: ListeningStore, bytes: Uint8Array | string): Promise<LogEntry> {
  const from = test.log.entries.length
  const socket = connectTcp(test.port, '127.0.0.1').on('error', () => undefined)
  socket.write(bytes)
  await once(socket.resume(), 'close')
  return await test.log.entry('Connection refused: ', from)
}

describe('a refused handshake says which check failed, what was seen and what mends it', () => {
  it('no certificate', async () => {
    await using test = await serveStore()
    const entry = await refusal(test, {})
    expect(entry).toMatchObject({
      level: 40,
      msg: 'Connection refused: the client presented no certificate',
      peer: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      listener: 'default',
      cause: 'no_certificate',
      hint: expect.stringContaining('kmipctl cred generate'),
    })
    expectUsable(entry)
  })

  it('expired: since when, and how to renew it', async () => {
    await using test = await serveStore()
    const validity = {notBefore: earlier, notAfter: new Date(now.getTime() - day)}
    const entry = await refusal(test, await issuedBy(await ownAuthority(test), {validity}))
    expect(entry).toMatchObject({
      msg: expect.stringMatching(
        /^Connection refused: its certificate has expired on \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
      ),
      cause: 'certificate_expired',
      subject: 'CN=visitor',
      issuer: 'CN=kmipctl-intermediate',
      serial: expect.stringMatching(/^\d+$/),
      key: 'EC P-256',
      signature: 'ECDSA with SHA-256',
      eku: ['clientAuth'],
      san: [],
    })
    expect(entry.hint).toBe(`kmipctl cred renew ${String(entry.serial)} --out DIR`)
    expectUsable(entry)
  })

  it('not yet valid: from when on, and what the clock here says', async () => {
    await using test = await serveStore()
    const validity = {notBefore: new Date(now.getTime() + day), notAfter: later}
    const entry = await refusal(test, await issuedBy(await ownAuthority(test), {validity}))
    expect(entry).toMatchObject({
      msg: expect.stringMatching(/its certificate is not valid yet, but from \d{4}-/),
      cause: 'certificate_not_yet_valid',
      hint: expect.stringMatching(/The clock of this server says \d{4}-/),
    })
  })

  it('an authority that nobody here knows: its name, and the commands that would trust it', async () => {
    await using test = await serveStore()
    const names = {dnsNames: ['db.example.com'], ipAddresses: [], emails: [], uris: []}
    const stranger = await issuedBy(await otherAuthority('strange root'), {subjectAlternativeNames: names})
    const entry = await refusal(test, stranger)
    expect(entry).toMatchObject({
      msg: 'Connection refused: its certificate comes from an authority that this server does not trust: CN=strange root',
      cause: 'certificate_untrusted',
      issuer: 'CN=strange root',
      san: ['DNS:db.example.com'],
      hint: expect.stringContaining('kmipctl ca import NAME FILE'),
    })
    expectUsable(entry)
  })

  it('an authority that is known, but not trusted at this listener: its name, and the command with it', async () => {
    await using test = await serveStore()
    const corporate = await otherAuthority('corporate root')
    const mapping = {scopeName: 'app', roleName: 'own'}
    await importAuthority(test.store, {name: 'corporate', certificatePem: corporate.certificatePem, mapping, now})
    await test.authority('one')
    const port = await test.listen('vcenter', {address: '127.0.0.1:0', ca: 'one'})
    const visitor = await issuedBy(corporate)
    const named = await refusal(test, visitor, port)
    expect(named).toMatchObject({
      msg: 'Connection refused: its certificate comes from the authority corporate, which the listener vcenter does not trust',
      listener: 'vcenter',
    })
    expect(named.hint).toContain('kmipctl listener update vcenter --additional-client-ca corporate')
    expectUsable(named)
    const own = await refusal(test, visitor)
    expect(own.hint).toContain('kmipctl listener create LISTENER')
    expectUsable(own)
    const legacy = await issuedBy(await ownAuthority(test))
    expect((await refusal(test, legacy, port)).hint).toBe('kmipctl listener update vcenter --also-use-legacy-ca')
  })

  it('an authority of the same name with another key, as after the loss of a store', async () => {
    await using test = await serveStore()
    const entry = await refusal(test, await issuedBy(await otherAuthority('kmipctl-intermediate')))
    expect(entry).toMatchObject({
      msg: expect.stringContaining('but another key than that of the authority kmipctl-intermediate here signed it'),
      hint: expect.stringContaining('a store that is gone'),
    })
    expectUsable(entry)
  })

  it('self-signed', async () => {
    await using test = await serveStore()
    const entry = await refusal(test, await selfSigned('lonely'))
    expect(entry).toMatchObject({
      msg: 'Connection refused: its certificate is self-signed',
      cause: 'certificate_self_signed',
      subject: 'CN=lonely',
      issuer: 'CN=lonely',
    })
    expectUsable(entry)
  })

  it('an extended key usage without clientAuth: which it has', async () => {
    await using test = await serveStore()
    const server = await issuedBy(await ownAuthority(test), {extendedKeyUsage: ['serverAuth']})
    const entry = await refusal(test, server)
    expect(entry).toMatchObject({
      msg: 'Connection refused: its certificate is not meant for TLS clients, but for serverAuth',
      cause: 'certificate_purpose',
      eku: ['serverAuth'],
      hint: expect.stringContaining('clientAuth'),
    })
    expectUsable(entry)
  })

  it('a key usage without digitalSignature', async () => {
    await using test = await serveStore()
    const entry = await refusal(
      test,
      await issuedBy(await ownAuthority(test), {keyUsage: ['cRLSign'], extendedKeyUsage: []}),
    )
    expect(entry).toMatchObject({
      msg: expect.stringContaining('its key usage allows no signatures'),
      cause: 'certificate_purpose',
      eku: [],
    })
  })

  it('an RSA key of 1024 bits', async () => {
    await using test = await serveStore({}, {tls_min_version: 'tls10'})
    const weak = await issuedBy(await ownAuthority(test), {}, {rsaBits: 1024})
    const entry = await refusal(test, {...weak, ciphers: 'DEFAULT:@SECLEVEL=0'})
    expect(entry).toMatchObject({
      msg: 'Connection refused: its certificate has a key that is too weak: RSA 1024',
      cause: 'certificate_weak',
      key: 'RSA 1024',
    })
    expectUsable(entry)
  })

  it('Vault section 10: a signature with SHA-1', async () => {
    await using test = await serveStore({}, {tls_min_version: 'tls10'})
    await test.authority('one')
    const {authorityPem, ...old} = await signedWithSha1()
    const mapping = {scopeName: 'app', roleName: 'own'}
    await importAuthority(test.store, {name: 'old', certificatePem: authorityPem, mapping, now})
    const port = await test.listen('legacy', {address: '127.0.0.1:0', ca: 'one', additional_client_cas: 'old'})
    const entry = await refusal(test, {...old, ciphers: 'DEFAULT:@SECLEVEL=0'}, port)
    expect(entry).toMatchObject({
      msg: 'Connection refused: its certificate is signed too weakly: RSA with SHA-1',
      cause: 'certificate_weak',
      signature: 'RSA with SHA-1',
    })
    expectUsable(entry)
  })

  it('a version of TLS that is not accepted: what both sides offer, and the command that changes it', async () => {
    await using test = await serveStore()
    const old = {minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0'} as const
    const entry = await refusal(test, old)
    expect(entry).toMatchObject({
      msg: 'Connection refused: the client offers TLS 1.1, and this server accepts TLS 1.2 to TLS 1.3',
      cause: 'tls_version',
      hint: expect.stringContaining('kmipctl config set tls_min_version'),
    })
    expectUsable(entry)
    await test.authority('one')
    const port = await test.listen('modern', {address: '127.0.0.1:0', ca: 'one', tls_min_version: 'tls13'})
    const modern = await refusal(test, {maxVersion: 'TLSv1.2'}, port)
    expect(modern).toMatchObject({
      msg: 'Connection refused: the client offers TLS 1.2, and this server accepts TLS 1.3',
      hint: expect.stringContaining('kmipctl listener update modern --tls-min-version'),
    })
    expectUsable(modern)
  })

  it('cipher suites: what the client offers', async () => {
    await using test = await serveStore()
    const entry = await refusal(test, {maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA:ECDHE-RSA-AES128-GCM-SHA256'})
    expect(entry).toMatchObject({
      msg: expect.stringContaining('no cipher suite, curve or signature algorithm in common'),
      cause: 'cipher_suite',
      offered: ['TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
    })
    expectUsable(entry)
  })

  it('a client that does not accept the certificate of the server', async () => {
    await using test = await serveStore()
    const ca = (await otherAuthority('another')).certificatePem
    const file = join(await mkdtemp(join(tmpdir(), 'kmipctl-test-')), 'ca.pem')
    await writeFile(file, ca)
    const from = test.log.entries.length
    // Node's own client just goes away; this one says why, as most do
    const client = spawn('openssl', [
      's_client',
      '-connect',
      `127.0.0.1:${test.port}`,
      '-CAfile',
      file,
      '-verify_return_error',
    ])
    client.stdin.end()
    await once(client, 'close')
    await rm(join(file, '..'), {recursive: true})
    const entry = await test.log.entry('Connection refused: ', from)
    expect(entry).toMatchObject({
      msg: 'Connection refused: the client does not accept the certificate of this server',
      cause: 'server_certificate_refused',
      hint: expect.stringContaining('kmipctl config set server_hostnames'),
    })
    expectUsable(entry)
  })

  it.each([
    ['HTTP', 'GET / HTTP/1.1\r\n\r\n', 'http', 'the peer speaks HTTP without TLS'],
    ['a KMIP message', request(), 'plain_ttlv', 'the peer sends a KMIP message without TLS'],
    ['the PROXY protocol', 'PROXY TCP4 192.0.2.1 192.0.2.2 5 5696\r\n', 'proxy_protocol', 'a proxy in between'],
    [
      'its second version',
      Buffer.from('0d0a0d0a000d0a515549540a2111000c', 'hex'),
      'proxy_protocol',
      'a proxy in between',
    ],
    ['noise', Buffer.alloc(64, 7), 'not_tls', 'the peer does not speak TLS'],
  ])('%s without TLS', async (_, bytes, cause, reason) => {
    await using test = await serveStore()
    const entry = await refusalOf(test, bytes)
    expect(entry).toMatchObject({level: 40, cause, msg: expect.stringContaining(reason), hint: expect.any(String)})
    expectUsable(entry)
  })

  it('comes once for each connection', async () => {
    await using test = await serveStore()
    await refusal(test, {})
    await refusal(test, await selfSigned('lonely'))
    await refusalOf(test, 'GET / HTTP/1.1\r\n\r\n')
    const refused = test.log.entries.filter(({msg}) => msg.startsWith('Connection refused'))
    expect(refused.map(({cause}) => cause)).toEqual(['no_certificate', 'certificate_self_signed', 'http'])
  })

  it('holds nothing that a terminal would obey, whatever stands in a certificate', async () => {
    await using test = await serveStore()
    const entry = await refusal(test, await selfSigned('a\u001b[31mred'))
    expect(String(entry.subject)).not.toContain('\u001b')
  })
})
