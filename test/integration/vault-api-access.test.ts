import {describe, expect, it} from 'vitest'
import {createToken, revokeToken} from '../../src/administration/tokens.ts'
import {engineRoutes} from '../../src/vault-api/routes/index.ts'
import {callApi, exchangeRaw, serveApi, type ServedApi} from '../support/vault-api.ts'

const denied = {status: 403, body: {errors: ['permission denied']}}

/** Two scopes with a role `app` each. */
async function withScopes(): Promise<ServedApi> {
  const api = await serveApi()
  await api.call('POST', 'kmip/config', {tls_ca_key_bits: 256, default_tls_client_key_bits: 256})
  for (const scope of ['finance', 'other']) {
    await api.call('POST', `kmip/scope/${scope}`)
    await api.call('POST', `kmip/scope/${scope}/role/app`, {operation_all: true})
  }
  return api
}

const operations = engineRoutes.flatMap(({path, operations}) =>
  Object.entries(operations).map(([method, {audience}]) => ({method, path, audience})),
)

function pathIn(scope: string, path: string): string {
  return `kmip/${path
    .replace('{scope}', scope)
    .replace('{role}', 'app')
    .replaceAll(/\{\w+(\.\.\.)?\}/g, 'x')}`
}

describe('a token', () => {
  it.each(operations)('is needed for $method $path', async ({method, path}) => {
    await using api = await serveApi()
    for (const token of [null, '', 'root', 'kmipctl.wrong']) {
      expect(await api.call(method, pathIn('finance', path), undefined, {token})).toMatchObject(denied)
    }
  })

  it('that has ended or was revoked is none', async () => {
    let now = new Date('2026-03-01T12:00:00Z')
    await using api = await serveApi({clock: () => now})
    const {token} = await createToken(api.store, {ttlSeconds: 60, now})
    expect((await api.call('GET', 'auth/token/lookup-self', undefined, {token})).status).toBe(200)
    now = new Date(now.getTime() + 60_000)
    expect(await api.call('GET', 'auth/token/lookup-self', undefined, {token})).toMatchObject(denied)
    const other = await createToken(api.store, {now})
    await revokeToken(api.store, other.description.accessor, now)
    expect(await api.call('LIST', 'kmip/scope', undefined, {token: other.token})).toMatchObject(denied)
  })

  it('comes as a bearer too', async () => {
    await using api = await serveApi()
    const headers = {Authorization: `Bearer ${api.token}`}
    expect((await api.call('GET', 'auth/token/lookup-self', undefined, {token: null, headers})).status).toBe(200)
  })

  it.each(operations.filter(({audience}) => audience !== 'token'))(
    'for one scope is refused for $method $path elsewhere',
    async ({method, path, audience}) => {
      await using api = await withScopes()
      const token = await api.tokenFor('finance')
      for (const scope of ['other', 'nowhere', 'FINANCE', 'finance%20']) {
        expect(await api.call(method, pathIn(scope, path), undefined, {token})).toMatchObject(denied)
      }
      const own = await api.call(method, pathIn('finance', path), undefined, {token})
      if (audience === 'administrator') expect(own).toMatchObject(denied)
      else expect(own.status).not.toBe(403)
    },
  )

  it('for one scope sees that scope alone in lists', async () => {
    await using api = await withScopes()
    const token = await api.tokenFor('finance')
    expect((await api.call('LIST', 'kmip/scope')).data.keys).toEqual(['finance', 'other'])
    expect((await api.call('LIST', 'kmip/scope', undefined, {token})).data).toEqual({keys: ['finance']})
  })

  it.each([
    'kmip/scope/finance/../other/role/app',
    'kmip/scope/finance/%2e%2e/other/role/app',
    'kmip/scope/finance/..%2fother/role/app',
    'kmip/scope/finance%2f..%2fother/role/app',
    'kmip/scope//other/role/app/',
    'kmip//scope/other//role/app',
    'kmip/scope/finance\\..\\other/role/app',
    'kmip/scope/%6fther/role/app',
    'kmip/scope/finance/role/app/../../../other/role/app',
    'kmip/scope/finance%00/../other/role/app',
    'scope/finance/scope/other/role/app',
    'kmip/scope/finance/scope/other/role/app',
    'kmip/scope/other/role/app?scope=finance',
    'kmip/scope/other/role/app#/scope/finance',
    '//kmip/scope/other/role/app',
  ])('for one scope reads nothing of another by the path %s', async (path) => {
    await using api = await withScopes()
    const token = await api.tokenFor('finance')
    for (const line of ['GET', 'LIST', 'POST', 'DELETE']) {
      const text = `${line} /v1/${path} HTTP/1.1\r\nHost: x\r\nX-Vault-Token: ${token}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`
      expect(await exchangeRaw(api.api.url, text)).toMatch(/^HTTP\/1\.1 (400|403|404|405) /)
    }
    expect((await api.call('GET', 'kmip/scope/other/role/app')).data).toMatchObject({operation_all: true})
  })

  it('of a scope that is gone is none', async () => {
    await using api = await withScopes()
    const token = await api.tokenFor('finance')
    await api.call('DELETE', 'kmip/scope/finance')
    await api.call('POST', 'kmip/scope/finance')
    expect(await api.call('LIST', 'kmip/scope/finance/role', undefined, {token})).toMatchObject(denied)
  })

  it('is in no line of the log, at any level, wherever somebody puts it', async () => {
    await using api = await withScopes()
    const {token} = api
    for (const path of [
      `auth/token/lookup/${token}`,
      `kmip/scope/${token}/role/${token}`,
      `kmip/ca/${token}`,
      `x?token=${token}`,
    ]) {
      await api.call('GET', path)
      await api.call('POST', path, {token, tls_client_key_type: token, key_type: token, key_bits: 1})
    }
    await api.call('POST', 'auth/token/lookup', {token})
    await api.call('POST', 'auth/token/lookup-accessor', {accessor: token})
    expect(api.log.entries.length).toBeGreaterThan(8)
    expect(JSON.stringify(api.log.entries)).not.toContain(token.slice('kmipctl.'.length))
    const changes = await api.store.read(({administration}) => administration.changes(0, 100))
    expect(JSON.stringify(changes)).not.toContain(token.slice('kmipctl.'.length))
  })

  it('is named by its accessor in the journal, once for each change', async () => {
    await using api = await withScopes()
    const {accessor} = (await api.call('GET', 'auth/token/lookup-self')).data
    const changes = await api.store.read(({administration}) => administration.changes(0, 100))
    expect(new Set(changes.map(({actor}) => actor))).toEqual(new Set([`token ${accessor} (tests)`]))
    const count = (action: string) => changes.filter((change) => change.action === action).length
    expect([count('scope.create'), count('role.create')]).toEqual([2, 2])
  })
})

