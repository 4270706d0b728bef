/**
 * The root of every error kmipctl raises on purpose, and the exit statuses of the command line.
 *
 * Messages are one sentence in sentence case without a full stop and name the thing they are about;
 * the hint says what to do next.
 */

/** Exit statuses of the command line; scripts rely on them. */
export const ExitCode = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  connection: 3,
  operationFailed: 4,
  malformedData: 5,
  checkFailed: 6,
  interrupted: 130,
} as const

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

/** Options common to all errors of kmipctl. */
export interface ErrorOptions {
  /** What the reader can do about it. */
  readonly hint?: string | undefined
  readonly cause?: unknown
}

/** Base of all deliberate errors. `code` is stable and machine-readable, `exitCode` is the process's exit status. */
export class KmipctlError extends Error {
  readonly code: string
  readonly exitCode: ExitCode
  readonly hint: string | undefined

  constructor(code: string, message: string, exitCode: ExitCode, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause})
    this.name = new.target.name
    this.code = code
    this.exitCode = exitCode
    this.hint = options.hint
  }
}

/** The command was called with a wrong or missing flag, argument or file. */
export class UsageError extends KmipctlError {
  constructor(message: string, options: ErrorOptions = {}) {
    super('USAGE', message, ExitCode.usage, options)
  }
}

/** A setting, profile or configuration file is missing or wrong. */
export class ConfigError extends KmipctlError {
  constructor(message: string, options: ErrorOptions = {}) {
    super('CONFIG', message, ExitCode.usage, options)
  }
}

/** The stage of a connection at which it failed. */
export type TransportStage = 'resolve' | 'connect' | 'tls' | 'request' | 'listen'

/** A peer could not be reached, refused TLS, or closed the connection. */
export class TransportError extends KmipctlError {
  readonly stage: TransportStage

  constructor(stage: TransportStage, message: string, options: ErrorOptions = {}) {
    super(`TRANSPORT_${stage.toUpperCase()}`, message, ExitCode.connection, options)
    this.stage = stage
  }
}

/** Codes of storage failures that callers tell apart. */
export type StorageErrorCode = 'WRONG_SEAL' | 'CORRUPT' | 'CONFLICT' | 'NOT_FOUND' | 'UNAVAILABLE' | 'FULL'

/** The store could not be opened, read or written. */
export class StorageError extends KmipctlError {
  readonly storageCode: StorageErrorCode

  constructor(storageCode: StorageErrorCode, message: string, options: ErrorOptions = {}) {
    super(`STORAGE_${storageCode}`, message, ExitCode.unexpected, options)
    this.storageCode = storageCode
  }
}
