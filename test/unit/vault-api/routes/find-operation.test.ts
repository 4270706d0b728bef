import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {ApiFailure} from '../../../../src/vault-api/http/failure.ts'
import {findOperation} from '../../../../src/vault-api/routes/find-operation.ts'
import {engineRoutes, systemRoutes} from '../../../../src/vault-api/routes/index.ts'
import {matchRoute, type RouteMethod} from '../../../../src/vault-api/routes/route.ts'

const methods: readonly RouteMethod[] = ['GET', 'POST', 'DELETE', 'LIST']

function find(method: RouteMethod, path: string) {
  return findOperation(method, path.split('/'))
}

/** The status of a refusal. */
function refusal(method: RouteMethod, path: string): number | undefined {
  try {
    find(method, path)
    return undefined
  } catch (error) {
    return error instanceof ApiFailure ? error.status : -1
  }
}

describe('the operation of a path', () => {
  it.each(['kmip', 'secret/kmip', 'a/b/c'])('is found under the name %s', (mount) => {
    expect(find('POST', `${mount}/scope/finance/role/app`)).toMatchObject({
      mount,
      path: 'scope/{scope}/role/{role}',
      params: {scope: 'finance', role: 'app'},
    })
    expect(find('GET', `${mount}/config`)).toMatchObject({mount, path: 'config'})
  })

  it('is that of the engine under its shortest name', () => {
    expect(find('GET', 'scope/scope/a/role/scope')).toMatchObject({mount: 'scope', params: {scope: 'a', role: 'scope'}})
    expect(find('LIST', 'a/scope')).toMatchObject({mount: 'a', path: 'scope'})
  })

  it('of the server is never that of an engine', () => {
    expect(refusal('GET', 'sys/config')).toBe(404)
    expect(refusal('LIST', 'auth/scope')).toBe(404)
    expect(find('GET', 'sys/mounts/a/b/tune')).toMatchObject({mount: '', params: {path: 'a/b/tune'}})
    expect(find('GET', 'auth/token/lookup-self')).toMatchObject({mount: ''})
  })

  it('is not there for what nobody serves', () => {
    for (const path of [
      '',
      'kmip',
      'config',
      'kmip/scopes',
      'kmip/scope/a/role/b/credential/generate/x',
      'sys',
      'sys/seal',
    ]) {
      for (const method of methods) expect([path, refusal(method, path)]).toEqual([path, 404])
    }
  })

  it('is not supported with a method that the path does not have', () => {
    expect(refusal('DELETE', 'kmip/config')).toBe(405)
    expect(refusal('GET', 'kmip/scope/finance')).toBe(405)
    expect(refusal('GET', 'kmip/scope')).toBe(405)
    expect(refusal('LIST', 'kmip/config')).toBe(405)
    expect(refusal('POST', 'sys/health')).toBe(405)
  })

  it('has fixed paths before names', () => {
    const credential = 'kmip/scope/s/role/r/credential'
    expect(find('POST', `${credential}/generate`).path).toBe('scope/{scope}/role/{role}/credential/generate')
    expect(find('POST', 'kmip/ca/a/generate').path).toBe('ca/{name}/generate')
    expect(find('GET', 'kmip/ca').path).toBe('ca')
    expect(find('GET', 'kmip/ca/generate')).toMatchObject({path: 'ca/{name}', params: {name: 'generate'}})
  })

  it('is found or refused with 404 or 405, whatever the segments are', () => {
    const words = ['kmip', 'scope', 'role', 'credential', 'ca', 'sys', 'auth', 'mounts', '__proto__', 'constructor', '']
    const segment = fc.oneof(fc.constantFrom(...words), fc.string())
    fc.assert(
      fc.property(fc.constantFrom(...methods), fc.array(segment, {maxLength: 9}), (method, segments) => {
        try {
          const {params, operation} = findOperation(method, segments)
          for (const value of Object.values(params)) expect(segments.join('/')).toContain(value)
          expect(operation.summary).not.toBe('')
        } catch (error) {
          expect(error).toBeInstanceOf(ApiFailure)
          expect([404, 405]).toContain(error instanceof ApiFailure ? error.status : 0)
        }
      }),
    )
  })
})

describe('the table of routes', () => {
  const all = [...engineRoutes, ...systemRoutes].flatMap(({path, operations}) =>
    Object.entries(operations).map(([method, operation]) => ({name: `${method} ${path}`, path, operation})),
  )

  it('names each path and method once', () => {
    const names = all.map(({name}) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('lets nobody in without a token but to what says whether the server is there', () => {
    const open = all.filter(({operation}) => operation.audience === 'everybody').map(({name}) => name)
    expect(open.sort()).toEqual(['GET sys/health', 'GET sys/init', 'GET sys/leader', 'GET sys/seal-status'])
  })

  it('has a scope in the path of everything that is for the token of a scope', () => {
    const scoped = all.filter(({operation}) => operation.audience === 'scope')
    expect(scoped.length).toBeGreaterThan(8)
    expect(scoped.filter(({path}) => !path.startsWith('scope/{scope}/'))).toEqual([])
  })

  it('lets the token of a scope write nothing outside of it but tokens', () => {
    const outside = all.filter(({operation, path}) => operation.audience === 'token' && !path.startsWith('auth/token/'))
    const writing = outside.filter(({name}) => !/^(GET|LIST) /.test(name)).map(({name}) => name)
    expect(writing).toEqual(['POST sys/capabilities-self'])
  })
})

describe('matchRoute', () => {
  const route = (path: string) => ({path, operations: {}})

  it('gives the names in the path', () => {
    expect(matchRoute(route('a/{x}/b'), ['a', '1', 'b'])).toEqual({x: '1'})
    expect(matchRoute(route('a/{x...}'), ['a', '1', 'b'])).toEqual({x: '1/b'})
  })

  it.each([[['a']], [['a', '1']], [['a', '1', 'c']], [['a', '1', 'b', 'c']], [[]]])('refuses %j', (segments) => {
    expect(matchRoute(route('a/{x}/b'), segments)).toBeUndefined()
  })

  it('wants something for the rest', () => {
    expect(matchRoute(route('a/{x...}'), ['a'])).toBeUndefined()
  })
})
