import {describe, expect, it} from 'vitest'
import {listChanges} from '../../../../src/administration/changes.ts'
import {generateCredential} from '../../../../src/administration/issue-credential.ts'
import {createRole, updateRole} from '../../../../src/administration/roles.ts'
import {readCertificate} from '../../../../src/ca/certificate.ts'
import {readAsymmetricKey} from '../../../../src/crypto/keys/asymmetric-key.ts'
import type {ManagedObject} from '../../../../src/kmip/objects/managed-object.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import {ReProvision} from '../../../../src/kmip/operations/re-provision.ts'
import {linkedIds} from '../../../../src/server/objects/links.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {aes, attributes, attributeOf, endLife, stateOf} from '../../../support/managed-objects.ts'
import {logIn, under} from '../../../support/tickets.ts'
import {answerOf, entry, start} from '../../../support/test-engine.ts'
import {fixture} from '../../ca/fixture.ts'
import {
  version,
  request,
  arrange,
  identified,
  clientOf,
  certificateOf,
  reasonFor,
  reprovision,
} from '../../../support/re-provisioning.ts'

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
  it.each([
    ['could read the key and do more with it', ['get', 'locate'], 'PermissionDenied'],
    ['could use it by PKCS#11', ['pkcs-11'], 'PermissionDenied'],
    ['cannot read it', ['locate', 'create'], undefined],
  ] as const)('looks whether another role %s', async (_, operations, reason) => {
    const site = await arrange()
    await createRole(site.t.engine.store, {scope: 'one', role: 'third', operations: [...operations], now: start})
    expect(await reasonFor(site, {})).toBe(reason)
    expect(await reasonFor(site, {certificateRequest: request})).toBe(
      reason === undefined ? 'PermissionDenied' : undefined,
    )
  })

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

  it('is not done under a ticket, and leaves the tickets of the client worthless', async () => {
    const site = await arrange()
    const {t, client, old} = site
    const ticket = await logIn(t, client)
    expect(await t.reason(ReProvision, {}, under(ticket, client, {version}))).toBe('PermissionDenied')
    const next = await reprovision(site, {certificateRequest: request})
    const [replaced, renewed] = [old.credential.certificatePem, await certificateOf(site, next)]
    for (const pem of [replaced, renewed]) {
      const {batchItems} = await t.batch(
        [entry(Query, {queryFunction: ['QueryOperations']}, version)],
        under(ticket, await clientOf(t, pem), {version}),
      )
      expect(batchItems?.[0]?.resultReason).toBe('InvalidTicket')
    }
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
