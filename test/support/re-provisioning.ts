import {X509Certificate} from 'node:crypto'
import {generateCredential, type NewCredential} from '../../src/administration/issue-credential.ts'
import {createRole} from '../../src/administration/roles.ts'
import {readCertificate} from '../../src/ca/certificate.ts'
import type {ManagedObject} from '../../src/kmip/objects/managed-object.ts'
import {Get} from '../../src/kmip/operations/get.ts'
import {ReProvision} from '../../src/kmip/operations/re-provision.ts'
import {createIdentify, isRefused} from '../../src/server/identity/identify.ts'
import type {Identity} from '../../src/server/identity/identity.ts'
import {certificateRequest} from './certificate-requests.ts'
import {x509} from './certificates.ts'
import {createTestEngine, start, type TestEngine} from './test-engine.ts'

export const version = '2.1'
export const {value: request} = certificateRequest()

export interface Payload {
  readonly certificateRequest?: typeof request
  readonly certificate?: ManagedObject<'Certificate'>['value']
}

export interface Site {
  readonly t: TestEngine
  readonly old: NewCredential
  readonly client: Identity
}

/** A client with a credential of role `app`; role `other` is another one of the same scope. */
export async function arrange(): Promise<Site> {
  const t = await createTestEngine()
  const {store} = t.engine
  const role = {scope: 'one', operations: ['all'], now: start}
  await createRole(store, {...role, role: 'app'})
  await createRole(store, {...role, role: 'other'})
  const old = await generateCredential(store, {scope: 'one', role: 'app', labels: {team: 'db'}, now: start})
  return {t, old, client: await clientOf(t, old.credential.certificatePem)}
}

export async function identified(t: TestEngine, pem: string, at = start) {
  const {fingerprint256} = readCertificate(pem)
  return createIdentify(t.engine.store)({fingerprint: fingerprint256.replaceAll(':', '').toLowerCase()}, at.getTime())
}

export async function clientOf(t: TestEngine, pem: string, at = start): Promise<Identity> {
  const identification = await identified(t, pem, at)
  if (isRefused(identification)) throw new Error(identification.refused)
  return identification
}

/** A certificate in PEM that the scope has as an object. */
export async function certificateOf({t, client}: Site, uniqueIdentifier: string): Promise<string> {
  const {object} = await t.call(Get, {uniqueIdentifier}, {version, identity: client})
  return new X509Certificate((object as ManagedObject<'Certificate'>).value.certificateValue).toString()
}

export async function reasonFor({t, client}: Site, payload: Payload) {
  return (await t.refusal(ReProvision, payload, {version, identity: client})).resultReason
}

export async function reprovision({t, client}: Site, payload: Payload = {}): Promise<string> {
  return (await t.call(ReProvision, payload, {version, identity: client})).uniqueIdentifier ?? ''
}

export function derOf(pem: string) {
  return x509(readCertificate(pem).raw).value
}
