import {KmipError} from '../../kmip/error.ts'
import {Log} from '../../kmip/operations/log.ts'
import {handler} from '../handler.ts'
import {longestLogMessage} from '../observation/client-text.ts'

/** KMIP 2.1 section 6.1.29. What may not be missing in the log is looked at here; observers write it once it is committed. */
export const log = handler(Log, async (_context, {logMessage}) => {
  if (logMessage.length > longestLogMessage) {
    throw new KmipError('InvalidField', `A Log Message may have ${longestLogMessage} characters at most`)
  }
  return {}
})
