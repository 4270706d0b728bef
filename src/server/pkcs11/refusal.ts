import {KmipError, type ResultReasonName} from '../../kmip/error.ts'
import type {EnumName} from '../../kmip/spec/enumeration.ts'
import type {PKCS_11ReturnCode} from '../../kmip/spec/pkcs11.ts'
import type {OperationKind} from './application-state.ts'

/** Name of a return code without its CKR_. */
export type ReturnCode = EnumName<typeof PKCS_11ReturnCode>

/** What else comes of a refusal. */
export interface Consequences {
  /** An operation that ends with it. */
  readonly ends?: {readonly session: number; readonly kind: OperationKind} | undefined
  /** Output that is given although nothing was done, such as how long it would be. */
  readonly values?: Readonly<Record<string, unknown>> | undefined
  /** The same, encoded. */
  readonly output?: Uint8Array | undefined
}

/**
 * What a function does is taken back, and it returns a code: an answer, not a failure of the KMIP operation. CKR_OK is
 * returned so to callers who only ask how long an answer would be.
 */
export class Refusal extends Error {
  readonly code: ReturnCode
  readonly ends: Consequences['ends']
  readonly values: Consequences['values']
  readonly output: Consequences['output']

  constructor(code: ReturnCode, {ends, values, output}: Consequences = {}) {
    super(`The function returns CKR_${code}`)
    this.name = 'Refusal'
    this.code = code
    this.ends = ends
    this.values = values
    this.output = output
  }

  withOutput(output: Uint8Array | undefined): Refusal {
    return new Refusal(this.code, {ends: this.ends, output})
  }
}

/** Return codes by the reason for which a KMIP operation refuses. */
export type CodesByReason = Readonly<Partial<Record<ResultReasonName, ReturnCode>>>

/** Where a function does not say otherwise. */
const usual: CodesByReason = {
  BadCryptographicParameters: 'MECHANISM_PARAM_INVALID',
  CryptographicFailure: 'FUNCTION_FAILED',
  FeatureNotSupported: 'MECHANISM_PARAM_INVALID',
  IncompatibleCryptographicUsageMask: 'KEY_FUNCTION_NOT_PERMITTED',
  InvalidField: 'ARGUMENTS_BAD',
  InvalidObjectType: 'KEY_TYPE_INCONSISTENT',
  ItemNotFound: 'OBJECT_HANDLE_INVALID',
  KeyValueNotPresent: 'KEY_FUNCTION_NOT_PERMITTED',
  MissingData: 'ARGUMENTS_BAD',
  ObjectArchived: 'OBJECT_HANDLE_INVALID',
  ObjectDestroyed: 'OBJECT_HANDLE_INVALID',
  ObjectNotFound: 'OBJECT_HANDLE_INVALID',
  PKCS_11CodecError: 'MECHANISM_PARAM_INVALID',
  PermissionDenied: 'KEY_FUNCTION_NOT_PERMITTED',
  UnsupportedCryptographicParameters: 'MECHANISM_PARAM_INVALID',
  UsageLimitExceeded: 'KEY_FUNCTION_NOT_PERMITTED',
  WrongKeyLifecycleState: 'KEY_FUNCTION_NOT_PERMITTED',
}

/** Codes for work whose parameters have been looked at before: what is wrong now is the length of the data. */
export function wrongData(code: ReturnCode): CodesByReason {
  return {BadCryptographicParameters: code, InvalidDataType: code, InvalidField: code}
}

/** What a function returns for an error; throws on what is no refusal but a fault of the server. */
export function refusalOf(error: unknown, codes: CodesByReason = {}, consequences: Consequences = {}): Refusal {
  if (error instanceof Refusal) return error
  if (!(error instanceof KmipError)) throw error
  return new Refusal(codes[error.reason] ?? usual[error.reason] ?? 'FUNCTION_FAILED', consequences)
}
