import {X509Certificate} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {listChanges} from '../../../../src/administration/changes.ts'
import {
  generateCredential,
  type NewCredential,
  signCredential,
} from '../../../../src/administration/issue-credential.ts'
import {importAuthority} from '../../../../src/administration/named-authorities.ts'
import {createRole, updateRole} from '../../../../src/administration/roles.ts'
import {readCertificate} from '../../../../src/ca/certificate.ts'
import {readAsymmetricKey} from '../../../../src/crypto/keys/asymmetric-key.ts'
import type {ManagedObject} from '../../../../src/kmip/objects/managed-object.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import {ReProvision} from '../../../../src/kmip/operations/re-provision.ts'
import {createIdentify, isRefused} from '../../../../src/server/identity/identify.ts'
import type {Identity} from '../../../../src/server/identity/identity.ts'
import {linkedIds} from '../../../../src/server/objects/links.ts'
import {listenerRecord} from '../../../contract/records.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {certificateRequest, requestDer} from '../../../support/certificate-requests.ts'
import {x509} from '../../../support/certificates.ts'
import {foreignAuthority, foreignClient} from '../../../support/imported-authorities.ts'
import {aes, attributes, attributeOf, endLife, stateOf} from '../../../support/managed-objects.ts'
import {answerOf, createTestEngine, entry, start, type TestEngine} from '../../../support/test-engine.ts'
import {fixture} from '../../ca/fixture.ts'

const version = '2.1'
const {value: request} = certificateRequest()

interface Payload {
  readonly certificateRequest?: typeof request
  readonly certificate?: ManagedObject<'Certificate'>['value']
}

interface Site {
  readonly t: TestEngine
  readonly old: NewCredential
  readonly client: Identity
}

/** A client with a credential of role `app`; role `other` is another one of the same scope. */
async function arrange(): Promise<Site> {
  const t = await createTestEngine()
  const {store} = t.engine
  const role = {scope: 'one', operations: ['all'], now: start}
  await createRole(store, {...role, role: 'app'})
  await createRole(store, {...role, role: 'other'})
  const old = await generateCredential(store, {scope: 'one', role: 'app', labels: {team: 'db'}, now: start})
  return {t, old, client: await clientOf(t, old.credential.certificatePem)}
}

async function identified(t: TestEngine, pem: string, at = start) {
  const {fingerprint256} = readCertificate(pem)
  return createIdentify(t.engine.store)({fingerprint: fingerprint256.replaceAll(':', '').toLowerCase()}, at.getTime())
}

async function clientOf(t: TestEngine, pem: string, at = start): Promise<Identity> {
  const identification = await identified(t, pem, at)
  if (isRefused(identification)) throw new Error(identification.refused)
  return identification
}

/** A certificate in PEM that the scope has as an object. */
async function certificateOf({t, client}: Site, uniqueIdentifier: string): Promise<string> {
  const {object} = await t.call(Get, {uniqueIdentifier}, {version, identity: client})
  return new X509Certificate((object as ManagedObject<'Certificate'>).value.certificateValue).toString()
}

async function reasonFor({t, client}: Site, payload: Payload) {
  return (await t.refusal(ReProvision, payload, {version, identity: client})).resultReason
}

async function reprovision({t, client}: Site, payload: Payload = {}): Promise<string> {
  return (await t.call(ReProvision, payload, {version, identity: client})).uniqueIdentifier ?? ''
}

function derOf(pem: string) {
  return x509(readCertificate(pem).raw).value
}

describeRoles(ReProvision, {}, {version})

