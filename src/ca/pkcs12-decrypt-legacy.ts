import {createDecipheriv} from 'node:crypto'
import {type Asn1, bytesOf, type Der, partOf, partsOf} from './der.ts'
import {loadForge} from './libraries.ts'
import {derivationPurpose, derivePkcs12} from './pkcs12-derive.ts'
import {legacyCiphers, type LegacyCipher} from './pkcs12-oids.ts'

interface Box {
  readonly ciphertext: Uint8Array
  readonly key: Buffer
  readonly iv: Buffer
}

/** The triple DES and RC2 of older Windows, Java and OpenSSL files. RFC 7292 appendix C. */
export async function decryptLegacy(
  der: Der,
  algorithm: Asn1,
  ciphertext: Uint8Array,
  options: {readonly password: string; readonly mostIterations: number},
): Promise<Buffer> {
  const cipher = legacyCiphers[der.readOid(partOf(algorithm, 0))]
  if (cipher === undefined) throw new TypeError('Unknown encryption')
  const [salt, count] = partsOf(partOf(algorithm, 1))
  if (salt === undefined || count === undefined) throw new TypeError('Encryption parameters are missing')
  const iterations = der.readInteger(count)
  if (iterations < 1 || iterations > options.mostIterations) throw new TypeError(`${iterations} iterations`)
  const derivation = {digest: 'sha1', salt: bytesOf(salt), iterations, password: options.password} as const
  const key = await derivePkcs12({...derivation, purpose: derivationPurpose.key, length: cipher.keyLength})
  const iv = await derivePkcs12({...derivation, purpose: derivationPurpose.initializationVector, length: 8})
  return decryptBox(cipher, {ciphertext, key, iv})
}

function decryptBox(cipher: LegacyCipher, {ciphertext, key, iv}: Box): Buffer | Promise<Buffer> {
  if (cipher.name === 'rc2') return decryptRc2({ciphertext, key, iv})
  // Triple DES with two keys is the one with three whose last is the first
  const keys = key.length === 16 ? Buffer.concat([key, key.subarray(0, 8)]) : key
  const decipher = createDecipheriv('des-ede3-cbc', keys, iv)
  return Buffer.concat([decipher.update(ciphertext), decipher.final()])
}

/** OpenSSL 3 no longer offers RC2. */
async function decryptRc2({ciphertext, key, iv}: Box): Promise<Buffer> {
  const forge = await loadForge()
  const decipher = forge.rc2.createDecryptionCipher(key.toString('latin1'), key.length * 8)
  decipher.start(iv.toString('latin1'))
  decipher.update(forge.util.createBuffer(Buffer.from(ciphertext).toString('latin1')))
  if (!decipher.finish()) throw new TypeError('Wrong padding')
  return Buffer.from(decipher.output.getBytes(), 'latin1')
}
