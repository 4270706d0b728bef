import {ExitCode, KmipctlError, type ErrorOptions} from '../errors.ts'

/** What went wrong with a scope, role or credential; scripts tell these apart by the code. */
export type AdministrationErrorCode =
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'NOT_EMPTY'
  | 'IN_USE'
  | 'NOT_RECEIVED'
  | 'NO_ANSWER'

/** A scope, role or credential is missing, taken or still in use. */
export class AdministrationError extends KmipctlError {
  declare readonly code: AdministrationErrorCode

  constructor(code: AdministrationErrorCode, message: string, options: ErrorOptions = {}) {
    super(code, message, code === 'NO_ANSWER' ? ExitCode.connection : ExitCode.usage, options)
  }
}

/** Whether an error is of this kind, for those who expect it. */
export function isAdministrationError(error: unknown, code: AdministrationErrorCode): error is AdministrationError {
  return error instanceof AdministrationError && error.code === code
}
