import type {KeyObject, X509Certificate} from 'node:crypto'
import type {AsymmetricType} from '../crypto/keys/asymmetric-format.ts'
import type {AsymmetricFacts} from '../crypto/keys/asymmetric-facts.ts'
import type {EnumName} from '../kmip/spec/enumeration.ts'
import type {CryptographicAlgorithm, KeyFormatType} from '../kmip/spec/enumerations.ts'

/** What a file is as a whole. `bytes` has no structure that says what it is. */
export type KeyFileContainer = 'PEM' | 'DER' | 'JWK' | 'JWK Set' | 'PKCS#12' | 'OpenPGP' | 'bytes'

export type AlgorithmName = EnumName<typeof CryptographicAlgorithm>
export type FormatName = EnumName<typeof KeyFormatType>

interface Found {
  /** In the form in which KMIP carries it. */
  readonly bytes: Uint8Array
  /** How the file calls it: a key identifier, a friendly name. */
  readonly name?: string | undefined
}

/** A key of a JWK with the key type `oct`. */
export interface FoundSymmetricKey extends Found {
  readonly type: 'SymmetricKey'
  readonly format: 'Raw'
  /** Undefined where nothing tells for what cipher or MAC it is. */
  readonly algorithm?: AlgorithmName | undefined
  /** Cryptographic Usage Mask, where the file says something about the use. */
  readonly usage?: number | undefined
}

export interface FoundAsymmetricKey extends Found {
  readonly type: AsymmetricType
  readonly format: FormatName
  readonly key: KeyObject
  /** Undefined for keys of a kind, or on a curve, that KMIP has no name for. */
  readonly facts: AsymmetricFacts | undefined
  /** Cryptographic Usage Mask, where the file says something about the use. */
  readonly usage?: number | undefined
}

export interface FoundCertificate extends Found {
  readonly type: 'Certificate'
  readonly certificate: X509Certificate
}

/** PKCS#10. */
export interface FoundCertificateRequest extends Found {
  readonly type: 'CertificateRequest'
}

/** Armoured text or packets, as the file has it. */
export interface FoundPgpKey extends Found {
  readonly type: 'PGPKey'
  /** Of the first key packet, RFC 4880 section 5.5.2. */
  readonly version: number
  readonly algorithm: AlgorithmName | undefined
  readonly isPrivate: boolean
}

export type FoundObject =
  | FoundSymmetricKey
  | FoundAsymmetricKey
  | FoundCertificate
  | FoundCertificateRequest
  | FoundPgpKey

/** What a file holds, in its order. */
export interface KeyFile {
  readonly container: KeyFileContainer
  readonly objects: readonly FoundObject[]
  /** Parts that are neither key nor certificate, in words: `EC PARAMETERS`. */
  readonly passedOver: readonly string[]
  /** A password was needed for a part of it. */
  readonly encrypted: boolean
}
