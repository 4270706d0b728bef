import {KmipError} from '../../../kmip/error.ts'

/** Input Parameters that are no parameters of the function, or not encoded as the profile says. */
export class CodecError extends KmipError {
  constructor(message: string) {
    super('PKCS_11CodecError', message)
  }
}
