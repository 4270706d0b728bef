import {macVerify} from '../../handlers/mac-verify.ts'
import {mac} from '../../handlers/mac.ts'
import {sign} from '../../handlers/sign.ts'
import {signatureVerify} from '../../handlers/signature-verify.ts'
import type {Use} from '../../lifecycle/usage.ts'
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
import type {SigningPlan} from '../mechanisms/mechanism-definition.ts'
import {derPair, plainPair} from '../mechanisms/signature-pair.ts'
import {keyInUse} from '../objects/key-in-use.ts'
import {perform} from '../perform.ts'
import {pkcs11Function, type Call} from '../pkcs11-function.ts'
import {Refusal, wrongData} from '../refusal.ts'
import {signingSignatures as signatures} from '../signatures/signing.ts'

type Kind = 'sign' | 'verify'

/** The operation of KMIP for a kind, and what it needs of the key. */
const uses: Readonly<Record<Kind, Readonly<Record<SigningPlan['kind'], Use & {name: OperationOf}>>>> = {
  sign: {
    mac: {name: 'MAC', mask: 'MACGenerate', protects: true},
    signature: {name: 'Sign', mask: 'Sign', protects: true},
  },
  verify: {
    mac: {name: 'MACVerify', mask: 'MACVerify', protects: false},
    signature: {name: 'SignatureVerify', mask: 'Verify', protects: false},
  },
}
type OperationOf = 'MAC' | 'MACVerify' | 'Sign' | 'SignatureVerify'

const codes = {...wrongData('DATA_LEN_RANGE'), CryptographicFailure: 'DATA_LEN_RANGE'} as const

/** PKCS#11 3.0 sections 5.13 and 5.15. */
export const signingFunctions = {
  C_SignInit: initFunction('sign', 'C_SignInit'),

  C_Sign: pkcs11Function(signatures.C_Sign, async (call, {session, data, signature}) => {
    return takeStep(call, place('sign', session), async (operation) => {
      checkWhole(operation)
      return {result: deliverOutput('signature', signature, await signed(call, operation, data))}
    })
  }),

  C_SignUpdate: updateFunction('sign', 'C_SignUpdate'),

  C_SignFinal: pkcs11Function(signatures.C_SignFinal, async (call, {session, signature}) => {
    return takeStep(call, place('sign', session), async (operation) => {
      return {result: deliverOutput('signature', signature, await signed(call, operation, new Uint8Array(0)))}
    })
  }),

  C_VerifyInit: initFunction('verify', 'C_VerifyInit'),

  C_Verify: pkcs11Function(signatures.C_Verify, async (call, {session, data, signature}) => {
    return takeStep(call, place('verify', session), async (operation) => {
      checkWhole(operation)
      await verify(call, operation, {data, signature})
      return {result: {}}
    })
  }),

  C_VerifyUpdate: updateFunction('verify', 'C_VerifyUpdate'),

  C_VerifyFinal: pkcs11Function(signatures.C_VerifyFinal, async (call, {session, signature}) => {
    return takeStep(call, place('verify', session), async (operation) => {
      await verify(call, operation, {data: new Uint8Array(0), signature})
      return {result: {}}
    })
  }),
}

function place(kind: Kind, session: number): OperationPlace {
  return {session, kind, codes}
}

function initFunction(kind: Kind, name: 'C_SignInit' | 'C_VerifyInit') {
  return pkcs11Function(signatures[name], async (call, {session, mechanism, key: handle}) => {
    checkFree(call, {session, kind})
    const definition = mechanismOf(mechanism.mechanism)
    const use = uses[kind][planOf(mechanism).kind]
    const half = kind === 'sign' ? 'private' : 'public'
    const key = await keyInUse(call, handle, {definition, operation: use.name, half, use})
    keepOperation(call, {session, kind}, newOperation(mechanism, {key: key.id}))
    return {}
  })
}

function updateFunction(kind: Kind, name: 'C_SignUpdate' | 'C_VerifyUpdate') {
  return pkcs11Function(signatures[name], async (call, {session, part}) => {
    return takeStep(call, place(kind, session), async (operation) => {
      const plan = planOf(mechanismIn(operation))
      // A digest comes at once.
      if (plan.digested === true) throw new Refusal('FUNCTION_NOT_SUPPORTED')
      const request = requestOf(operation, plan, {data: part, part: 'part'})
      const {correlationValue} = await started[kind][plan.kind](call, request)
      return {result: {}, next: continued(operation, correlationValue)}
    })
  })
}

type SigningRequest = ReturnType<typeof requestOf>
type Started = (call: Call, request: SigningRequest) => Promise<{readonly correlationValue?: Uint8Array | undefined}>

const started: Readonly<Record<Kind, Readonly<Record<SigningPlan['kind'], Started>>>> = {
  sign: {
    mac: ({context}, request) => perform(context, mac, request),
    signature: ({context}, request) => perform(context, sign, request),
  },
  verify: {
    mac: ({context}, request) => perform(context, macVerify, request),
    signature: ({context}, request) => perform(context, signatureVerify, request),
  },
}

interface Piece {
  readonly data: Uint8Array
  readonly part: 'last' | 'part' | 'whole'
}

function requestOf(operation: ActiveOperation, plan: SigningPlan, {data, part}: Piece) {
  const stream = streamFields(operation, part)
  const content = plan.digested === true ? {digestedData: data} : {data}
  if (stream.correlationValue !== undefined) return {...stream, ...content}
  return {...stream, ...content, uniqueIdentifier: operation.key, cryptographicParameters: plan.parameters}
}

async function signed(call: Call, operation: ActiveOperation, data: Uint8Array): Promise<Uint8Array> {
  const {context} = call
  const plan = planOf(mechanismIn(operation))
  const request = requestOf(operation, plan, {data, part: 'last'})
  if (plan.kind === 'mac') {
    const {macData} = await perform(context, mac, request)
    return bytesIn(macData)
  }
  const signature = bytesIn((await perform(context, sign, request)).signatureData)
  return plan.plainPair === true ? plainPair(await keyOf(call, operation), signature) : signature
}

interface Claim {
  readonly data: Uint8Array
  readonly signature: Uint8Array
}

/** Fails with CKR_SIGNATURE_INVALID or CKR_SIGNATURE_LEN_RANGE. */
async function verify(call: Call, operation: ActiveOperation, {data, signature}: Claim): Promise<void> {
  const {context} = call
  const plan = planOf(mechanismIn(operation))
  const request = requestOf(operation, plan, {data, part: 'last'})
  const {validityIndicator} =
    plan.kind === 'mac'
      ? await perform(context, macVerify, {...request, macData: signature})
      : await perform(context, signatureVerify, {
          ...request,
          signatureData: plan.plainPair === true ? derPair(await keyOf(call, operation), signature) : signature,
        })
  if (validityIndicator !== 'Valid') throw new Refusal('SIGNATURE_INVALID')
}

function keyOf({context}: Call, {key}: ActiveOperation) {
  return context.objects.load(key ?? '')
}

function bytesIn(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value
  throw new Refusal('FUNCTION_FAILED')
}

function planOf({mechanism, parameter}: Mechanism): SigningPlan {
  const plan = mechanismOf(mechanism).signing?.(parameter)
  if (plan === undefined) throw new Refusal('MECHANISM_INVALID')
  return plan
}
