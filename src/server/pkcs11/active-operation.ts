import {bytesToHex, hexToBytes} from '../../ttlv/hex.ts'
import type {StreamFields} from '../cryptography/stream-request.ts'
import type {ActiveOperation, OperationKind} from './application-state.ts'
import type {Mechanism} from './codec/mechanism.ts'
import type {Call} from './pkcs11-function.ts'
import {Refusal, refusalOf, type CodesByReason} from './refusal.ts'

/** Which operation of which session a function is about. */
export interface OperationPlace {
  readonly session: number
  readonly kind: OperationKind
  /** Return codes of the kind, where they are not the usual ones. */
  readonly codes?: CodesByReason
}

/** Fails with CKR_OPERATION_ACTIVE when the session has such an operation already. */
export function checkFree({application}: Call, {session, kind}: OperationPlace): void {
  if (application.session(session).operations[kind] !== undefined) throw new Refusal('OPERATION_ACTIVE')
}

/** An operation as its Init describes it. */
export function newOperation({mechanism, parameter}: Mechanism, rest: Partial<ActiveOperation> = {}): ActiveOperation {
  return {mechanism, parameter: parameter === undefined ? undefined : bytesToHex(parameter), ...rest}
}

/** The mechanism of an operation, as its Init gave it. */
export function mechanismIn({mechanism, parameter}: ActiveOperation): Mechanism {
  return {mechanism, parameter: parameter === undefined ? undefined : hexToBytes(parameter)}
}

export function keepOperation(
  {application}: Call,
  {session: handle, kind}: OperationPlace,
  operation: ActiveOperation | undefined,
): void {
  const session = application.session(handle)
  session.operations = {...session.operations, [kind]: operation}
}

/** What a step of an operation leaves behind. */
export interface Step<T> {
  readonly result: T
  /** Undefined when the operation has ended. */
  readonly next?: ActiveOperation | undefined
}

/**
 * Takes a step of the operation that the session has going on. Every refusal ends it, but for those that tell a caller
 * how much room an answer needs: the caller comes back. Fails with CKR_OPERATION_NOT_INITIALIZED.
 */
export async function takeStep<T>(
  call: Call,
  place: OperationPlace,
  step: (operation: ActiveOperation) => Promise<Step<T>>,
): Promise<T> {
  const operation = call.application.session(place.session).operations[place.kind]
  if (operation === undefined) throw new Refusal('OPERATION_NOT_INITIALIZED')
  try {
    const {result, next} = await step(operation)
    keepOperation(call, place, next)
    return result
  } catch (error) {
    const refusal = refusalOf(error, place.codes)
    if (refusal.values !== undefined) throw refusal
    throw new Refusal(refusal.code, {ends: {session: place.session, kind: place.kind}})
  }
}

/** Fails for a function that does all at once where parts have come already. */
export function checkWhole({stream}: ActiveOperation): void {
  if (stream !== undefined) throw new Refusal('OPERATION_ACTIVE')
}

/** What tells a KMIP operation that a request is one of several. */
export function streamFields({stream}: ActiveOperation, part: 'last' | 'part' | 'whole'): StreamFields {
  const correlationValue = stream === undefined ? undefined : hexToBytes(stream)
  return {
    correlationValue,
    initIndicator: stream === undefined && part === 'part' ? true : undefined,
    finalIndicator: stream !== undefined && part === 'last' ? true : undefined,
  }
}

/** The operation once a part was taken in. */
export function continued(operation: ActiveOperation, correlationValue: Uint8Array | undefined): ActiveOperation {
  if (correlationValue === undefined) throw new Error('An operation in several parts has no Correlation Value')
  return {...operation, stream: bytesToHex(correlationValue)}
}
