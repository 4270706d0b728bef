import {ExitCode, KmipctlError} from '../errors.ts'

/** The user pressed Ctrl-C, or answered no where the command asked for leave. */
export class InterruptedError extends KmipctlError {
  constructor(message = 'Interrupted') {
    super('INTERRUPTED', message, ExitCode.interrupted)
  }
}
