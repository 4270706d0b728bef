import type {SigningRequest} from '../../ca/signing-request.ts'
import {readCertificate} from '../../ca/certificate.ts'
import type {Transaction} from '../../storage/store.ts'
import type {Identity} from '../identity/identity.ts'
import {replacementRecord} from '../identity/replaced-credential.ts'
import {WriteNeeded} from '../objects/escalation.ts'
import type {Access} from '../objects/object-access.ts'
import {checkBrought} from './brought-certificate.ts'
import type {NewCertificate, Provisioner} from './provisioner.ts'

/** How the client of a request comes by another credential, in the transaction of the request. */
export interface Provisioning {
  /** The certificate in use, in DER; undefined when there is no trace of it. */
  current(): Promise<Uint8Array | undefined>
  /** Decides what the new certificate shall be; what it gives is to be done outside of the transaction. */
  plan(signingRequest: SigningRequest | undefined): Promise<() => Promise<NewCertificate>>
  /** The new certificate is the client's from now on; the one in use is good for nothing but to fetch these objects. */
  exchange(made: NewCertificate, objects: readonly string[]): Promise<void>
  /** The same with a certificate that the client brings, in DER; fails unless it would be the same client with it. */
  adopt(certificate: Uint8Array): Promise<void>
}

interface Request {
  readonly identity: Identity
  readonly provisioner: Provisioner
  readonly now: Date
}

export function createProvisioning({reader, writer}: Access, {identity, provisioner, now}: Request): Provisioning {
  const {administration} = reader

  function writable(): Transaction {
    if (writer === undefined) throw new WriteNeeded()
    return writer
  }

  return {
    async current() {
      const [foreign] = identity.foreign?.certificates ?? []
      if (foreign !== undefined) return Buffer.from(foreign, 'base64')
      const credential = await administration.credential(identity.serialNumber)
      return credential && new Uint8Array(readCertificate(credential.certificatePem).raw)
    },
    plan: (signingRequest) => provisioner.plan(administration, {applicant: identity, signingRequest, now}),
    async exchange(made, objects) {
      const {administration: administrationWriter, continuations} = writable()
      const before = await administration.credential(identity.serialNumber)
      await provisioner.exchange(administrationWriter, identity, made, now)
      if (before === undefined) return
      const record = replacementRecord(before.fingerprint, objects, now)
      await continuations.put({...record, scopeId: identity.scopeId})
    },
    async adopt(certificate) {
      await checkBrought(administration, {der: certificate, identity, now})
      await provisioner.revoke(writable().administration, identity, now)
    },
  }
}