describe('auth/token', () => {
  it('makes a token that ends with the one that made it', async () => {
    await using api = await withScopes()
    const made = await api.call('POST', 'auth/token/create', {
      ttl: '1h',
      policies: ['scope:finance'],
      display_name: 'ci',
    })
    expect(made.body).toMatchObject({
      data: null,
      auth: {lease_duration: 3600, policies: ['scope:finance'], renewable: false, token_type: 'service', orphan: false},
    })
    const token: string = made.body.auth.client_token
    const self = await api.call('GET', 'auth/token/lookup-self', undefined, {token})
    expect(self.data).toMatchObject({id: token, display_name: 'ci', creation_ttl: 3600, type: 'service', orphan: false})
    expect((await api.call('POST', 'auth/token/renew-self', {}, {token})).status).toBe(400)
    expect((await api.call('POST', 'auth/token/create', {policies: 'scope:other'}, {token})).status).toBe(400)
    expect((await api.call('POST', 'auth/token/revoke-self', {})).status).toBe(204)
    for (const each of [token, api.token]) {
      expect(await api.call('GET', 'auth/token/lookup-self', undefined, {token: each})).toMatchObject(denied)
    }
  })

  it.each([
    ['without a parent', {no_parent: true}],
    ['with a policy that there is not', {policies: ['admins']}],
    ['for two scopes', {policies: 'scope:finance,scope:other'}],
    ['beyond the calendar', {ttl: Number.MAX_SAFE_INTEGER}],
    ['with a lifetime that is none', {ttl: 'long'}],
    ['with half a second', {ttl: 0.5}],
  ])('makes none %s', async (_, body) => {
    await using api = await withScopes()
    expect((await api.call('POST', 'auth/token/create', body)).status).toBe(400)
    expect((await api.call('LIST', 'auth/token/accessors')).data.keys).toHaveLength(1)
  })

  it('tells and ends other tokens by themselves or by their accessors', async () => {
    await using api = await withScopes()
    const make = async () => (await api.call('POST', 'auth/token/create', {display_name: 'ci'})).body.auth
    const [first, second] = [await make(), await make()]
    expect((await api.call('POST', 'auth/token/lookup', {token: first.client_token})).data).toMatchObject({
      accessor: first.accessor,
      display_name: 'ci',
    })
    const {data} = await api.call('POST', 'auth/token/lookup-accessor', {accessor: second.accessor})
    expect(data).toMatchObject({id: '', display_name: 'ci'})
    expect((await api.call('LIST', 'auth/token/accessors')).data.keys).toHaveLength(3)
    expect((await api.call('POST', 'auth/token/revoke', {token: first.client_token})).status).toBe(204)
    expect((await api.call('POST', 'auth/token/revoke-accessor', {accessor: second.accessor})).status).toBe(204)
    expect((await api.call('POST', 'auth/token/lookup', {token: first.client_token})).status).toBe(403)
    expect((await api.call('POST', 'auth/token/lookup-accessor', {accessor: second.accessor})).status).toBe(403)
  })

  it('of one scope tells and ends none but itself and those it made', async () => {
    await using api = await withScopes()
    const token = await api.tokenFor('finance')
    const {accessor} = (await api.call('GET', 'auth/token/lookup-self')).data
    for (const path of ['lookup', 'revoke']) {
      expect(await api.call('POST', `auth/token/${path}`, {token: api.token}, {token})).toMatchObject(denied)
    }
    for (const given of [accessor, 'nobody']) {
      for (const path of ['lookup-accessor', 'revoke-accessor']) {
        expect(await api.call('POST', `auth/token/${path}`, {accessor: given}, {token})).toMatchObject(denied)
      }
    }
    expect((await api.call('POST', 'auth/token/lookup', {token}, {token})).status).toBe(200)
    expect((await api.call('POST', 'auth/token/revoke', {token}, {token})).status).toBe(204)
  })
})

