import {once} from 'node:events'
import {createPrivateKey, X509Certificate} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {
  deleteAuthority,
  importAuthority,
  type MappingChoice,
  updateAuthorityMapping,
} from '../../src/administration/named-authorities.ts'
import {writeListener} from '../../src/administration/listeners.ts'
import {foreignCertificate, revokeForeignCertificate} from '../../src/administration/revoked-certificates.ts'
import {writeRole} from '../../src/administration/write-role.ts'
import {type Authority, createIntermediate} from '../../src/ca/authority.ts'
import {describeCertificate} from '../../src/ca/certificate.ts'
import type {Credential} from '../../src/ca/credential-format.ts'
import {loadX509} from '../../src/ca/libraries.ts'
import {answers, type ListeningStore, serveStore} from '../support/listening-store.ts'
import {foreignAuthority, foreignClient} from '../support/imported-authorities.ts'
import {request, type TestClient} from '../support/running-server.ts'

const versions = ['TLSv1.2', 'TLSv1.3'] as const
const subject = [
  {type: 'OU', value: 'app'},
  {type: 'CN', value: 'own'},
] as const

interface Site {
  readonly test: ListeningStore
  readonly port: number
  readonly partner: Authority
}

/** A named listener that takes the clients of its own authority `branch` and of the imported one `partner`. */
async function arrange(
  test: ListeningStore,
  mapping: MappingChoice = {scopeField: 'OU', roleField: 'CN'},
): Promise<Site> {
  const partner = await foreignAuthority({commonName: 'Partner CA'})
  await importAuthority(test.store, {
    name: 'partner',
    certificatePem: partner.certificatePem,
    mapping,
    now: new Date(),
  })
  await test.authority('branch')
  const port = await test.listen('branch', {
    address: '127.0.0.1:0',
    ca: 'branch',
    additional_client_cas: ['partner'],
    also_use_legacy_ca: true,
  })
  return {test, port, partner}
}

async function refusal(client: TestClient): Promise<string> {
  const {batchItems} = await client.ask(request(9))
  expect(batchItems?.[0]).toMatchObject({resultReason: 'AuthenticationNotSuccessful'})
  return batchItems?.[0]?.resultMessage ?? ''
}

/** With the whole chain, as clients below intermediates send it. */
function withChain({certificatePem, ...rest}: Credential): Credential {
  return {...rest, certificatePem: certificatePem + rest.chainPem.join('')}
}

