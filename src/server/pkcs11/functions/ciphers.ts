import {decrypt} from '../../handlers/decrypt.ts'
import {encrypt} from '../../handlers/encrypt.ts'
import type {CipherAnswer} from '../../cryptography/cipher-answer.ts'
import type {CipherRequest} from '../../cryptography/cipher-request.ts'
import {
  checkFree,
  checkWhole,
  continued,
  keepOperation,
  mechanismIn,
  newOperation,
  streamFields,
  takeStep,
  type OperationPlace,
} from '../active-operation.ts'
import type {ActiveOperation} from '../application-state.ts'
import type {Mechanism} from '../codec/mechanism.ts'
import {deliverOutput} from '../deliver-output.ts'
import {mechanismOf} from '../mechanisms/index.ts'
import type {CipherPlan} from '../mechanisms/mechanism-definition.ts'
import {keyInUse} from '../objects/key-in-use.ts'
import {perform} from '../perform.ts'
import {pkcs11Function, type Call} from '../pkcs11-function.ts'
import {Refusal, refusalOf, wrongData, type CodesByReason} from '../refusal.ts'
import {cipherSignatures as signatures} from '../signatures/ciphers.ts'

const none = new Uint8Array(0)

/** Encryption or decryption. */
interface Direction {
  readonly kind: 'decrypt' | 'encrypt'
  readonly operation: 'Decrypt' | 'Encrypt'
  readonly tooLong: 'DATA_LEN_RANGE' | 'ENCRYPTED_DATA_LEN_RANGE'
  readonly perform: (call: Call, request: CipherRequest) => Promise<CipherAnswer>
  readonly codes: CodesByReason
}

const encryption: Direction = {
  kind: 'encrypt',
  operation: 'Encrypt',
  tooLong: 'DATA_LEN_RANGE',
  perform: ({context}, request) => perform(context, encrypt, request),
  codes: wrongData('DATA_LEN_RANGE'),
}

const decryption: Direction = {
  kind: 'decrypt',
  operation: 'Decrypt',
  tooLong: 'ENCRYPTED_DATA_LEN_RANGE',
  perform: ({context}, request) => perform(context, decrypt, request),
  codes: {...wrongData('ENCRYPTED_DATA_LEN_RANGE'), CryptographicFailure: 'ENCRYPTED_DATA_INVALID'},
}

/** PKCS#11 3.0 sections 5.8 and 5.10. */
export const cipherFunctions = {
  C_EncryptInit: initFunction(encryption, 'C_EncryptInit'),
  C_Encrypt: wholeFunction(encryption, 'C_Encrypt'),
  C_EncryptUpdate: updateFunction(encryption, 'C_EncryptUpdate'),
  C_EncryptFinal: finalFunction(encryption, 'C_EncryptFinal'),
  C_DecryptInit: initFunction(decryption, 'C_DecryptInit'),
  C_Decrypt: wholeFunction(decryption, 'C_Decrypt'),
  C_DecryptUpdate: updateFunction(decryption, 'C_DecryptUpdate'),
  C_DecryptFinal: finalFunction(decryption, 'C_DecryptFinal'),
}

function initFunction(direction: Direction, name: 'C_DecryptInit' | 'C_EncryptInit') {
  const {kind, operation} = direction
  return pkcs11Function(signatures[name], async (call, {session, mechanism, key: handle}) => {
    checkFree(call, {session, kind})
    const definition = mechanismOf(mechanism.mechanism)
    const plan = planOf(mechanism)
    const key = await keyInUse(call, handle, {
      definition,
      operation,
      algorithm: plan.parameters.cryptographicAlgorithm,
      half: kind === 'encrypt' ? 'public' : 'private',
      use: {name: operation, mask: operation, protects: kind === 'encrypt'},
    })
    keepOperation(call, {session, kind}, newOperation(mechanism, {key: key.id, left: plan.longest}))
    return {}
  })
}

function wholeFunction(direction: Direction, name: 'C_Decrypt' | 'C_Encrypt') {
  return pkcs11Function(signatures[name], async (call, {session, data, result}) => {
    return takeStep(call, placeOf(direction, session), async (operation) => {
      checkWhole(operation)
      const answer = await worked(call, direction, operation, {data, part: 'whole'})
      return {result: deliverOutput('result', result, bytesOf(answer))}
    })
  })
}

function updateFunction(direction: Direction, name: 'C_DecryptUpdate' | 'C_EncryptUpdate') {
  return pkcs11Function(signatures[name], async (call, {session, data, result}) => {
    return takeStep(call, placeOf(direction, session), async (operation) => {
      const answer = await worked(call, direction, operation, {data, part: 'part'})
      const left = operation.left === undefined ? undefined : operation.left - data.length
      const next = continued({...operation, left}, answer.correlationValue)
      return {result: deliverOutput('result', result, bytesOf(answer)), next}
    })
  })
}

function finalFunction(direction: Direction, name: 'C_DecryptFinal' | 'C_EncryptFinal') {
  return pkcs11Function(signatures[name], async (call, {session, result}) => {
    return takeStep(call, placeOf(direction, session), async (operation) => {
      const answer = await worked(call, direction, operation, {data: none, part: 'last'})
      return {result: deliverOutput('result', result, bytesOf(answer))}
    })
  })
}

function placeOf({kind}: Direction, session: number): OperationPlace {
  return {session, kind}
}

interface Piece {
  readonly data: Uint8Array
  readonly part: 'last' | 'part' | 'whole'
}

async function worked(
  call: Call,
  direction: Direction,
  operation: ActiveOperation,
  {data, part}: Piece,
): Promise<CipherAnswer> {
  if (operation.left !== undefined && data.length > operation.left) throw new Refusal(direction.tooLong)
  const plan = planOf(mechanismIn(operation))
  try {
    return await direction.perform(call, {...requestOf(operation, plan, part), data})
  } catch (error) {
    const failed = plan.authenticates === true ? ({CryptographicFailure: 'AEAD_DECRYPT_FAILED'} as const) : {}
    throw refusalOf(error, {...direction.codes, ...failed})
  }
}

function requestOf(operation: ActiveOperation, plan: CipherPlan, part: Piece['part']): Omit<CipherRequest, 'data'> {
  const stream = streamFields(operation, part)
  if (stream.correlationValue !== undefined) return stream
  return {
    ...stream,
    uniqueIdentifier: operation.key,
    cryptographicParameters: plan.parameters,
    ivCounterNonce: plan.iv,
    authenticatedEncryptionAdditionalData: plan.additionalData,
  }
}

function planOf({mechanism, parameter}: Mechanism): CipherPlan {
  const plan = mechanismOf(mechanism).cipher?.(parameter)
  if (plan === undefined) throw new Refusal('MECHANISM_INVALID')
  return plan
}

/** What PKCS#11 gives: the tag stands behind the data. */
function bytesOf({data, authenticatedEncryptionTag: tag}: CipherAnswer): Uint8Array {
  return Buffer.concat([data ?? none, tag ?? none])
}
