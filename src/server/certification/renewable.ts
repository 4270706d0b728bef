import type {KeyObject} from 'node:crypto'
import type {CertificateFields} from '../../ca/x509/certificate-fields.ts'
import {KmipError} from '../../kmip/error.ts'
import {certificateFieldsOf} from '../objects/certificates/certificate-attributes.ts'
import {contentOf, type ServerObject} from '../objects/server-object.ts'

/** A certificate in whose place another may be issued. */
export interface RenewableCertificate {
  readonly fields: CertificateFields
  readonly publicKey: KeyObject
}

/** Fails for what Re-certify does not renew. */
export function renewableCertificate(existing: ServerObject): RenewableCertificate {
  const content = contentOf(existing)
  if (content.type !== 'Certificate') {
    throw new KmipError(
      'InvalidObjectType',
      `Object ${existing.id} is a ${content.type}, Re-certify is for Certificates`,
    )
  }
  if (existing.attributes.get('State') === 'Compromised') {
    throw new KmipError('WrongKeyLifecycleState', `Certificate ${existing.id} is Compromised, it cannot be renewed`)
  }
  const fields = certificateFieldsOf(content.value)
  if (!fields.certificate.ca) return {fields, publicKey: publicKeyOf(existing, fields)}
  throw new KmipError(
    'InvalidObjectType',
    `Certificate ${existing.id} is that of an authority, which is not renewed here`,
  )
}

/** Certificates of keys that OpenSSL does not know may be registered, but nobody could check a new one. */
function publicKeyOf({id}: ServerObject, {certificate}: CertificateFields): KeyObject {
  try {
    return certificate.publicKey
  } catch (cause) {
    throw new KmipError('InvalidObjectType', `Certificate ${id} has a key of an unknown kind`, {cause})
  }
}