describe('Vault section 6: clients of an imported authority over TLS', () => {
  it.each(versions)('are served with %s, under the scope and role of their subject', async (maxVersion) => {
    await using test = await serveStore()
    const {port, partner} = await arrange(test)
    const client = await test.connect(port, {credential: await foreignClient(partner, {subject}), maxVersion})
    await answers(client, 1)
  })

  it('are turned away by the own listener of the server, which does not trust their authority', async () => {
    await using test = await serveStore()
    const {partner} = await arrange(test)
    const client = await test.connect(test.port, {credential: await foreignClient(partner, {subject})})
    await expect(client.ask(request(1))).rejects.toThrow('closed without an answer')
  })

  it('are refused in words when their subject names nobody', async () => {
    await using test = await serveStore()
    const {port, partner} = await arrange(test)
    const connect = async (parts: Parameters<typeof foreignClient>[1]['subject']) =>
      test.connect(port, {credential: await foreignClient(partner, {subject: parts})})
    expect(await refusal(await connect([{type: 'OU', value: 'app'}]))).toContain('has no CN, which names its role')
    expect(await refusal(await connect([...subject, {type: 'CN', value: 'x'}]))).toContain('has 2 CN')
    expect(await refusal(await connect([{type: 'OU', value: 'no'}, subject[1]]))).toContain('there is no scope "no"')
    expect(await refusal(await connect([subject[0], {type: 'CN', value: 'no'}]))).toContain('has no role "no"')
  })

  it('are refused from the next request on when the mapping, the certificate or the listener takes it away', async () => {
    await using test = await serveStore()
    const {port, partner} = await arrange(test)
    const connect = async () => {
      const credential = await foreignClient(partner, {subject})
      return {credential, client: await test.connect(port, {credential})}
    }
    const [mapped, revoked, unlisted] = [await connect(), await connect(), await connect()]
    for (const {client} of [mapped, revoked, unlisted]) await answers(client, 1)
    await updateAuthorityMapping(test.store, {name: 'partner', mapping: {roleName: 'nobody'}})
    expect(await refusal(mapped.client)).toContain('scope app has no role "nobody"')
    await updateAuthorityMapping(test.store, {name: 'partner', mapping: {roleName: 'own'}})
    const now = new Date()
    const found = await foreignCertificate(test.store, {certificate: revoked.credential.certificatePem}, now)
    if (found !== undefined) await revokeForeignCertificate(test.store, found, now)
    expect(await refusal(revoked.client)).toContain('of the authority partner is revoked')
    await answers(unlisted.client, 2)
    await writeListener(test.store, {name: 'branch', fields: {additional_client_cas: []}, now})
    expect(await refusal(unlisted.client)).toContain('does not trust the authority')
    await deleteAuthority(test.store, 'partner')
  })

  it('expire on connections that are open', async () => {
    let clock = new Date()
    await using test = await serveStore({clock: () => clock})
    const {port, partner} = await arrange(test)
    const client = await test.connect(port, {credential: await foreignClient(partner, {subject, lifetime: 600_000})})
    await answers(client, 1)
    clock = new Date(clock.getTime() + 601_000)
    expect(await refusal(client)).toContain('the client certificate has expired')
  })

  const seesIntermediates = Number(process.versions.node.split('.')[0]) < 24

  it.runIf(seesIntermediates).each(versions)(
    'below an intermediate are served with %s, on resumed sessions too',
    async (maxVersion) => {
      await using test = await serveStore()
      const {port, partner} = await arrange(test)
      const key = {type: 'ec', bits: 256} as const
      const issuing = await createIntermediate(partner, {
        commonName: 'Partner issuing CA',
        key,
        lifetimeSeconds: 3600,
        now: new Date(),
      })
      const alone = await foreignClient(issuing, {subject})
      const credential = withChain(alone)
      const first = await test.connect(port, {credential, maxVersion})
      const session = maxVersion === 'TLSv1.3' ? once(first.socket, 'session').then(([ticket]) => ticket) : undefined
      await answers(first, 1)
      const resumable = (await session) ?? first.socket.getSession()
      first.socket.destroy()
      const again = await test.connect(port, {credential, maxVersion, session: resumable})
      expect(again.socket.isSessionReused()).toBe(true)
      await answers(again, 2)
    },
  )

  it.skipIf(seesIntermediates)(
    'below an intermediate are refused where Node does not show what clients send',
    async () => {
      await using test = await serveStore()
      const {port, partner} = await arrange(test)
      const key = {type: 'ec', bits: 256} as const
      const now = new Date()
      const issuing = await createIntermediate(partner, {commonName: 'Issuing', key, lifetimeSeconds: 3600, now})
      const client = await test.connect(port, {credential: withChain(await foreignClient(issuing, {subject}))})
      expect(await refusal(client)).not.toBe('')
    },
  )

  it('may come from an intermediate authority that is imported together with its root', async () => {
    await using test = await serveStore()
    const root = await foreignAuthority()
    const key = {type: 'ec', bits: 256} as const
    const now = new Date()
    const issuing = await createIntermediate(root, {commonName: 'Issuing', key, lifetimeSeconds: 3600, now})
    const mapping = {scopeName: 'app', roleName: 'own'}
    const certificatePem = `${issuing.certificatePem}\n${root.certificatePem}`
    await importAuthority(test.store, {name: 'both', certificatePem, mapping, now})
    await test.authority('branch')
    const port = await test.listen('branch', {address: '127.0.0.1:0', ca: 'branch', additional_client_cas: ['both']})
    await answers(await test.connect(port, {credential: await foreignClient(issuing, {subject})}), 1)
    await answers(await test.connect(port, {credential: await foreignClient(root, {subject})}), 2)
  })

  it('may come from an authority that is imported without its root', async () => {
    await using test = await serveStore()
    const root = await foreignAuthority()
    const key = {type: 'ec', bits: 256} as const
    const now = new Date()
    const issuing = await createIntermediate(root, {commonName: 'Issuing', key, lifetimeSeconds: 3600, now})
    const mapping = {scopeName: 'app', roleName: 'own'}
    await importAuthority(test.store, {name: 'issuing', certificatePem: issuing.certificatePem, mapping, now})
    await test.authority('branch')
    const port = await test.listen('branch', {address: '127.0.0.1:0', ca: 'branch', additional_client_cas: ['issuing']})
    await answers(await test.connect(port, {credential: await foreignClient(issuing, {subject})}), 1)
    const stranger = await test.connect(port, {credential: await foreignClient(root, {subject})})
    await expect(stranger.ask(request(1))).rejects.toThrow('closed without an answer')
  })
})

