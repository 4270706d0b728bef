import {AdministrationError, isAdministrationError} from '../administration/error.ts'
import {journaled, tokenActor} from '../administration/journal.ts'
import type {TokenDescription} from '../administration/tokens.ts'
import {ConfigError, type KmipctlError, StorageError, UsageError} from '../errors.ts'
import type {Store} from '../storage/store.ts'
import {admit, mayReach} from './access.ts'
import type {AnswerKmip} from './client/run-template.ts'
import {envelope, type Outcome} from './http/envelope.ts'
import {ApiFailure, notFound} from './http/failure.ts'
import {knownFields} from './http/fields.ts'
import type {ApiRequest} from './http/request.ts'
import {withoutTokens} from './http/without-tokens.ts'
import {findOperation, type FoundOperation} from './routes/find-operation.ts'
import {ignored} from './routes/roles.ts'
import type {RouteMethod} from './routes/route.ts'

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
    answer = written(await run(request, environment, seen), seen.found)
  } catch (error) {
    const failure = failureOf(error, request, environment)
    const errors = failure.errors.map(presentable)
    problem = errors.join('; ')
    answer = {status: failure.status, body: {errors}}
  }
  const {found, token} = seen
  const {scope, role} = found?.params ?? {}
  const path = withoutTokens(`/v1/${request.segments.join('/')}`)
  const {method} = request
  const names = {scope: scope && withoutTokens(scope), role: role && withoutTokens(role)}
  return {answer, exchange: {method, path, route: found?.path, status: answer.status, token, ...names, problem}}
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
    may: (method, path) => mayDo(token, method, path),
  })
  if (isOpen || unknown.length === 0) return outcome
  return {...outcome, warnings: [...(outcome.warnings ?? []), ...unknown.map(ignored)]}
}

function mayDo(token: TokenDescription | undefined, method: RouteMethod, path: string): boolean {
  try {
    const segments = path.split('/').filter((segment) => segment !== '')
    const {operation, params} = findOperation(method, segments)
    return (
      operation.audience === 'everybody' ||
      (token !== undefined && mayReach(operation.audience, token, params['scope']))
    )
  } catch (error) {
    if (error instanceof ApiFailure) return false
    throw error
  }
}

function written(outcome: Outcome, found: FoundOperation | undefined): ApiAnswer {
  const {status, data, auth, body, warnings = []} = outcome
  if (status === 404) return {status, body: {errors: []}}
  if (data !== undefined || auth !== undefined) {
    // What is under sys/ has its data beside the envelope too, as older clients want it
    const beside = found?.path.startsWith('sys/') === true ? data : undefined
    return {status: status ?? 200, body: envelope({...outcome, body: body ?? beside})}
  }
  if (body !== undefined) return {status: status ?? 200, body}
  return warnings.length === 0 ? {status: 204, body: undefined} : {status: 200, body: envelope(outcome)}
}

const longestError = 1000

/** Repeats neither tokens nor endless values. */
function presentable(error: string): string {
  return withoutTokens(error.length > longestError ? `${error.slice(0, longestError)}…` : error)
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
