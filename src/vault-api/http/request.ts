import type {IncomingMessage} from 'node:http'
import {ApiFailure} from './failure.ts'
import {isDeeperThan} from './depth.ts'
import type {FieldValues} from './fields.ts'
import {listStandIn} from './list-method.ts'

export type ApiMethod = 'GET' | 'POST' | 'DELETE' | 'LIST' | 'HEAD'

/** A request as Vault's clients send it, taken apart. */
export interface ApiRequest {
  readonly method: ApiMethod
  /** Behind `/v1/`, decoded, without empty segments. */
  readonly segments: readonly string[]
  readonly query: Readonly<Record<string, string>>
  /** Of the body, and of the query for requests without one. */
  readonly fields: FieldValues
  readonly token: string | undefined
}

/** A megabyte holds every certificate and template that anybody has. */
export const longestBody = 1024 * 1024

/** No field of any operation needs more than a few levels. */
const deepestBody = 64

const methods: Readonly<Record<string, ApiMethod>> = {
  GET: 'GET',
  HEAD: 'HEAD',
  POST: 'POST',
  PUT: 'POST',
  DELETE: 'DELETE',
  [listStandIn]: 'LIST',
}

/** Reads it whole. @throws ApiFailure for what no client of Vault sends */
export async function readRequest(request: IncomingMessage): Promise<ApiRequest> {
  const url = urlOf(request.url ?? '')
  const query = Object.fromEntries(url.searchParams)
  const isList = request.method === 'GET' && /^(?:1|t|true)$/i.test(query['list'] ?? '')
  const method = isList
    ? 'LIST'
    : Object.hasOwn(methods, request.method ?? '')
      ? methods[request.method ?? '']
      : undefined
  if (method === undefined) throw new ApiFailure(405, `The method ${request.method} is not supported`)
  refuseHeaders(request)
  const body = await readBody(request)
  const fields = method === 'POST' ? parseBody(body) : {...withoutList(query), ...parseBody(body)}
  return {method, segments: segmentsOf(url.pathname), query, fields, token: tokenOf(request)}
}

function urlOf(text: string): URL {
  try {
    return new URL(text, 'http://localhost')
  } catch {
    throw new ApiFailure(400, 'The URL cannot be read')
  }
}

function segmentsOf(pathname: string): readonly string[] {
  const [version, ...rest] = pathname.split('/').filter((segment) => segment !== '')
  if (version !== 'v1') throw new ApiFailure(404, 'Every path begins with /v1/')
  return rest.map((segment) => {
    const decoded = decode(segment)
    // A name with one of these could stand for another path in somebody else's eyes
    if (/[\p{Cc}/]/u.test(decoded) || decoded === '..' || decoded === '.') {
      throw new ApiFailure(400, 'The path holds a character that no name has')
    }
    return decoded
  })
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new ApiFailure(400, 'The path is not encoded as URLs are')
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  // The answer to a body that is too long still has to get out
  for await (const chunk of request.iterator({destroyOnReturn: false})) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > longestBody) throw new ApiFailure(413, `http: request body too large, more than ${longestBody} bytes`)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseBody(text: string): FieldValues {
  if (text.trim() === '') return {}
  if (isDeeperThan(text, deepestBody)) throw new ApiFailure(400, 'The body is nested too deeply')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ApiFailure(400, 'error parsing JSON')
  }
  if (value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw new ApiFailure(400, 'The body is no JSON object')
  return value as FieldValues
}

/** What a client takes for granted in the answer and would not get is refused rather than passed over. */
function refuseHeaders({headers}: IncomingMessage): void {
  const {'x-vault-wrap-ttl': wrapping = '', 'x-vault-namespace': namespace = ''} = headers
  if (!['', '0', '0s'].includes(String(wrapping).trim())) {
    throw new ApiFailure(400, 'Answers cannot be wrapped: leave out the header X-Vault-Wrap-TTL')
  }
  if (!['', 'root'].includes(String(namespace).replaceAll('/', ''))) {
    throw new ApiFailure(400, 'There are no namespaces: leave out the header X-Vault-Namespace')
  }
}

function withoutList({list: _list, help: _help, ...fields}: Readonly<Record<string, string>>): FieldValues {
  return fields
}

function tokenOf({headers}: IncomingMessage): string | undefined {
  const own = headers['x-vault-token']
  if (typeof own === 'string' && own !== '') return own
  const match = /^Bearer\s+(?<token>\S+)$/i.exec(headers.authorization ?? '')
  return match?.groups?.['token']
}
