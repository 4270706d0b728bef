import {TransportError, type ErrorOptions} from '../errors.ts'

/** The server closed a connection on which it had answered before. */
export class ConnectionLostError extends TransportError {
  /** True when the beginning of an answer had arrived: the server has surely worked on the request. */
  readonly partial: boolean

  constructor(message: string, partial: boolean, options: ErrorOptions = {}) {
    super('request', message, options)
    this.partial = partial
  }
}
