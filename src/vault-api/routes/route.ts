import {type AdministrationErrorCode, isAdministrationError} from '../../administration/error.ts'
import type {TokenDescription} from '../../administration/tokens.ts'
import type {Store} from '../../storage/store.ts'
import type {AnswerKmip} from '../client/run-template.ts'
import type {Outcome} from '../http/envelope.ts'
import type {FieldSchemas, FieldValues} from '../http/fields.ts'

/** Everything that an operation works with. */
export interface Call {
  /** Writes down who changes what. */
  readonly store: Store
  /** The parts of the path that stand for names, such as `scope`. */
  readonly params: Readonly<Record<string, string>>
  readonly fields: FieldValues
  /** Who asks; undefined on the paths that everybody may read. */
  readonly token: TokenDescription | undefined
  /** The token itself, which is nobody's but that of who asks. */
  readonly clientToken: string | undefined
  readonly now: Date
  /** Path under which the engine was addressed. */
  readonly mount: string
  /** Runs KMIP messages; undefined where nobody does. */
  readonly kmip: AnswerKmip | undefined
  /** Whether who asks may use a method at a path, which is without `/v1/`. */
  readonly may: (method: RouteMethod, path: string) => boolean
}

/**
 * Who may: `everybody` without a token; `token`: any; `scope`: a token for everything, or for the scope of the path;
 * `administrator`: a token for everything.
 */
export type Audience = 'everybody' | 'token' | 'scope' | 'administrator'

export interface ApiOperation {
  readonly summary: string
  readonly audience: Audience
  readonly fields: FieldSchemas
  /** Fields besides those that are listed, such as `operation_*`, reach the operation too. */
  readonly openFields?: boolean | undefined
  readonly run: (call: Call) => Promise<Outcome>
}

export type RouteMethod = 'GET' | 'POST' | 'DELETE' | 'LIST'

/** A path with what can be done there. Parts in braces stand for names; `{name...}` for the rest of the path. */
export interface Route {
  readonly path: string
  readonly operations: Readonly<Partial<Record<RouteMethod, ApiOperation>>>
}

/** The names in a path, when it is one of the route. */
export function matchRoute({path}: Route, segments: readonly string[]): Readonly<Record<string, string>> | undefined {
  const parts = path.split('/')
  const params: Record<string, string> = {}
  for (const [index, part] of parts.entries()) {
    const segment = segments[index]
    const rest = /^\{(?<name>\w+)\.\.\.\}$/.exec(part)?.groups?.['name']
    if (rest !== undefined) {
      if (segment === undefined) return undefined
      params[rest] = segments.slice(index).join('/')
      return params
    }
    if (segment === undefined) return undefined
    const name = /^\{(?<name>\w+)\}$/.exec(part)?.groups?.['name']
    if (name !== undefined) params[name] = segment
    else if (part !== segment) return undefined
  }
  return parts.length === segments.length ? params : undefined
}

/** An empty list is nothing in Vault's eyes. */
export function listOutcome(keys: readonly string[], info?: Readonly<Record<string, unknown>>): Outcome {
  return keys.length === 0 ? {status: 404} : {data: info === undefined ? {keys} : {keys, key_info: info}}
}

/** Taking away what is not there succeeds, and so does making what is: Vault's clients write and delete twice. */
export async function unless(code: AdministrationErrorCode, work: Promise<unknown>): Promise<Outcome> {
  try {
    await work
  } catch (error) {
    if (!isAdministrationError(error, code)) throw error
  }
  return {}
}
