import {extensionIdentifiers, extensionValue, type CertificateFields} from '../../../ca/x509/certificate-fields.ts'
import {nameText} from '../../../ca/x509/directory-name.ts'
import {generalNameText, readGeneralNames} from '../../../ca/x509/general-name.ts'
import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'

/** Whether a client gave the certificate as an object, or the server found it in a PKCS#12 container. */
export type CertificateOrigin = 'given' | 'found'

/**
 * Identifier, subject and issuer, as bytes and in the deprecated form as text. KMIP 1.4 sections 3.10 to 3.15.
 *
 * The specification leaves the encoding of the serial number open, and its test cases have both: the whole INTEGER of a
 * certificate that is given, its content alone for one that came in a PKCS#12 container. A search finds either.
 */
export function identifyCertificate(
  attributes: AttributeSet,
  fields: CertificateFields,
  origin: CertificateOrigin,
): void {
  const {issuer, subject, serialNumber} = fields
  const subjectNames = alternativeNames(fields, extensionIdentifiers.subjectAlternativeName)
  const issuerNames = alternativeNames(fields, extensionIdentifiers.issuerAlternativeName)
  attributes
    .set('X_509CertificateIdentifier', {
      issuerDistinguishedName: issuer,
      certificateSerialNumber: origin === 'given' ? derInteger(serialNumber) : serialNumber,
    })
    .set('X_509CertificateSubject', {
      subjectDistinguishedName: withoutEmpty(subject),
      subjectAlternativeName: subjectNames,
    })
    .set('X_509CertificateIssuer', {issuerDistinguishedName: issuer, issuerAlternativeName: issuerNames})
    .set('CertificateIdentifier', {issuer: nameText(issuer), serialNumber: Buffer.from(serialNumber).toString('hex')})
    .set('CertificateSubject', {
      certificateSubjectDistinguishedName: nameText(subject),
      certificateSubjectAlternativeName: texts(subjectNames),
    })
    .set('CertificateIssuer', {
      certificateIssuerDistinguishedName: nameText(issuer),
      certificateIssuerAlternativeName: texts(issuerNames),
    })
}

/** A serial number has at most 20 bytes (RFC 5280 section 4.1.2.2), and never so many that its length took two. */
function derInteger(content: Uint8Array): Uint8Array {
  return Uint8Array.of(0x02, content.length, ...content)
}

/** A subject that is not there is an empty string. KMIP 1.4 section 3.11. */
function withoutEmpty(name: Uint8Array): Uint8Array {
  return name.length === 2 ? new Uint8Array(0) : name
}

/** Undefined without any: an empty list is no list. */
function alternativeNames(fields: CertificateFields, identifier: string): readonly Uint8Array[] | undefined {
  const value = extensionValue(fields, identifier)
  return value === undefined ? undefined : readGeneralNames(value)
}

function texts(names: readonly Uint8Array[] | undefined): readonly string[] | undefined {
  return names?.flatMap((name) => generalNameText(name) ?? [])
}