/** An authority with the name and the key identifier of another one, but with a key of its own. */
async function lookalike(pem: string): Promise<Authority> {
  const x509 = await loadX509()
  const original = new x509.X509Certificate(pem)
  const identifier = original.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId ?? ''
  const algorithm = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'}
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: original.subjectName,
      notBefore: original.notBefore,
      notAfter: original.notAfter,
      keys,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(true, 5, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        new x509.SubjectKeyIdentifierExtension(identifier),
        new x509.AuthorityKeyIdentifierExtension(identifier),
      ],
    },
    crypto,
  )
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  const privateKeyPem = createPrivateKey({key: pkcs8, format: 'der', type: 'pkcs8'}).export({
    type: 'pkcs8',
    format: 'pem',
  })
  const certificatePem = new X509Certificate(Buffer.from(certificate.rawData)).toString()
  return {certificatePem, privateKeyPem: privateKeyPem.toString(), chainPem: [certificatePem]}
}

describe('An authority that looks like that of the server', () => {
  it('is trusted for nothing that it signs, before it is imported', async () => {
    await using test = await serveStore()
    const {port} = await arrange(test)
    const {subject: own} = describeCertificate(test.credential.certificatePem)
    const [ou = '', cn = ''] = own.split(', ').map((part) => part.split('=')[1] ?? '')
    const parts = [
      {type: 'OU', value: ou},
      {type: 'CN', value: cn},
    ] as const
    for (const pem of test.credential.chainPem) {
      const impostor = await foreignClient(await lookalike(pem), {subject: parts})
      for (const credential of [impostor, withChain(impostor)]) {
        for (const at of [test.port, port]) {
          const client = await test.connect(at, {credential})
          await expect(client.ask(request(1))).rejects.toThrow('closed without an answer')
        }
      }
    }
  })

  it('gives its clients what its mapping says once it is imported, and never the role of a credential', async () => {
    await using test = await serveStore()
    await writeRole(test.store, {scope: 'app', role: 'little', fields: {operation_get: true}, now: new Date()})
    const [intermediate = ''] = test.credential.chainPem
    const twin = await lookalike(intermediate)
    const mapping = {scopeName: 'app', roleName: 'little'}
    await importAuthority(test.store, {name: 'twin', certificatePem: twin.certificatePem, mapping, now: new Date()})
    await test.authority('branch')
    const port = await test.listen('branch', {address: '127.0.0.1:0', ca: 'branch', additional_client_cas: ['twin']})
    const client = await test.connect(port, {credential: await foreignClient(twin, {subject})})
    await answers(client, 1)
    expect(await test.log.entry('Request')).toMatchObject({role: 'little'})
  })
})