describe('sys', () => {
  it('answers everybody whether the server is there', async () => {
    await using api = await serveApi()
    const open = (path: string) => callApi(api.api.url, 'GET', `/v1/sys/${path}`)
    expect((await open('health')).body).toMatchObject({initialized: true, sealed: false, standby: false})
    expect((await open('seal-status')).body).toMatchObject({initialized: true, sealed: false})
    expect((await open('leader')).body).toMatchObject({ha_enabled: false})
    expect((await open('init')).body).toEqual({initialized: true})
    expect((await open('health?activecode=299&standbyok=true')).status).toBe(299)
    expect((await open('health?activecode=x')).status).toBe(400)
    expect(await callApi(api.api.url, 'HEAD', '/v1/sys/health')).toMatchObject({status: 200, body: undefined})
  })

  it('enables, tunes, reads, moves and disables the engine', async () => {
    await using api = await serveApi()
    expect((await api.call('POST', 'sys/mounts/kmip', {type: 'kv'})).status).toBe(400)
    const config = {max_lease_ttl: '1h'}
    expect((await api.call('POST', 'sys/mounts/kmip', {type: 'kmip', description: 'keys', config})).status).toBe(204)
    expect((await api.call('POST', 'sys/mounts/kmip/', {type: 'kmip'})).status).toBe(400)
    const {body} = await api.call('GET', 'sys/mounts')
    expect(body['kmip/']).toMatchObject({type: 'kmip', description: 'keys', config: {max_lease_ttl: 3600}})
    expect(body.data['kmip/']).toEqual(body['kmip/'])
    expect((await api.call('POST', 'sys/mounts/kmip/tune', {description: 'more'})).status).toBe(204)
    expect((await api.call('GET', 'sys/mounts/kmip/tune')).body).toMatchObject({
      description: 'more',
      max_lease_ttl: 3600,
    })
    expect((await api.call('GET', 'sys/internal/ui/mounts/kmip/scope')).data).toMatchObject({
      path: 'kmip/',
      type: 'kmip',
    })
    expect((await api.call('GET', 'sys/internal/ui/mounts/x')).status).toBe(403)
    expect((await api.call('POST', 'sys/remount', {from: 'kmip', to: 'secret/keys'})).body.migration_id).toBeDefined()
    expect((await api.call('DELETE', 'sys/mounts/secret/keys/tune')).status).toBe(405)
    expect((await api.call('GET', 'sys/mounts/secret/keys')).status).toBe(200)
    expect((await api.call('DELETE', 'sys/mounts/secret/keys')).status).toBe(204)
    expect((await api.call('GET', 'sys/mounts/secret/keys')).status).toBe(400)
  })

  it('says what a token may do, as it is judged', async () => {
    await using api = await withScopes()
    const paths = [
      'kmip/scope/finance/role/app',
      'kmip/scope/other/role/app',
      'kmip/config',
      'kmip/scope',
      'x/scope/finance/',
    ]
    expect((await api.call('POST', 'sys/capabilities-self', {paths})).body['kmip/config']).toEqual(['root'])
    const token = await api.tokenFor('finance')
    expect((await api.call('POST', 'sys/capabilities-self', {paths}, {token})).data).toEqual({
      'kmip/scope/finance/role/app': ['create', 'delete', 'read', 'update'],
      'kmip/scope/other/role/app': ['deny'],
      'kmip/config': ['deny'],
      'kmip/scope': ['list'],
      'x/scope/finance/': ['deny'],
    })
    const one = await api.call('POST', 'sys/capabilities-self', {path: 'kmip/scope'}, {token})
    expect(one.body).toMatchObject({capabilities: ['list'], data: {capabilities: ['list']}})
    expect((await api.call('POST', 'sys/capabilities-self', {}, {token})).status).toBe(400)
  })
})

