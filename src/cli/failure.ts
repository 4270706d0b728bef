import {ExitCode, KmipctlError} from '../errors.ts'
import {KmipError} from '../kmip/error.ts'
import {TtlvError} from '../ttlv/error.ts'
import type {FailureBody} from './envelope.ts'
import {type CommandUsage, oneSentence, usageError} from './usage-error.ts'

/** An error as the command line reports it. */
export interface Failure {
  readonly exitCode: ExitCode
  readonly body: FailureBody
}

/** Of anything that was thrown; what nobody raised on purpose is unexpected. */
export function toFailure(error: unknown, usage: CommandUsage): Failure {
  const known = error instanceof KmipctlError ? error : usageError(error, usage)
  return known === undefined ? unexpected(error) : deliberate(known)
}

function deliberate(error: KmipctlError): Failure {
  return {
    exitCode: error.exitCode,
    body: {
      code: error.code,
      reason: error instanceof KmipError ? error.reason : null,
      // oclif puts its own words around what a flag's parser threw
      message: error.message.startsWith('Parsing --') ? oneSentence(error.message) : error.message,
      hint: error.hint ?? null,
      path: error instanceof TtlvError && error.path.length > 0 ? error.path : null,
      offset: error instanceof TtlvError ? (error.offset ?? null) : null,
    },
  }
}

function unexpected(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  return {
    exitCode: ExitCode.unexpected,
    body: {
      code: 'UNEXPECTED',
      reason: null,
      message: message === '' ? 'Something failed without saying what' : message,
      hint: 'Run the command again with --debug to see where it happened',
      path: null,
      offset: null,
    },
  }
}
