import {readCertificateFields, type CertificateFields} from '../../../ca/x509/certificate-fields.ts'
import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {Certificate} from '../../../kmip/objects/certificate.ts'
import {agreementOf, describeCertifiedKey} from './certified-key.ts'
import {identifyCertificate, type CertificateOrigin} from './certificate-names.ts'
import {certificateNameParts} from './certificate-name-parts.ts'
import {signatureAlgorithmOf} from './certificate-signature.ts'
import {setDigest} from '../creation/key-value-attributes.ts'

const agree = agreementOf('certificate')

/**
 * Takes a Certificate object apart.
 *
 * @throws KmipError Invalid Field for PGP certificates and for what is no certificate
 */
export function certificateFieldsOf({certificateType, certificateValue}: Certificate): CertificateFields {
  if (certificateType !== 'X_509') {
    throw new KmipError(
      'InvalidField',
      `Certificate Type ${certificateType} is not supported, X_509 is, and PGP keys are PGP Key objects`,
    )
  }
  try {
    return readCertificateFields(certificateValue)
  } catch (cause) {
    throw new KmipError('InvalidField', 'The Certificate Value is not an X.509 certificate in DER', {cause})
  }
}

/**
 * Sets the attributes that follow from a certificate; what the client says of it must agree. KMIP 1.4 sections 3.8 to
 * 3.17.
 */
export function describeCertificate(
  attributes: AttributeSet,
  content: Certificate,
  origin: CertificateOrigin = 'given',
): void {
  const fields = certificateFieldsOf(content)
  agree(attributes, 'CertificateType', [content.certificateType])
  agree(attributes, 'CertificateLength', [content.certificateValue.length])
  describeCertifiedKey(attributes, () => fields.certificate.publicKey, agree)
  const algorithm = signatureAlgorithmOf(fields)
  if (algorithm !== undefined) agree(attributes, 'DigitalSignatureAlgorithm', [algorithm])
  describeNames(attributes, fields, origin)
  // A certificate that came inside of something else was never given in any Key Format Type
  setDigest(attributes, content.certificateValue, origin === 'given' ? 'Raw' : undefined)
}

/** Extensions are read here for the first time, and may be anything. */
function describeNames(attributes: AttributeSet, fields: CertificateFields, origin: CertificateOrigin): void {
  try {
    identifyCertificate(attributes, fields, origin)
    certificateNameParts(attributes, fields)
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw new KmipError('InvalidField', 'The certificate has a name that cannot be read', {cause})
  }
}
