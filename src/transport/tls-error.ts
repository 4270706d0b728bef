import {KmipctlError, TransportError} from '../errors.ts'
import {formatAddress} from './address.ts'
import {alertFailures} from './alert-failure.ts'
import {certificateFailures} from './certificate-failure.ts'
import type {DescribeFailure, Failure, FailureContext} from './failure.ts'
import {materialFailures} from './material-failure.ts'
import {openSslCode} from './openssl-code.ts'
import {socketFailures} from './socket-failure.ts'

const tables = [socketFailures, certificateFailures, alertFailures, materialFailures]

/**
 * Says in one sentence why a connection failed, from the code that Node, OpenSSL or the system gave. Errors that are
 * ours already pass unchanged.
 */
export function tlsError(error: unknown, context: FailureContext): KmipctlError {
  if (error instanceof KmipctlError) return error
  const server = formatAddress(context.address)
  const code = errorCode(error)
  const describe = code === undefined ? undefined : findDescription(code)
  const {message, hint, stage} = describe?.(server, context) ?? unknown(server, code, context)
  return new TransportError(stage ?? context.stage, message, {hint, cause: error})
}

/** The code of a system or OpenSSL error; that of the first try when several addresses were tried. */
function errorCode(error: unknown): string | undefined {
  if (error instanceof AggregateError && !('code' in error)) return errorCode(error.errors[0])
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? openSslCode(error.code)
    : undefined
}

function findDescription(code: string): DescribeFailure | undefined {
  return tables.find((table) => Object.hasOwn(table, code))?.[code]
}

const doing = {
  resolve: 'Looking up',
  connect: 'Connecting to',
  tls: 'TLS with',
  request: 'Talking to',
  listen: 'Listening on',
} as const

function unknown(server: string, code: string | undefined, {stage}: FailureContext): Failure {
  return {message: `${doing[stage]} ${server} failed${code === undefined ? '' : ` (${code})`}`}
}