describe('a request', () => {
  it('that wants what there is not is refused rather than passed over', async () => {
    await using api = await serveApi()
    for (const headers of [{'X-Vault-Wrap-TTL': '60'}, {'X-Vault-Namespace': 'team'}]) {
      expect((await api.call('LIST', 'auth/token/accessors', undefined, {headers})).status).toBe(400)
    }
    for (const headers of [{'X-Vault-Wrap-TTL': '0'}, {'X-Vault-Namespace': 'root/'}, {'X-Vault-Namespace': ''}]) {
      expect((await api.call('LIST', 'auth/token/accessors', undefined, {headers})).status).toBe(200)
    }
  })

  it('for a path that there is not, or with a method that it has not, is refused', async () => {
    await using api = await serveApi()
    for (const path of ['sys/seal', 'sys/policies/acl', 'kmip/x', 'auth/userpass/login/a']) {
      const {status, errors} = await api.call('GET', path)
      expect({status, text: errors?.join()}).toEqual({
        status: 404,
        text: expect.stringContaining('no handler for route'),
      })
    }
    expect((await api.call('DELETE', 'kmip/config')).status).toBe(405)
    for (const method of ['PATCH', 'OPTIONS', 'TRACE', 'PROPFIND']) {
      expect((await api.call(method, 'kmip/config')).status).toBe(405)
    }
    expect((await callApi(api.api.url, 'GET', '/ui/', {token: api.token})).status).toBe(404)
  })

  it('with a body that is too long, no JSON, no object or too deep is refused', async () => {
    await using api = await serveApi()
    expect((await api.call('POST', 'kmip/config', 'x'.repeat(1024 * 1024 + 1))).status).toBe(413)
    for (const body of ['{', '[]', '1', '"a"', '['.repeat(100_000), `{"a":${'['.repeat(99)}${']'.repeat(99)}}`]) {
      expect((await api.call('POST', 'kmip/config', body)).status).toBe(400)
    }
    expect((await api.call('GET', 'kmip/config')).status).toBe(404)
  })
})
