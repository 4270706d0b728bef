import {createCipheriv, createDecipheriv} from 'node:crypto'
import {resolveCipher, type ChainingCipher, type CipherParameters, type GcmCipher} from './cipher-parameters.ts'
import {decryptionIv, encryptionIv, impliedIvLength, type MissingIv} from './initialization-vector.ts'
import {runChaining, wholeBlocksOnly} from './chaining.ts'
import {ifOpenSslHas} from './openssl.ts'
import {checkWholeBlocks, pkcs5Padding, withoutPkcs5Padding} from './padding.ts'
import {systemRandom, type RandomSource} from './random.ts'
import {decryptionFailure, invalidParameter} from './refusal.ts'

export interface EncryptInput {
  readonly data: Uint8Array
  readonly iv?: Uint8Array | undefined
  /** Authenticated, not encrypted; GCM only. */
  readonly additionalData?: Uint8Array | undefined
}

export interface EncryptResult {
  readonly data: Uint8Array
  /** Only when it was made here; the client needs it to decrypt. */
  readonly iv?: Uint8Array
  /** Only GCM has one. */
  readonly tag?: Uint8Array
}

export interface DecryptInput extends EncryptInput {
  /** Of GCM; the last bytes of the data when absent. */
  readonly tag?: Uint8Array | undefined
  /** `prefix` when absent. */
  readonly missingIv?: MissingIv | undefined
}

/** Encrypts at once (KMIP 1.4 section 4.29, 2.1 section 6.1.17). Throws KmipError; lengths are in bytes. */
export function encrypt(
  key: Uint8Array,
  parameters: CipherParameters,
  input: EncryptInput,
  random: RandomSource = systemRandom,
): EncryptResult {
  const cipher = resolveCipher(parameters, key)
  const {iv, made} = encryptionIv(cipher, input.iv, random)
  const padding = cipher.padded ? pkcs5Padding(input.data.length, cipher.blockLength) : Buffer.alloc(0)
  const result =
    cipher.kind === 'gcm'
      ? sealGcm(cipher, key, iv, {...input, padding})
      : encryptChaining(cipher, key, iv, {...input, padding})
  return made ? {...result, iv} : result
}

/**
 * Decrypts at once (KMIP 1.4 section 4.30, 2.1 section 6.1.11).
 * Throws KmipError; a wrong key, tag or padding gives the same Cryptographic Failure.
 */
export function decrypt(key: Uint8Array, parameters: CipherParameters, input: DecryptInput): Uint8Array {
  const cipher = resolveCipher(parameters, key)
  const sentIv = decryptionIv(cipher, input.iv, input.missingIv)
  const prefixLength = sentIv === undefined ? impliedIvLength(cipher) : 0
  if (input.data.length < prefixLength) {
    throw invalidParameter(
      `Data of ${input.data.length} bytes is too short to begin with its IV of ${prefixLength} bytes`,
    )
  }
  const iv = sentIv ?? input.data.subarray(0, prefixLength)
  const rest = {...input, data: input.data.subarray(prefixLength)}
  const plain = cipher.kind === 'gcm' ? openGcm(cipher, key, iv, rest) : decryptChaining(cipher, key, iv, rest)
  return cipher.padded ? withoutPkcs5Padding(plain, cipher.blockLength) : plain
}

interface PaddedInput extends EncryptInput {
  readonly padding: Uint8Array
}

function encryptChaining(cipher: ChainingCipher, key: Uint8Array, iv: Uint8Array, input: PaddedInput): EncryptResult {
  refuseAuthentication(cipher, input)
  if (wholeBlocksOnly(cipher)) checkWholeBlocks(input.data.length + input.padding.length, cipher.blockLength)
  return {data: runChaining(cipher, {direction: 'encrypt', key, iv}, [input.data, input.padding])}
}

function decryptChaining(cipher: ChainingCipher, key: Uint8Array, iv: Uint8Array, input: DecryptInput): Uint8Array {
  refuseAuthentication(cipher, input)
  if (cipher.padded || wholeBlocksOnly(cipher)) checkWholeBlocks(input.data.length, cipher.blockLength)
  return runChaining(cipher, {direction: 'decrypt', key, iv}, [input.data])
}

/** Dropping them would leave the client believing that they were verified. */
function refuseAuthentication({mode}: ChainingCipher, {additionalData, tag}: DecryptInput): void {
  const sent = additionalData !== undefined && additionalData.length > 0 ? 'additional data' : tag && 'a tag'
  if (sent !== undefined) throw invalidParameter(`Mode ${mode} does not authenticate, but the request has ${sent}`)
}

function sealGcm({name, tagLength}: GcmCipher, key: Uint8Array, iv: Uint8Array, input: PaddedInput): EncryptResult {
  const gcm = ifOpenSslHas(name, () => createCipheriv(name, key, iv, {authTagLength: tagLength}))
  if (input.additionalData !== undefined) gcm.setAAD(input.additionalData)
  const data = Buffer.concat([gcm.update(input.data), gcm.update(input.padding), gcm.final()])
  return {data, tag: gcm.getAuthTag()}
}

function openGcm(cipher: GcmCipher, key: Uint8Array, iv: Uint8Array, input: DecryptInput): Uint8Array {
  const {data, tag} = splitTag(cipher, input)
  const gcm = ifOpenSslHas(cipher.name, () => createDecipheriv(cipher.name, key, iv, {authTagLength: cipher.tagLength}))
  if (input.additionalData !== undefined) gcm.setAAD(input.additionalData)
  gcm.setAuthTag(tag)
  try {
    return Buffer.concat([gcm.update(data), gcm.final()])
  } catch (cause) {
    throw decryptionFailure(cause)
  }
}

/** A shorter tag than the parameters ask for would be easier to forge, so its length must be as they say. */
function splitTag({tagLength}: GcmCipher, {data, tag}: DecryptInput): {data: Uint8Array; tag: Uint8Array} {
  if (tag !== undefined && tag.length === tagLength) return {data, tag}
  if (tag !== undefined) {
    throw invalidParameter(`A tag of ${tag.length} bytes does not fit the Tag Length of ${tagLength} bytes`)
  }
  const dataLength = data.length - tagLength
  if (dataLength < 0) {
    throw invalidParameter(`Data of ${data.length} bytes is too short to end with its tag of ${tagLength} bytes`)
  }
  return {data: data.subarray(0, dataLength), tag: data.subarray(dataLength)}
}
