import {requestInPem} from '../../src/ca/request-pem.ts'
import {readRequestFields} from '../../src/ca/x509/request-fields.ts'
import type {ManagedObject} from '../../src/kmip/objects/managed-object.ts'
import type {CertificateRequest} from '../../src/kmip/objects/certificate-request.ts'
import {fixture} from '../unit/ca/fixture.ts'

/** PKCS#10 for an EC key on P-256, in DER and PEM. */
export const requestPem: Uint8Array = Uint8Array.from(fixture('p256.csr'))
export const requestDer: Uint8Array = Uint8Array.from(requestInPem(fixture('p256.csr').toString()) ?? [])

/** A Certificate Request object. */
export function certificateRequest(
  certificateRequestValue: Uint8Array = requestDer,
  certificateRequestType: CertificateRequest['certificateRequestType'] = 'PKCS_10',
): ManagedObject<'CertificateRequest'> {
  return {type: 'CertificateRequest', value: {certificateRequestType, certificateRequestValue}}
}

/** A DER element. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts)
  const {length} = content
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Uint8Array.of(tag, ...head, ...content)
}

/** CRMF for the key of the request above, without proof that anybody holds it. RFC 4211 section 3. */
export function requestMessages(): Uint8Array {
  const {subject = new Uint8Array(), publicKeyInfo = new Uint8Array()} = readRequestFields(requestDer)
  const template = der(0x30, der(0xa5, subject), Uint8Array.of(0xa6, ...publicKeyInfo.subarray(1)))
  return der(0x30, der(0x30, der(0x30, der(0x02, Uint8Array.of(1)), template)))
}
