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
  /** Output that is given all the same. */
  readonly output?: Uint8Array | undefined
}

/** A function returns something else than CKR_OK: an answer, not a failure of the KMIP operation. */
export class Refusal extends Error {
  readonly code: ReturnCode
  readonly ends: Consequences['ends']
  readonly output: Consequences['output']

  constructor(code: ReturnCode, {ends, output}: Consequences = {}) {
    super(`The function returns CKR_${code}`)
    this.name = 'Refusal'
    this.code = code
    this.ends = ends
    this.output = output
  }
}

/** Return codes by the reason for which a KMIP operation refuses. */
export type CodesByReason = Readonly<Partial<Record<ResultReasonName, ReturnCode>>>

/** Where a function does not say otherwise. */
const usual: CodesByReason = {
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
  PKCS_11CodecError: 'MECHANISM_PARAM_INVALID',
  PermissionDenied: 'KEY_FUNCTION_NOT_PERMITTED',
  UsageLimitExceeded: 'KEY_FUNCTION_NOT_PERMITTED',
  WrongKeyLifecycleState: 'KEY_FUNCTION_NOT_PERMITTED',
}

/** What a function returns for an error; throws on what is no refusal but a fault of the server. */
export function refusalOf(error: unknown, codes: CodesByReason = {}, consequences: Consequences = {}): Refusal {
  if (error instanceof Refusal) return error
  if (!(error instanceof KmipError)) throw error
  return new Refusal(codes[error.reason] ?? usual[error.reason] ?? 'FUNCTION_FAILED', consequences)
}