describe('Re-Provision with a certificate request', () => {
  it('certifies the key for the role, and keeps the certificate in the scope', async () => {
    const site = await arrange()
    await updateRole(site.t.engine.store, {scope: 'one', role: 'app', ttlSeconds: 3600})
    const id = await reprovision(site, {certificateRequest: request})
    const pem = await certificateOf(site, id)
    const client = await clientOf(site.t, pem)
    expect([client.roleName, client.only]).toEqual(['app', undefined])
    const {validTo} = readCertificate(pem)
    expect(new Date(validTo)).toEqual(new Date(start.getTime() + 3_600_000))
    expect(await stateOf(site.t, id)).toBe('Active')
  })

  it('takes back the credential in use and writes both down under the name of the client', async () => {
    const site = await arrange()
    await reprovision(site, {certificateRequest: request})
    const actor = `client ${site.client.serialNumber} (role app of scope one)`
    expect(await listChanges(site.t.engine.store)).toMatchObject([
      {actor, action: 'credential.issue', target: {scope: 'one', role: 'app', labels: '{"team":"db"}'}},
      {actor, action: 'credential.revoke', target: {serialNumber: site.client.serialNumber}},
    ])
  })

  it('lets the credential in use fetch the certificate for ten minutes, and do nothing else', async () => {
    const site = await arrange()
    const {t, old} = site
    const key = await t.call(
      Create,
      {objectType: 'SymmetricKey', attributes: attributes(aes)},
      {version, identity: site.client},
    )
    const id = await reprovision(site, {certificateRequest: request})
    const identity = await clientOf(t, old.credential.certificatePem)
    const options = {version, identity} as const
    await t.call(Get, {uniqueIdentifier: id}, options)
    await t.call(GetAttributes, {uniqueIdentifier: id}, options)
    expect(await t.reason(Get, {uniqueIdentifier: key.uniqueIdentifier}, options)).toBe('ObjectNotFound')
    const refusal = await t.refusal(Query, {queryFunction: ['QueryOperations']}, options)
    expect(refusal.resultMessage).toBe(
      'Operation Query is not granted to role app of scope one with a credential that was replaced',
    )
    const later = new Date(start.getTime() + 10 * 60_000 + 1)
    expect(await identified(t, old.credential.certificatePem, later)).toEqual({
      cause: 'revoked',
      refused: `credential ${identity.serialNumber} is revoked`,
    })
  })

  it('refuses what asks for names that the certificate in use does not have', async () => {
    const named = {certificateRequestType: 'PEM', certificateRequestValue: Uint8Array.from(fixture('p256-san.csr'))}
    const site = await arrange()
    expect(await reasonFor(site, {certificateRequest: {...request, ...named} as typeof request})).toBe('InvalidCSR')
    const names = {dnsNames: ['app.example.com'], ipAddresses: ['10.0.0.7', '2001:db8::7']}
    const subjectAlternativeNames = {...names, emails: ['ops@example.com'], uris: ['spiffe://example.com/app']}
    const {credential} = await generateCredential(site.t.engine.store, {
      scope: 'one',
      role: 'app',
      subjectAlternativeNames,
      now: start,
    })
    const client = await clientOf(site.t, credential.certificatePem)
    const id = await reprovision({...site, client}, {certificateRequest: {...request, ...named} as typeof request})
    expect(readCertificate(await certificateOf(site, id)).subjectAltName).toContain('app.example.com')
  })

  it('refuses a key of another kind than the role wants', async () => {
    const site = await arrange()
    await updateRole(site.t.engine.store, {scope: 'one', role: 'app', keyType: 'rsa', keyBits: 2048})
    expect(await reasonFor(site, {certificateRequest: request})).toBe('InvalidCSR')
  })

  it.each([
    ['a request that is none', {...request, certificateRequestValue: Uint8Array.of(1)}, 'InvalidCSR'],
    ['a type that is not certified', {...request, certificateRequestType: 'CRMF'}, 'InvalidField'],
  ] as const)('refuses %s', async (_, certificateRequest, reason) => {
    const site = await arrange()
    expect(await reasonFor(site, {certificateRequest})).toBe(reason)
    expect((await clientOf(site.t, site.old.credential.certificatePem)).only).toBeUndefined()
  })
})

