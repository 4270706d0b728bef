import {TransportError, type ErrorOptions} from '../errors.ts'

export interface LostConnection extends ErrorOptions {
  /** True when the server had sent anything over the connection: then it took our certificate. */
  readonly answered: boolean
  /** True when the beginning of an answer had arrived: the server has surely worked on the request. */
  readonly partial: boolean
}

/** The server closed the connection after the handshake. */
export class ConnectionLostError extends TransportError {
  readonly answered: boolean
  readonly partial: boolean

  constructor(message: string, {answered, partial, ...options}: LostConnection) {
    super('request', message, options)
    this.answered = answered
    this.partial = partial
  }
}
