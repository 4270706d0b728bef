import {randomBytes} from 'node:crypto'
import {destination, pino, type DestinationStream, type Logger} from 'pino'
import {KmipctlError} from '../errors.ts'
import {humanLine} from './human-line.ts'
import type {LogFormat, LogLevel} from './log-settings.ts'
import type {LogStyle} from './log-style.ts'

/** The server's log. Key material never enters it. */
export type Log = Logger

export interface LogOptions {
  readonly level: LogLevel
  /** Lines for people, or one JSON object a line. */
  readonly format: LogFormat
  /** Standard error when absent. */
  readonly stream?: DestinationStream | undefined
  /** Colours of lines for people. */
  readonly style?: LogStyle | undefined
}

export function createLog({level, format, style, stream = standardError()}: LogOptions): Log {
  const out: DestinationStream = format === 'json' ? stream : {write: (line) => stream.write(humanLine(line, style))}
  return pino({level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: {err: describeError}}, out)
}

/** Written at once, so that nothing is lost when the process ends. */
function standardError(): DestinationStream {
  return destination({fd: 2, sync: true})
}

interface ErrorDescription {
  readonly type: string
  readonly message: string
  readonly code?: string | undefined
  readonly stack?: string | undefined
  readonly cause?: ErrorDescription | undefined
}

/** Chosen properties only: what else an error carries may hold what a log must not. */
function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return {type: typeof error, message: String(error)}
  return {
    type: error.name,
    message: error.message,
    code: 'code' in error ? String(error.code) : undefined,
    stack: error.stack,
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  }
}

/**
 * Writes down what the peer must not see; the answer is the eight digits under which it stands in the log. An error that
 * was raised on purpose explains itself in one line; any other comes with its stack.
 */
export function reportInternalErrorTo(log: Log): (error: unknown) => string {
  return (error) => {
    const logId = randomBytes(4).toString('hex')
    if (error instanceof KmipctlError) log.error({logId, ...explanation(error)}, error.message)
    else log.error({logId, err: error}, 'Internal error')
    return logId
  }
}

function explanation({code, hint, cause}: KmipctlError): Readonly<Record<string, string | undefined>> {
  return {code, hint, cause: cause instanceof Error ? cause.message : undefined}
}
