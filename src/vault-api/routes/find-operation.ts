import {noRoute, unsupportedOperation} from '../http/failure.ts'
import type {ApiMethod} from '../http/request.ts'
import {engineRoutes, systemRoutes} from './index.ts'
import {type ApiOperation, matchRoute, type Route} from './route.ts'

/** What a path and a method ask for. */
export interface FoundOperation {
  readonly operation: ApiOperation
  readonly params: Readonly<Record<string, string>>
  /** Name under which the engine was addressed; empty for paths of the server. */
  readonly mount: string
  /** As in the table of routes. */
  readonly path: string
}

const systemRoots = new Set(['sys', 'auth'])

/**
 * Finds the operation. The engine answers under any name, also one of several segments: the shortest that leaves one of
 * its paths.
 *
 * @throws ApiFailure 404 for a path that there is not, 405 for a method that it does not have
 */
export function findOperation(method: ApiMethod, segments: readonly string[]): FoundOperation {
  if (systemRoots.has(segments[0] ?? '')) {
    const found = among(systemRoutes, method, segments)
    if (found !== undefined) return {...found, mount: ''}
    throw noRoute(segments.join('/'))
  }
  for (let length = 1; length < segments.length; length++) {
    const found = among(engineRoutes, method, segments.slice(length))
    if (found !== undefined) return {...found, mount: segments.slice(0, length).join('/')}
  }
  throw noRoute(segments.join('/'))
}

function among(
  routes: readonly Route[],
  method: ApiMethod,
  segments: readonly string[],
): Omit<FoundOperation, 'mount'> | undefined {
  let isKnown = false
  for (const route of routes) {
    const params = matchRoute(route, segments)
    if (params === undefined) continue
    isKnown = true
    const operation = route.operations[method === 'HEAD' ? 'GET' : method]
    if (operation !== undefined) return {operation, params, path: route.path}
  }
  if (isKnown) throw unsupportedOperation()
  return undefined
}
