import {ExitCode, KmipctlError, type ErrorOptions} from '../errors.ts'

/** What a product tells of a failure with its master key. */
export interface KeyFailure {
  readonly operation: 'read' | 'save' | 'getState' | 'start'
  readonly keyIdentifier?: string | undefined
  readonly keyState?: string | undefined
}

export type MasterKeyErrorCode =
  | 'KMIP_SESSIONS_FAILED'
  | 'KEY_ABSENT'
  | 'KEY_NOT_ACTIVE'
  | 'KEY_UNUSABLE'
  | 'START_REFUSED'
  | 'WRONG_ANSWER'

/** The product would not start, or would shut down. */
export class MasterKeyError extends KmipctlError {
  readonly failure: KeyFailure

  constructor(code: MasterKeyErrorCode, message: string, failure: KeyFailure, options: ErrorOptions = {}) {
    super(code, message, exitCodes[code], options)
    this.failure = failure
  }
}

const exitCodes: Readonly<Record<MasterKeyErrorCode, ExitCode>> = {
  KMIP_SESSIONS_FAILED: ExitCode.connection,
  KEY_ABSENT: ExitCode.operationFailed,
  KEY_NOT_ACTIVE: ExitCode.operationFailed,
  KEY_UNUSABLE: ExitCode.operationFailed,
  START_REFUSED: ExitCode.usage,
  WRONG_ANSWER: ExitCode.malformedData,
}
