import {createDecipheriv, pbkdf2} from 'node:crypto'
import {promisify} from 'node:util'
import {type Asn1, bytesOf, type Der, partOf, partsOf} from './der.ts'
import {loadForge} from './libraries.ts'
import {oids, pbes2Ciphers, pbkdf2Digests} from './pkcs12-oids.ts'

const derive = promisify(pbkdf2)

/** Java's limit; no program writes more, and a made-up file could otherwise stop the process for hours. */
export const mostIterations = 5_000_000

/**
 * Decrypts a part of a PKCS#12 file; `algorithm` is its AlgorithmIdentifier. Throws for a wrong password as for
 * damaged data: the padding is all there is to tell.
 */
export async function decryptPart(
  der: Der,
  algorithm: Asn1,
  ciphertext: Uint8Array,
  password: string,
): Promise<Buffer> {
  if (der.readOid(partOf(algorithm, 0)) !== oids.pbes2) return decryptLegacy(der, algorithm, ciphertext, password)
  const [derivation, scheme] = partsOf(partOf(algorithm, 1))
  if (derivation === undefined || scheme === undefined || der.readOid(partOf(derivation, 0)) !== oids.pbkdf2) {
    throw new TypeError('Key derivation other than PBKDF2')
  }
  const cipher = pbes2Ciphers[der.readOid(partOf(scheme, 0))]
  if (cipher === undefined) throw new TypeError('Unknown PBES2 cipher')
  const {salt, iterations, digest} = derivationParameters(der, partOf(derivation, 1))
  const key = await derive(password, salt, iterations, cipher.keyLength, digest)
  const decipher = createDecipheriv(cipher.name, key, bytesOf(partOf(scheme, 1)))
  return Buffer.concat([decipher.update(ciphertext), decipher.final()])
}

function derivationParameters(der: Der, parameters: Asn1) {
  const [salt, count, ...optional] = partsOf(parameters)
  if (salt === undefined || count === undefined) throw new TypeError('PBKDF2 parameters are missing')
  const iterations = der.readInteger(count)
  if (iterations < 1 || iterations > mostIterations) throw new TypeError(`${iterations} iterations`)
  const prf = optional.find((part) => der.isSequence(part))
  const digest = prf === undefined ? 'sha1' : pbkdf2Digests[der.readOid(partOf(prf, 0))]
  if (digest === undefined) throw new TypeError('Unknown PBKDF2 function')
  return {salt: bytesOf(salt), iterations, digest}
}

/** The triple DES and RC2 of older Windows, Java and OpenSSL files, which OpenSSL 3 no longer offers. */
async function decryptLegacy(der: Der, algorithm: Asn1, ciphertext: Uint8Array, password: string): Promise<Buffer> {
  const parameters = partsOf(partOf(algorithm, 1))
  const iterations = parameters[1] === undefined ? 0 : der.readInteger(parameters[1])
  // Derived in JavaScript, a hundred times slower
  if (iterations > mostIterations / 100) throw new TypeError(`${iterations} iterations`)
  const forge = await loadForge()
  // The library decrypts any encrypted value in the shape of a private key; it answers null for wrong padding
  const box = der.sequence(algorithm, der.octets(ciphertext))
  const plain: Asn1 | null = forge.pki.decryptPrivateKeyInfo(box, password)
  if (plain === null) throw new TypeError('Wrong padding')
  return der.encode(plain)
}
