import {ExitCode, KmipctlError, type ErrorOptions} from '../errors.ts'

/** Where in a message something is wrong. */
export interface TtlvErrorOptions extends ErrorOptions {
  /** Byte offset in the binary form; absent for XML and JSON input that has lines instead. */
  readonly offset?: number | undefined
  /** Names of the enclosing structures, outermost first, then of the faulty item; with an index where one repeats. */
  readonly path?: readonly string[] | undefined
}

/** Malformed TTLV, XML or JSON. `offset` and `path` locate the fault. KMIP 1.4 section 9.1, 2.1 section 10. */
export class TtlvError extends KmipctlError {
  readonly offset: number | undefined
  readonly path: readonly string[]

  constructor(message: string, options: TtlvErrorOptions = {}) {
    super('TTLV', message, ExitCode.malformedData, options)
    this.offset = options.offset
    this.path = options.path ?? []
  }
}
