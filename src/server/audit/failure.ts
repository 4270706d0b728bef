import {KmipError} from '../../kmip/error.ts'

/** What a client gets when nothing can be recorded: nothing is done, or it was and nobody may know. */
export class AuditFailure extends KmipError {
  constructor(message = 'The audit cannot be written, so nothing is done') {
    super('GeneralFailure', message)
    this.name = 'AuditFailure'
  }
}
