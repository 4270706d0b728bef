import {readCertificateFields, type CertificateFields} from '../../../ca/x509/certificate-fields.ts'
import {factsOf, type AsymmetricFacts} from '../../../crypto/keys/asymmetric-facts.ts'
import type {AttributeSet, AttributeValue} from '../../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {Certificate} from '../../../kmip/objects/certificate.ts'
import {identifyCertificate, type CertificateOrigin} from './certificate-names.ts'
import {certificateNameParts} from './certificate-name-parts.ts'
import {signatureAlgorithmOf} from './certificate-signature.ts'
import {setDigest} from '../creation/key-value-attributes.ts'

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
  describeKey(attributes, fields)
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

/** Keys that OpenSSL or KMIP has no name for leave the attributes out. */
function describeKey(attributes: AttributeSet, fields: CertificateFields): void {
  const facts = keyFacts(fields)
  if (facts === undefined) return
  // Of all the names for keys on curves the one that every version has
  const algorithms = facts.algorithms.includes('ECDSA') ? (['ECDSA', ...facts.algorithms] as const) : facts.algorithms
  agree(attributes, 'CryptographicAlgorithm', algorithms)
  agree(attributes, 'CryptographicLength', [facts.length])
}

function keyFacts({certificate}: CertificateFields): AsymmetricFacts | undefined {
  try {
    return factsOf(certificate.publicKey)
  } catch {
    return undefined
  }
}

type Described =
  | 'CertificateType'
  | 'CertificateLength'
  | 'CryptographicAlgorithm'
  | 'CryptographicLength'
  | 'DigitalSignatureAlgorithm'

/** Keeps what the client said when it is one of the values that are true, else says the first. */
function agree<K extends Described>(attributes: AttributeSet, key: K, values: readonly AttributeValue<K>[]): void {
  const said = attributes.get(key)
  const [first] = values
  if (said !== undefined && !values.includes(said)) {
    throw new KmipError(
      'InvalidField',
      `The certificate has ${key} ${String(first)}, the attributes say ${String(said)}`,
    )
  }
  if (said === undefined && first !== undefined) attributes.set(key, first)
}
