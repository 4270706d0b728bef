import {createDecipheriv, pbkdf2} from 'node:crypto'
import {promisify} from 'node:util'
import {type Asn1, bytesOf, type Der, partOf, partsOf} from './der.ts'
import {decryptLegacy} from './pkcs12-decrypt-legacy.ts'
import {oids, pbes2Ciphers, pbkdf2Digests} from './pkcs12-oids.ts'

const derive = promisify(pbkdf2)

/** How a file is opened. */
export interface OpenOptions {
  readonly password: string
  /** What a made-up file may cost. */
  readonly mostIterations: number
}

/**
 * Decrypts a part of a PKCS#12 file; `algorithm` is its AlgorithmIdentifier. Throws for a wrong password as for
 * damaged data: the padding is all there is to tell.
 */
export async function decryptPart(
  der: Der,
  algorithm: Asn1,
  ciphertext: Uint8Array,
  options: OpenOptions,
): Promise<Buffer> {
  if (der.readOid(partOf(algorithm, 0)) !== oids.pbes2) return decryptLegacy(der, algorithm, ciphertext, options)
  const [derivation, scheme] = partsOf(partOf(algorithm, 1))
  if (derivation === undefined || scheme === undefined || der.readOid(partOf(derivation, 0)) !== oids.pbkdf2) {
    throw new TypeError('Key derivation other than PBKDF2')
  }
  const cipher = pbes2Ciphers[der.readOid(partOf(scheme, 0))]
  if (cipher === undefined) throw new TypeError('Unknown PBES2 cipher')
  const {salt, iterations, digest} = derivationParameters(der, partOf(derivation, 1), options)
  const key = await derive(options.password, salt, iterations, cipher.keyLength, digest)
  const decipher = createDecipheriv(cipher.name, key, bytesOf(partOf(scheme, 1)))
  return Buffer.concat([decipher.update(ciphertext), decipher.final()])
}

function derivationParameters(der: Der, parameters: Asn1, {mostIterations}: OpenOptions) {
  const [salt, count, ...optional] = partsOf(parameters)
  if (salt === undefined || count === undefined) throw new TypeError('PBKDF2 parameters are missing')
  const iterations = der.readInteger(count)
  if (iterations < 1 || iterations > mostIterations) throw new TypeError(`${iterations} iterations`)
  const prf = optional.find((part) => der.isSequence(part))
  const digest = prf === undefined ? 'sha1' : pbkdf2Digests[der.readOid(partOf(prf, 0))]
  if (digest === undefined) throw new TypeError('Unknown PBKDF2 function')
  return {salt: bytesOf(salt), iterations, digest}
}
