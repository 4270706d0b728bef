import {hash} from '../../handlers/hash.ts'
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
import {deliverOutput} from '../deliver-output.ts'
import {mechanismOf} from '../mechanisms/index.ts'
import {noParameter} from '../mechanisms/mechanism-parameters.ts'
import {checkRole, perform} from '../perform.ts'
import {pkcs11Function, type Call} from '../pkcs11-function.ts'
import {Refusal} from '../refusal.ts'
import {digestSignatures as signatures} from '../signatures/digests.ts'

function place(session: number): OperationPlace {
  return {session, kind: 'digest', codes: {InvalidField: 'DATA_LEN_RANGE'}}
}

/** PKCS#11 3.0 section 5.12. */
export const digestFunctions = {
  C_DigestInit: pkcs11Function(signatures.C_DigestInit, async (call, {session, mechanism}) => {
    checkFree(call, place(session))
    if (mechanismOf(mechanism.mechanism).hash === undefined) throw new Refusal('MECHANISM_INVALID')
    noParameter(mechanism.parameter)
    checkRole(call.context, 'Hash')
    keepOperation(call, place(session), newOperation(mechanism))
    return {}
  }),

  C_Digest: pkcs11Function(signatures.C_Digest, async (call, {session, data, digest}) => {
    return takeStep(call, place(session), async (operation) => {
      checkWhole(operation)
      return {result: deliverOutput('digest', digest, await digestOf(call, operation, data))}
    })
  }),

  C_DigestUpdate: pkcs11Function(signatures.C_DigestUpdate, async (call, {session, part}) => {
    return takeStep(call, place(session), async (operation) => {
      const {correlationValue} = await perform(call.context, hash, {
        ...parametersOf(operation),
        ...streamFields(operation, 'part'),
        data: part,
      })
      return {result: {}, next: continued(operation, correlationValue)}
    })
  }),

  C_DigestFinal: pkcs11Function(signatures.C_DigestFinal, async (call, {session, digest}) => {
    return takeStep(call, place(session), async (operation) => {
      return {result: deliverOutput('digest', digest, await digestOf(call, operation, new Uint8Array(0)))}
    })
  }),
}

async function digestOf(call: Call, operation: ActiveOperation, rest: Uint8Array): Promise<Uint8Array> {
  const {data} = await perform(call.context, hash, {
    ...parametersOf(operation),
    ...streamFields(operation, 'last'),
    data: rest,
  })
  if (!(data instanceof Uint8Array)) throw new Refusal('FUNCTION_FAILED')
  return data
}

function parametersOf(operation: ActiveOperation) {
  const {hash: hashingAlgorithm} = mechanismOf(mechanismIn(operation).mechanism)
  return {cryptographicParameters: {hashingAlgorithm}}
}