describe('Re-Provision without anything', () => {
  it('makes a key pair and its certificate and names the private key', async () => {
    const site = await arrange()
    const {t, client} = site
    const id = await reprovision(site)
    const {object} = await t.call(Get, {uniqueIdentifier: id}, {version, identity: client})
    expect(object?.type).toBe('PrivateKey')
    const all = (await t.call(GetAttributes, {uniqueIdentifier: id})).attributes
    const [certificate = ''] = all === undefined ? [] : linkedIds({attributes: all}, 'CertificateLink')
    const [publicKey = ''] = all === undefined ? [] : linkedIds({attributes: all}, 'PublicKeyLink')
    expect(await attributeOf(t, publicKey, 'ObjectType')).toBe('PublicKey')
    const pem = await certificateOf(site, certificate)
    expect((await clientOf(t, pem)).roleName).toBe('app')
    const {keyBlock} = (object as ManagedObject<'PrivateKey'>).value
    const material = keyBlock.keyValue?.kind === 'plain' ? keyBlock.keyValue.keyMaterial : new Uint8Array()
    const key = readAsymmetricKey({type: 'PrivateKey', format: keyBlock.keyFormatType, material}, {})
    expect(key && readCertificate(pem).checkPrivateKey(key)).toBe(true)
  })

  it('leaves all as it was when a later item of the batch undoes it', async () => {
    const site = await arrange()
    const {t, client, old} = site
    const items = [entry(ReProvision, {}, version), entry(Get, {uniqueIdentifier: 'nothing'}, version)]
    const header = {batchErrorContinuationOption: 'Undo'} as const
    const {batchItems = []} = await t.batch(items, {version, identity: client, header})
    expect(batchItems.map(({resultStatus}) => resultStatus)).toEqual(['OperationUndone', 'OperationFailed'])
    expect((await clientOf(t, old.credential.certificatePem)).only).toBeUndefined()
  })

  it('gives its private key to the rest of the batch, and is not done twice in it', async () => {
    const {t, client} = await arrange()
    const items = [entry(ReProvision, {}, version), entry(Get, {}, version), entry(ReProvision, {}, version)]
    const {batchItems = []} = await t.batch(items, {version, identity: client})
    expect(answerOf(Get, batchItems[1]).objectType).toBe('PrivateKey')
    expect(batchItems[2]).toMatchObject({resultStatus: 'OperationFailed', resultReason: 'PermissionDenied'})
  })

  it('is answered at once, since nobody could ask for the answer later', async () => {
    const {t, client} = await arrange()
    const header = {asynchronousIndicator: 'Optional'} as const
    const {batchItems = []} = await t.batch([entry(ReProvision, {}, version)], {version, identity: client, header})
    expect(batchItems[0]?.resultStatus).toBe('Success')
  })

  it('is refused once the certificate in use is Compromised as an object', async () => {
    const site = await arrange()
    const id = await reprovision(site, {certificateRequest: request})
    const client = await clientOf(site.t, await certificateOf(site, id))
    await endLife(site.t, id, 'Compromised')
    expect(await reasonFor({...site, client}, {})).toBe('PermissionDenied')
  })

  it('links the certificates that follow each other', async () => {
    const site = await arrange()
    const first = await reprovision(site, {certificateRequest: request})
    const client = await clientOf(site.t, await certificateOf(site, first))
    const other = {
      certificateRequestType: 'PEM',
      certificateRequestValue: Uint8Array.from(fixture('p384.csr')),
    } as const
    const second = await reprovision({...site, client}, {certificateRequest: other})
    const links = (await site.t.call(GetAttributes, {uniqueIdentifier: second})).attributes
    expect(links && linkedIds({attributes: links}, 'ReplacedObjectLink')).toEqual([first])
  })
})

