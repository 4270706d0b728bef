import {ExitCode, KmipctlError, type ErrorOptions} from '../errors.ts'

export interface UnexpectedResponseOptions extends ErrorOptions {
  /** Names of the enclosing structures, outermost first. */
  readonly path?: readonly string[] | undefined
}

/** The response is well-formed TTLV, but not an answer to the request. */
export class UnexpectedResponseError extends KmipctlError {
  readonly path: readonly string[]

  constructor(message: string, options: UnexpectedResponseOptions = {}) {
    super('UNEXPECTED_RESPONSE', message, ExitCode.malformedData, {
      hint: 'Look at the messages with --trace: the server does not follow the specification',
      ...options,
    })
    this.path = options.path ?? []
  }
}
