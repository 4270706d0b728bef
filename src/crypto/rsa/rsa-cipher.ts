import {constants, createPublicKey, privateDecrypt, publicEncrypt, type KeyObject} from 'node:crypto'
import {modulusBits} from './modulus.ts'
import {KmipError} from '../../kmip/error.ts'
import type {EnumName} from '../../kmip/spec/enumeration.ts'
import {CryptographicAlgorithm, MaskGenerator, PaddingMethod} from '../../kmip/spec/enumerations.ts'
import type {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import {digestName} from '../digest.ts'
import type {RandomSource} from '../random.ts'
import {decryptionFailure, invalidParameter, missingParameter, unsupportedParameter} from '../refusal.ts'
import {emeOaepDecode, emeOaepEncode, type OaepOptions} from './eme-oaep.ts'
import {emePkcs1Decode} from './eme-pkcs1.ts'
import {hashOf} from './mask-generation.ts'

/** A padding for encryption: how data become a block of the modulus and back. */
interface Padding {
  /** Bytes of the modulus that data cannot have. */
  readonly overhead: number
  encrypt(key: KeyObject, data: Uint8Array, random: RandomSource): Buffer
  /** Undefined when the decrypted block is none of this padding. */
  decode(block: Uint8Array): Uint8Array | undefined
}

const paddings: Readonly<
  Partial<Record<EnumName<typeof PaddingMethod>, (parameters: CryptographicParameters) => Padding>>
> = {
  OAEP: oaep,
  PKCS1V1_5: () => pkcs1,
}

/** Encrypts with the public half of an RSA key, RFC 8017 section 7. Throws KmipError. */
export function rsaEncrypt(
  key: KeyObject,
  parameters: CryptographicParameters,
  data: Uint8Array,
  random: RandomSource,
): Buffer {
  const padding = paddingOf(key, parameters)
  const longest = modulusLength(key) - padding.overhead
  if (data.length > longest) {
    throw invalidParameter(
      `Data of ${data.length} bytes are too long for the key, which takes ${Math.max(longest, 0)} with this padding`,
      'Encrypt a symmetric key with it, and the data with that',
    )
  }
  try {
    return padding.encrypt(key.type === 'private' ? createPublicKey(key) : key, data, random)
  } catch (cause) {
    throw new KmipError('CryptographicFailure', 'The key cannot encrypt, its numbers are those of no RSA key', {cause})
  }
}

/** Decrypts with a private RSA key. Throws KmipError; all that can be wrong with the data is the same Cryptographic Failure. */
export function rsaDecrypt(key: KeyObject, parameters: CryptographicParameters, data: Uint8Array): Uint8Array {
  const padding = paddingOf(key, parameters)
  if (data.length !== modulusLength(key)) {
    throw invalidParameter(`Data of ${data.length} bytes are no RSA block, the key has ${modulusLength(key)}`)
  }
  const plain = padding.decode(decryptedBlock(key, data))
  if (plain === undefined) throw decryptionFailure()
  return plain
}

function decryptedBlock(key: KeyObject, data: Uint8Array): Buffer {
  try {
    return privateDecrypt({key, padding: constants.RSA_NO_PADDING}, data)
  } catch (cause) {
    throw decryptionFailure(cause)
  }
}

/** Fails for parameters that no request with this key could have. */
export function checkRsaCipher(key: KeyObject, parameters: CryptographicParameters): void {
  paddingOf(key, parameters)
}

function paddingOf(key: KeyObject, parameters: CryptographicParameters): Padding {
  const {cryptographicAlgorithm: algorithm, paddingMethod} = parameters
  if (key.asymmetricKeyType !== 'rsa') {
    throw invalidParameter('Only RSA keys encrypt and decrypt among private and public keys')
  }
  if (algorithm !== undefined && algorithm !== 'RSA') {
    const name = CryptographicAlgorithm.entry(algorithm)?.name ?? algorithm
    throw invalidParameter(`The key is for RSA, not for ${name}`)
  }
  if (paddingMethod === undefined) throw missingParameter('RSA needs a Padding Method')
  const name = PaddingMethod.entry(paddingMethod)?.name
  const make = name === undefined ? undefined : paddings[name]
  if (make !== undefined) return make(parameters)
  throw unsupportedParameter(
    `RSA with Padding Method ${name ?? paddingMethod} is not supported, OAEP and PKCS1V1_5 are`,
  )
}

const pkcs1: Padding = {
  overhead: 11,
  encrypt: (key, data) => publicEncrypt({key, padding: constants.RSA_PKCS1_PADDING}, data),
  decode: emePkcs1Decode,
}

/**
 * KMIP 1.4 section 3.6. The hash is SHA-1 as in RFC 8017 where none is named; the mask, which only 1.4 can name, has the
 * hash of the rest, as in all software that knows one hash only.
 */
function oaep(parameters: CryptographicParameters): Padding {
  const {hashingAlgorithm = 'SHA_1', maskGenerator, pSource: label = new Uint8Array(0)} = parameters
  if (maskGenerator !== undefined && MaskGenerator.entry(maskGenerator)?.name !== 'MGF1') {
    throw unsupportedParameter(`Mask Generator ${maskGenerator} is not supported, MGF1 is`)
  }
  const hash = digestName(hashingAlgorithm)
  const maskHash = digestName(parameters.maskGeneratorHashingAlgorithm ?? hashingAlgorithm)
  const options: OaepOptions = {hash, maskHash, label}
  return {
    overhead: 2 * hashOf(hash).length + 2,
    encrypt(key, data, random) {
      const block = emeOaepEncode(options, modulusLength(key), data, random)
      return publicEncrypt({key, padding: constants.RSA_NO_PADDING}, block)
    },
    decode: (block) => emeOaepDecode(options, block),
  }
}

/** In bytes. */
function modulusLength(key: KeyObject): number {
  return Math.ceil(modulusBits(key) / 8)
}