describe('Re-Provision with a certificate', () => {
  it('takes one that was issued for the same role, once for all', async () => {
    const site = await arrange()
    const {store} = site.t.engine
    const next = await signCredential(store, {
      scope: 'one',
      role: 'app',
      signingRequest: requestDer,
      anyKey: true,
      now: start,
    })
    const certificate = derOf(next.credential.certificatePem)
    const id = await reprovision(site, {certificate})
    expect(await certificateOf(site, id)).toBe(next.credential.certificatePem)
    expect(isRefused(await identified(site.t, site.old.credential.certificatePem))).toBe(true)
    expect((await clientOf(site.t, next.credential.certificatePem)).roleName).toBe('app')
  })

  it('refuses one of another role, one that is revoked, and the one in use', async () => {
    const site = await arrange()
    const {store} = site.t.engine
    const other = await generateCredential(store, {scope: 'one', role: 'other', now: start})
    const revoked = await generateCredential(store, {scope: 'one', role: 'app', now: start})
    await generateCredential(store, {scope: 'one', role: 'app', revokes: revoked.description.serialNumber, now: start})
    for (const {credential} of [other, revoked]) {
      expect(await reasonFor(site, {certificate: derOf(credential.certificatePem)})).toBe('PermissionDenied')
    }
    expect(await reasonFor(site, {certificate: derOf(site.old.credential.certificatePem)})).toBe('InvalidField')
    expect((await clientOf(site.t, site.old.credential.certificatePem)).only).toBeUndefined()
  })

  it('refuses one that no authority signed whose clients are taken, and what is no certificate', async () => {
    const site = await arrange()
    const stranger = await foreignClient(await foreignAuthority({now: start}), {subject: [], now: start})
    expect(await reasonFor(site, {certificate: derOf(stranger.certificatePem)})).toBe('PermissionDenied')
    expect(await reasonFor(site, {certificate: x509(Uint8Array.of(1)).value})).toBe('InvalidField')
    expect(await reasonFor(site, {certificateRequest: request, certificate: x509(Uint8Array.of(1)).value})).toBe(
      'InvalidField',
    )
  })

  it('refuses one that has expired or is that of an authority', async () => {
    const site = await arrange()
    const authority = await foreignAuthority({now: start})
    const expired = await foreignClient(authority, {subject: [], now: start, lifetime: -1000})
    expect(await reasonFor(site, {certificate: derOf(expired.certificatePem)})).toBe('InvalidField')
    expect(await reasonFor(site, {certificate: derOf(authority.certificatePem)})).toBe('InvalidField')
  })

  it('takes one of an imported authority that gives its clients the same role', async () => {
    const site = await arrange()
    const {store} = site.t.engine
    const authority = await foreignAuthority({now: start})
    const mapping = {scopeName: 'one', roleField: 'CN'}
    await importAuthority(store, {name: 'partner', certificatePem: authority.certificatePem, mapping, now: start})
    const listener = listenerRecord('l', {additionalClientAuthorities: ['partner']})
    await store.transaction(({administration}) => administration.putListener(listener))
    const named = (value: string) => foreignClient(authority, {subject: [{type: 'CN', value}], now: start})
    expect(await reasonFor(site, {certificate: derOf((await named('other')).certificatePem)})).toBe('PermissionDenied')
    await reprovision(site, {certificate: derOf((await named('app')).certificatePem)})
    expect(isRefused(await identified(site.t, site.old.credential.certificatePem))).toBe(true)
  })
})

describe('A client of an imported authority', () => {
  it('brings its next certificate, and cannot have one made', async () => {
    const {t} = await arrange()
    const {store} = t.engine
    const authority = await foreignAuthority({now: start})
    const mapping = {scopeName: 'one', roleName: 'app'}
    await importAuthority(store, {name: 'partner', certificatePem: authority.certificatePem, mapping, now: start})
    const record = listenerRecord('l', {additionalClientAuthorities: ['partner']})
    await store.transaction(({administration}) => administration.putListener(record))
    const [first, second] = await Promise.all(
      ['a', 'b'].map((value) => foreignClient(authority, {subject: [{type: 'CN', value}], now: start})),
    )
    const presented = (pem = '') => {
      const certificates = [readCertificate(pem)]
      const fingerprint = certificates[0]?.fingerprint256.replaceAll(':', '').toLowerCase() ?? ''
      return {fingerprint, certificates, listener: 'l'}
    }
    const identify = createIdentify(store)
    const client = await identify(presented(first?.certificatePem), start.getTime())
    if (isRefused(client)) throw new Error(client.refused)
    expect(await t.reason(ReProvision, {}, {version, identity: client})).toBe('PermissionDenied')
    const certificate = derOf(second?.certificatePem ?? '')
    await t.call(ReProvision, {certificate}, {version, identity: client})
    expect(await identify(presented(first?.certificatePem), start.getTime())).toMatchObject({cause: 'revoked'})
    expect(isRefused(await identify(presented(second?.certificatePem), start.getTime()))).toBe(false)
  })
})
