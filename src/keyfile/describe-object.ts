import {describeCertificate} from '../ca/certificate.ts'
import {CryptographicAlgorithm, KeyFormatType, RecommendedCurve} from '../kmip/spec/enumerations.ts'
import type {FoundAsymmetricKey, FoundObject, FoundSymmetricKey} from './key-file.ts'

/** A found object in words: `an RSA private key of 2048 bits, PKCS#8`. */
export function describeObject(object: FoundObject): string {
  switch (object.type) {
    case 'SymmetricKey':
      return symmetricText(object)
    case 'PrivateKey':
    case 'PublicKey':
      return asymmetricText(object)
    case 'Certificate':
      return `a certificate of ${describeCertificate(object.certificate).subject || 'nobody'}`
    case 'CertificateRequest':
      return 'a certificate signing request'
    case 'PGPKey':
      return `a ${object.isPrivate ? 'private' : 'public'} PGP key of version ${object.version}`
  }
}

function symmetricText({algorithm, bytes}: FoundSymmetricKey): string {
  const bits = `${bytes.length * 8} bits`
  return algorithm === undefined
    ? `a symmetric key of ${bits}`
    : `${withArticle(algorithmName(algorithm))} key of ${bits}`
}

function asymmetricText({type, facts, format, key}: FoundAsymmetricKey): string {
  const half = type === 'PrivateKey' ? 'private key' : 'public key'
  const formatName = KeyFormatType.specName(format) ?? format
  if (facts === undefined) return `a ${half} of the kind ${key.asymmetricKeyType}, ${formatName}`
  const {algorithms, length, curve} = facts
  const where = curve === undefined ? `of ${length} bits` : `on the curve ${curveName(curve)}`
  return `${withArticle(algorithmName(algorithms[0] ?? ''))} ${half} ${where}, ${formatName}`
}

export function algorithmName(name: string): string {
  return CryptographicAlgorithm.specName(name) ?? name
}

export function curveName(name: string): string {
  return RecommendedCurve.specName(name) ?? name
}

/** Most names are spelt: an RSA key, but a DSA key. */
function withArticle(name: string): string {
  return `${/^(?:AES|ARIA|EC|Ed|HMAC|IDEA|RC\d|RSA|SM\d)/.test(name) ? 'an' : 'a'} ${name}`
}
