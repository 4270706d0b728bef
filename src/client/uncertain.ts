import {ConnectionLostError} from '../transport/connection-lost-error.ts'
import {TransportTimeoutError} from '../transport/transport-timeout-error.ts'

const hint = 'Look at the server for what was done before you send it again'

/**
 * Says of a failure after which nobody knows what the server did that the request may have been carried out; `names`
 * are the operations in it that change something. Other failures stay as they are.
 */
export function asUncertain(error: unknown, names: readonly string[]): unknown {
  const [first] = names
  if (first === undefined) return error
  const what = names.length === 1 ? first : 'operations of the batch'
  const words = (message: string) => `${message}, and ${what} may have been carried out`
  if (error instanceof ConnectionLostError) {
    const {message, answered, partial, cause} = error
    return new ConnectionLostError(words(message), {answered, partial, cause, hint: error.hint ?? hint})
  }
  if (error instanceof TransportTimeoutError && error.stage === 'request') {
    return new TransportTimeoutError('request', words(error.message), {hint, cause: error})
  }
  return error
}
