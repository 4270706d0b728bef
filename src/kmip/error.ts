import {ExitCode, KmipctlError, type ErrorOptions} from '../errors.ts'
import type {EnumName} from './spec/enumeration.ts'
import type {ResultReason} from './spec/enumerations.ts'

/** Name of a Result Reason, KMIP 1.4 section 9.1.3.2.29, 2.1 section 11.49. */
export type ResultReasonName = EnumName<typeof ResultReason>

/** An operation failed for a reason that KMIP has a name for; the message is what the peer reads. */
export class KmipError extends KmipctlError {
  readonly reason: ResultReasonName

  constructor(reason: ResultReasonName, message: string, options: ErrorOptions = {}) {
    super(`KMIP_${reason}`, message, ExitCode.operationFailed, options)
    this.reason = reason
  }
}
