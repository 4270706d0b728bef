import {aeadPart} from '../../crypto/aead-part.ts'
import {chachaPart} from '../../crypto/chacha-part.ts'
import {resolveCipher, type AeadCipher, type SymmetricCipher, type WholeCipher} from '../../crypto/cipher-parameters.ts'
import {decryptionIv, encryptionIv} from '../../crypto/initialization-vector.ts'
import {decrypt, encrypt} from '../../crypto/symmetric-cipher.ts'
import {KmipError} from '../../kmip/error.ts'
import type {OperationContext} from '../context.ts'
import type {CipherAnswer, CipherUse} from './cipher-answer.ts'
import {
  keyFor,
  missingIvOf,
  parametersFor,
  parametersInForce,
  sentData,
  type CipherKey,
  type CipherRequest,
} from './cipher-request.ts'
import {gatheredStream, isGathered, type GatheredStream, type StreamOpening} from './gathered-stream.ts'
import {spend} from './spending.ts'

/** True for a stream that the server can only go on with when it has all of the data: of authenticated ciphers, mostly. */
export async function needsGathering(
  context: OperationContext,
  request: CipherRequest,
  use: CipherUse,
): Promise<boolean> {
  if (request.correlationValue !== undefined) return isGathered(context, request.correlationValue)
  const object = await keyFor(context, request.uniqueIdentifier, use)
  return resolveCipher(parametersFor(object, request.cryptographicParameters), object.key).kind !== 'chaining'
}

/**
 * Takes one part in. Encrypting in a mode that counts, each part is answered at once, and the last with the tag of the
 * whole; decrypting what has a tag, nothing is given out before the whole has proved genuine.
 */
export async function gatherCipher(
  context: OperationContext,
  request: CipherRequest,
  use: CipherUse,
): Promise<CipherAnswer> {
  const stream = await gatheredStream(context, request, use.name)
  const object = await keyFor(context, stream.reference, use)
  const opening = stream.opening ?? beginning(context, request, {object, use})
  if (stream.opening !== undefined) checkUnchanged(request, stream.opening)
  const data = sentData(request)
  await spend(context, object, use, {byteCount: data?.length ?? 0, first: stream.opening === undefined})
  const parts = await stream.take(data, opening)
  const work = {object, stream, opening, context}
  const result =
    parts === undefined ? {data: partOf(work, use, data ?? new Uint8Array(0))} : finish(work, use, Buffer.concat(parts))
  const madeIv = stream.opening === undefined && request.ivCounterNonce === undefined && use.protects
  return {
    uniqueIdentifier: object.id,
    ...result,
    ...(madeIv ? {ivCounterNonce: opening.ivCounterNonce} : {}),
    correlationValue: stream.correlationValue,
  }
}

interface Subject {
  readonly object: CipherKey
  readonly use: CipherUse
}

/** What is to hold for all parts, the IV that is made here included. */
function beginning(context: OperationContext, request: CipherRequest, {object, use}: Subject): StreamOpening {
  const cipher = resolveCipher(parametersFor(object, request.cryptographicParameters), object.key)
  refuseAuthentication(cipher, request)
  return {
    uniqueIdentifier: object.id,
    cryptographicParameters: parametersInForce(object, request.cryptographicParameters),
    ivCounterNonce: use.protects ? ivToEncrypt(context, request, cipher) : ivToDecrypt(request, cipher),
    authenticatedEncryptionAdditionalData: request.authenticatedEncryptionAdditionalData,
    authenticatedEncryptionTag: request.authenticatedEncryptionTag,
  }
}

function ivToEncrypt(
  context: OperationContext,
  {ivCounterNonce}: CipherRequest,
  cipher: SymmetricCipher,
): Uint8Array | undefined {
  const {iv} = encryptionIv(cipher, ivCounterNonce, context.entropy.bytes)
  return iv.length === 0 ? undefined : iv
}

/** Undefined, too, when the data will begin with it. */
function ivToDecrypt(request: CipherRequest, cipher: SymmetricCipher): Uint8Array | undefined {
  const iv = decryptionIv(cipher, request.ivCounterNonce, missingIvOf(request))
  return iv?.length === 0 ? undefined : iv
}

/** To drop these would leave the client believing that they were verified. */
function refuseAuthentication({kind, mode}: SymmetricCipher, request: CipherRequest): void {
  const {authenticatedEncryptionAdditionalData: additionalData, authenticatedEncryptionTag: tag} = request
  if (kind === 'aead' || ((additionalData?.length ?? 0) === 0 && tag === undefined)) return
  throw new KmipError(
    'BadCryptographicParameters',
    `Mode ${mode} does not authenticate, but the request has additional data or a tag`,
  )
}

/** KMIP 1.4 sections 4.29 and 4.30: these belong to the first request. */
function checkUnchanged(request: CipherRequest, opening: StreamOpening): void {
  for (const name of fixedAtBeginning) {
    const [sent, begun] = [request[name], opening[name]]
    if (sent === undefined || sent.length === 0 || (begun !== undefined && Buffer.compare(sent, begun) === 0)) continue
    throw new KmipError(
      'BadCryptographicParameters',
      `The first request of an operation in several parts gives its ${titles[name]}`,
    )
  }
}

const titles = {
  authenticatedEncryptionAdditionalData: 'Authenticated Encryption Additional Data',
  authenticatedEncryptionTag: 'Authenticated Encryption Tag',
  ivCounterNonce: 'IV/Counter/Nonce',
} as const
const fixedAtBeginning = [
  'authenticatedEncryptionAdditionalData',
  'authenticatedEncryptionTag',
  'ivCounterNonce',
] as const

interface Work {
  readonly object: CipherKey
  readonly stream: GatheredStream
  readonly opening: StreamOpening
  readonly context: OperationContext
}

/** Undefined for ciphers that give nothing before the end. */
function partOf({object, stream, opening}: Work, use: CipherUse, data: Uint8Array): Uint8Array | undefined {
  const cipher = resolveCipher(parametersFor(object, opening.cryptographicParameters), object.key)
  const {ivCounterNonce: iv} = opening
  if (iv === undefined || data.length === 0 || !givesParts(cipher, use)) return undefined
  const start = {key: object.key, iv}
  return cipher.kind === 'aead'
    ? aeadPart(cipher, start, stream.length, data)
    : chachaPart(cipher, start, stream.length, data)
}

/** A stream cipher without authentication has nothing to wait for in either direction, unless padding has to go. */
function givesParts(cipher: SymmetricCipher, use: CipherUse): cipher is AeadCipher | WholeCipher {
  if (cipher.kind === 'aead') return use.protects
  return cipher.kind === 'whole' && cipher.mode === 'ChaCha20' && (use.protects || cipher.padding === undefined)
}

function finish({object, stream, opening, context}: Work, use: CipherUse, data: Uint8Array) {
  const parameters = parametersFor(object, opening.cryptographicParameters)
  const input = {
    data,
    iv: opening.ivCounterNonce,
    additionalData: opening.authenticatedEncryptionAdditionalData,
    tag: opening.authenticatedEncryptionTag,
  }
  // What the earlier answers gave is not given again.
  const gave = input.iv !== undefined && givesParts(resolveCipher(parameters, object.key), use)
  const given = gave ? stream.length : 0
  if (!use.protects) {
    return {data: decrypt(object.key, parameters, {...input, missingIv: 'prefix'}).subarray(given)}
  }
  const {data: sealed, tag} = encrypt(object.key, parameters, input, context.entropy.bytes)
  return {data: sealed.subarray(given), authenticatedEncryptionTag: tag}
}
