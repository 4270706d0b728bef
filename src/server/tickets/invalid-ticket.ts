import {KmipError} from '../../kmip/error.ts'

/** One sentence for all causes, so that nobody learns which tickets there are. */
export function invalidTicket(): KmipError {
  return new KmipError('InvalidTicket', 'The ticket is not valid')
}
