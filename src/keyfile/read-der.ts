import {createPrivateKey, X509Certificate} from 'node:crypto'
import {dsaAlgorithm, fieldPrivateKey} from '../crypto/keys/discrete-logarithm-key.ts'
import {integerOf, readSequence} from '../crypto/keys/der.ts'
import {UsageError} from '../errors.ts'
import type {DerOutline} from './der-outline.ts'
import {foundKey} from './found-key.ts'
import type {FoundCertificate, FoundObject} from './key-file.ts'
import {type AskPassword, passwordFor, wrongPassword} from './password.ts'

/** DER of one object. */
export interface DerSource {
  readonly bytes: Uint8Array
  /** In words, to name it in errors. */
  readonly what: string
  readonly password?: AskPassword | undefined
  readonly name?: string | undefined
}

type Reader = (source: DerSource) => FoundObject | Promise<FoundObject>

const readers: Readonly<Partial<Record<DerOutline, Reader>>> = {
  'PKCS#1 private key': (source) => foundKey({...source, type: 'PrivateKey', format: 'PKCS_1'}),
  'PKCS#1 public key': (source) => foundKey({...source, type: 'PublicKey', format: 'PKCS_1'}),
  'PKCS#8 private key': (source) => foundKey({...source, type: 'PrivateKey', format: 'PKCS_8'}),
  'SEC 1 private key': (source) => foundKey({...source, type: 'PrivateKey', format: 'ECPrivateKey'}),
  'public key': (source) => foundKey({...source, type: 'PublicKey', format: 'X_509'}),
  'DSA private key': dsaPrivateKey,
  'encrypted PKCS#8 private key': encryptedKey,
  certificate: certificateObject,
  'certificate request': ({bytes, name}) => ({type: 'CertificateRequest', bytes, name}),
}

/** @throws UsageError for what has not the structure, PasswordError for what does not open */
export async function readDerObject(outline: DerOutline, source: DerSource): Promise<FoundObject> {
  const read = readers[outline]
  if (read === undefined) throw new UsageError(`${source.what} is a ${outline}, which holds no single key`)
  return read(source)
}

/** OpenSSL's own structure of a DSA key: version, P, Q, G, Y and X. KMIP has no format for it, PKCS#8 is the same key. */
function dsaPrivateKey({bytes, ...source}: DerSource): FoundObject {
  const [, p = 0n, q = 0n, g = 0n, , number = 0n] = readSequence(bytes).map(integerOf)
  const pkcs8 = fieldPrivateKey(dsaAlgorithm, {parameters: [p, q, g], number}).export({format: 'der', type: 'pkcs8'})
  return foundKey({...source, bytes: pkcs8, type: 'PrivateKey', format: 'PKCS_8'})
}

async function encryptedKey({bytes, password, ...source}: DerSource): Promise<FoundObject> {
  const passphrase = await passwordFor(source.what, password)
  return foundKey({...source, bytes: decrypted(), type: 'PrivateKey', format: 'PKCS_8'})

  function decrypted(): Buffer {
    try {
      const key = createPrivateKey({key: Buffer.from(bytes), format: 'der', type: 'pkcs8', passphrase})
      return key.export({format: 'der', type: 'pkcs8'})
    } catch (cause) {
      throw wrongPassword(source.what, cause)
    }
  }
}

function certificateObject({bytes, what, name}: DerSource): FoundCertificate {
  const certificate = certificateIn(bytes)
  if (certificate !== undefined) return foundCertificate(certificate, name)
  throw new UsageError(`${what} cannot be read as a certificate`, {hint: 'It is damaged, or not X.509'})
}

export function foundCertificate(certificate: X509Certificate, name?: string): FoundCertificate {
  return {type: 'Certificate', bytes: new Uint8Array(certificate.raw), certificate, name}
}

/** Undefined when the bytes are none. */
export function certificateIn(bytes: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes)
  } catch {
    return undefined
  }
}
