import {AdministrationError, isAdministrationError} from '../administration/error.ts'
import {journaled, tokenActor} from '../administration/journal.ts'
import type {TokenDescription} from '../administration/tokens.ts'
import {ConfigError, type KmipctlError, StorageError, UsageError} from '../errors.ts'
import type {Store} from '../storage/store.ts'
import {admit} from './access.ts'
import type {AnswerKmip} from './client/run-template.ts'
import {envelope, type Outcome} from './http/envelope.ts'
import {ApiFailure, notFound} from './http/failure.ts'
import {knownFields} from './http/fields.ts'
import type {ApiRequest} from './http/request.ts'
import {findOperation, type FoundOperation} from './routes/find-operation.ts'
import {ignored} from './routes/roles.ts'

/** What goes back, before it is written as JSON. */
export interface ApiAnswer {
  readonly status: number
  /** Undefined for an answer without a body. */
  readonly body: unknown
}

/** A request that was answered, for the audit. Never a value of a field. */
export interface ApiExchange {
  readonly method: string
  /** As it came, without the query. */
  readonly path: string
  /** As in the table of routes; undefined for a path that there is not. */
  readonly route: string | undefined
  readonly status: number
  /** Undefined where nobody said who they are. */
  readonly token: TokenDescription | undefined
  readonly scope: string | undefined
  readonly role: string | undefined
  readonly problem: string | undefined
}

export interface ApiEnvironment {
  readonly store: Store
  readonly clock: () => Date
  /** Writes down what nobody expected; the answer names it by what this returns. */
  readonly report: (error: unknown) => string
  /** Runs KMIP messages for the other end of this request; the client API is refused when absent. */
  readonly kmip?: AnswerKmip | undefined
}

/** Answers a request that could be read; never rejects. */
export async function answerRequest(
  request: ApiRequest,
  environment: ApiEnvironment,
): Promise<{readonly answer: ApiAnswer; readonly exchange: ApiExchange}> {
  const seen: {found?: FoundOperation; token?: TokenDescription | undefined} = {}
  let answer: ApiAnswer
  let problem: string | undefined
  try {
    answer = written(await run(request, environment, seen))
  } catch (error) {
    const failure = failureOf(error, request, environment)
    problem = failure.message
    answer = {status: failure.status, body: {errors: failure.errors}}
  }
  const {found, token} = seen
  const {scope, role} = found?.params ?? {}
  const path = `/v1/${request.segments.join('/')}`
  const {method} = request
  return {answer, exchange: {method, path, route: found?.path, status: answer.status, token, scope, role, problem}}
}

async function run(
  request: ApiRequest,
  {store, clock, kmip}: ApiEnvironment,
  seen: {found?: FoundOperation; token?: TokenDescription | undefined},
): Promise<Outcome> {
  const now = clock()
  const found = findOperation(request.method, request.segments)
  seen.found = found
  const {operation, params, mount} = found
  const token = await admit(store, operation.audience, {token: request.token, scope: params['scope'], now})
  seen.token = token
  if (request.query['help'] !== undefined) return {body: {help: operation.summary, see_also: []}, status: 200}
  const {values, unknown} = knownFields(request.fields, operation.fields)
  const isOpen = operation.openFields === true
  const actor = token === undefined ? 'nobody' : tokenActor(token)
  const outcome = await operation.run({
    store: journaled(store, {actor, clock: () => clock().getTime()}),
    params,
    fields: isOpen ? {...request.fields, ...values} : values,
    token,
    clientToken: request.token,
    now,
    mount,
    kmip,
  })
  if (isOpen || unknown.length === 0) return outcome
  return {...outcome, warnings: [...(outcome.warnings ?? []), ...unknown.map(ignored)]}
}

function written(outcome: Outcome): ApiAnswer {
  const {status, data, auth, body, warnings = []} = outcome
  if (status === 404) return {status, body: {errors: []}}
  if (data === undefined && auth === undefined && body !== undefined) return {status: status ?? 200, body}
  if (data === undefined && auth === undefined && warnings.length === 0) return {status: status ?? 204, body: undefined}
  return {status: status ?? 200, body: envelope(outcome)}
}

function failureOf(error: unknown, {method}: ApiRequest, {report}: ApiEnvironment): ApiFailure {
  if (error instanceof ApiFailure) return error
  // Vault says nothing about what is not there to be read; of a write it says what is missing
  if (isAdministrationError(error, 'NOT_FOUND') && method !== 'POST') return notFound()
  if (error instanceof UsageError || error instanceof ConfigError || error instanceof AdministrationError) {
    return new ApiFailure(400, sentence(error))
  }
  const logId = report(error)
  if (error instanceof StorageError && error.storageCode === 'FULL') {
    return new ApiFailure(507, `The store is full (log ${logId})`)
  }
  return new ApiFailure(500, `internal error (log ${logId})`)
}

function sentence({message, hint}: KmipctlError): string {
  return hint === undefined || hint.includes('kmipctl') ? message : `${message}: ${hint}`
}
