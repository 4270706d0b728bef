import {OperationFailedError} from '../../client/operation-failed-error.ts'
import {bytesToHex} from '../../ttlv/hex.ts'

/** Ends a command whose operation the server carries out later, as the user has allowed. No failure. */
export class PendingAnswer extends Error {
  /** What Poll asks with, in hexadecimal. */
  readonly asynchronousCorrelationValue: string

  constructor(value: Uint8Array) {
    super('The server gives the result later')
    this.name = 'PendingAnswer'
    this.asynchronousCorrelationValue = bytesToHex(value)
  }
}

/** The error of an operation, unless all it says is that the result comes later. */
export function asPendingAnswer(error: unknown): unknown {
  if (!(error instanceof OperationFailedError) || error.resultStatus !== 'OperationPending') return error
  const value = error.asynchronousCorrelationValue
  return value === undefined ? error : new PendingAnswer(value)
}
