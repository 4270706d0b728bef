import {createPublicKey} from 'node:crypto'
import {requestInPem} from '../../../ca/request-pem.ts'
import {readRequestFields, readRequestMessages, type RequestFields} from '../../../ca/x509/request-fields.ts'
import {UsageError} from '../../../errors.ts'
import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {CertificateRequest} from '../../../kmip/objects/certificate-request.ts'
import {setDigest} from '../creation/key-value-attributes.ts'
import {agreementOf, describeCertifiedKey} from './certified-key.ts'

const agree = agreementOf('certificate request')

/** The PGP of 1.x is none that an object may have: the type was gone when requests became objects. */
const readers: Readonly<Record<string, (value: Uint8Array) => RequestFields>> = {
  CRMF: readRequestMessages,
  PKCS_10: readRequestFields,
  PEM(value) {
    const der = requestInPem(Buffer.from(value).toString('latin1'))
    if (der === undefined) throw new UsageError('The data is not a certificate request in PEM')
    return readRequestFields(der)
  },
}

/**
 * Sets the attributes that follow from a certificate request; what the client says of its key must agree. KMIP 2.1
 * sections 2.2 and 11.8.
 *
 * @throws KmipError Invalid Field for what is no request of the type that it claims to be
 */
export function describeCertificateRequest(attributes: AttributeSet, content: CertificateRequest): void {
  const {publicKeyInfo} = requestFieldsOf(content)
  if (publicKeyInfo !== undefined) {
    const key = Buffer.from(publicKeyInfo)
    describeCertifiedKey(attributes, () => createPublicKey({key, format: 'der', type: 'spki'}), agree)
  }
  setDigest(attributes, content.certificateRequestValue, undefined)
}

function requestFieldsOf({certificateRequestType: type, certificateRequestValue}: CertificateRequest): RequestFields {
  const read = readers[type]
  if (read === undefined) {
    throw new KmipError(
      'InvalidField',
      `Certificate Request Type ${type} is not supported, ${Object.keys(readers).join(', ')} are`,
    )
  }
  try {
    return read(certificateRequestValue)
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause
    throw new KmipError('InvalidField', cause.message, {cause})
  }
}
