import {describe, expect, it} from 'vitest'
import {createToken} from '../../src/administration/tokens.ts'
import {startEphemeralServer} from '../../src/embedded/ephemeral-server.ts'
import {startStoreVaultApi} from '../../src/embedded/vault-api.ts'
import {createLog} from '../../src/server/log.ts'
import type {Exchange} from '../../src/server/observation/observer.ts'

const base = 'kmip/scope/ephemeral/role/admin/client'

/** A server with Vault's API, a token for everything, and what its observers were told. */
async function served() {
  const exchanges: Exchange[] = []
  const log = createLog({level: 'silent', format: 'json'})
  const ephemeral = await startEphemeralServer({log, observers: [{exchangeDone: (one) => void exchanges.push(one)}]})
  const {store, server} = ephemeral
  const api = await startStoreVaultApi(store, {address: {host: '127.0.0.1', port: 0}, tls: false, log, server})
  const {token} = await createToken(store, {displayName: 'test', now: new Date()})
  return {
    exchanges,
    async post(path: string, body: object, as = token) {
      const headers = {'X-Vault-Token': as}
      const answer = await fetch(`${api.url}/v1/${path}`, {method: 'POST', headers, body: JSON.stringify(body)})
      const text = await answer.text()
      return {status: answer.status, ...(text === '' ? {} : JSON.parse(text))}
    },
    async [Symbol.asyncDispose]() {
      await api.close()
      await ephemeral[Symbol.asyncDispose]()
    },
  }
}

describe('Vault section 7: the client API over HTTP', () => {
  it('answers with the response in XML, and is observed as a connection is', async () => {
    await using test = await served()
    const aes = {name: 'mykey', algorithm: 'AES', length: 256, usage_mask: 'Encrypt Decrypt'}
    const answer = await test.post(`${base}/create`, aes)
    expect(answer).toMatchObject({status: 200, warnings: null})
    expect(answer.data.response).toContain('<ResultStatus type="Enumeration" value="Success"/>')
    expect(test.exchanges).toMatchObject([
      {peer: {listener: 'vault-api'}, sender: {scopeName: 'ephemeral', roleName: 'admin'}},
    ])
    expect(test.exchanges[0]?.peer.address).toMatch(/^127\.0\.0\.1:\d+$/)
  })

  it.each([
    [
      'a missing parameter',
      `${base}/create`,
      {name: 'x'},
      'The template needs the parameters algorithm, length, usage_mask',
    ],
    ['an unknown template', `${base}/get`, {template: 'nonsense'}, 'There is no template "nonsense"'],
    [
      'a path that names other operations',
      `${base}/get`,
      {template: 'locate'},
      'The path names get, the template has locate',
    ],
    [
      'a role that there is not',
      'kmip/scope/ephemeral/role/nobody/client/locate',
      {},
      'Scope ephemeral has no role nobody',
    ],
  ])('refuses %s with a sentence and runs nothing', async (_, path, body, sentence) => {
    await using test = await served()
    const answer = await test.post(path, body)
    expect(answer.status).toBe(400)
    expect(answer.errors[0]).toMatch(new RegExp(`^${sentence}`))
    expect(test.exchanges).toEqual([])
  })

  it('runs nothing without a token that reaches the scope', async () => {
    await using test = await served()
    expect(await test.post(`${base}/locate`, {}, 'nonsense')).toMatchObject({
      status: 403,
      errors: ['permission denied'],
    })
    expect(test.exchanges).toEqual([])
  })
})
