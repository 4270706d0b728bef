import {ExitCode, KmipctlError, TransportError} from '../errors.ts'
import {TransportTimeoutError} from '../transport/transport-timeout-error.ts'
import type {ResultReasonName} from '../kmip/error.ts'
import {OperationFailedError} from './operation-failed-error.ts'

/**
 * What leads from one server of a list to the next. `connection`: no TLS connection comes about, refused certificates
 * included (MongoDB Enterprise does so too). `percona`: whatever fails, a refusal by the server too, but not Item Not
 * Found, which is an answer (mongod of Percona Server for MongoDB). `strict`: the server cannot be reached; one that
 * answers, and be it with a refusal, is the one.
 */
export type FailoverRule = 'connection' | 'percona' | 'strict'

/** Whether the rule has the next server tried after this failure. */
export function leadsToNextServer(rule: FailoverRule, error: unknown): error is KmipctlError {
  if (!(error instanceof KmipctlError)) return false
  if (rule === 'percona') return isFailureOfServer(error)
  return failsToConnect(error) && (rule === 'connection' || isUnreachable(error))
}

/** What servers say of an object that they do not have, up to 1.4 and since. */
const notFound: ReadonlySet<unknown> = new Set<ResultReasonName>(['ItemNotFound', 'ObjectNotFound'])

/** Item Not Found, since 2.0 Object Not Found, is the answer to a question, whatever other servers would say. */
export function isItemNotFound(error: unknown): boolean {
  return error instanceof OperationFailedError && notFound.has(error.resultReason)
}

function isFailureOfServer(error: KmipctlError): boolean {
  const isOurs = error.exitCode === ExitCode.usage || error.exitCode === ExitCode.interrupted
  const isPending = error instanceof OperationFailedError && error.resultStatus === 'OperationPending'
  return !isOurs && !isPending && !isItemNotFound(error)
}

/** With TLS 1.3 a refused certificate shows with the first exchange, and is still no connection. */
function failsToConnect(error: KmipctlError): error is TransportError {
  return error instanceof TransportError && error.stage !== 'request'
}

function isUnreachable(error: TransportError): boolean {
  return error.stage !== 'tls' || error instanceof TransportTimeoutError
}
