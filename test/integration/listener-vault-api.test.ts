import {describe, expect, it} from 'vitest'
import {createToken} from '../../src/administration/tokens.ts'
import {startStoreVaultApi} from '../../src/embedded/vault-api.ts'
import {createLog} from '../../src/server/log.ts'
import {answers, freeAddress, type ListeningStore, serveStore} from '../support/listening-store.ts'

/** Vault's API over a served store, with a token for everything. */
async function api({store, server}: ListeningStore) {
  const log = createLog({level: 'silent', format: 'json'})
  const running = await startStoreVaultApi(store, {address: {host: '127.0.0.1', port: 0}, tls: false, log, server})
  const {token} = await createToken(store, {displayName: 'test', now: new Date()})
  return {
    async call(method: string, path: string, body?: object): Promise<{status: number; data: unknown}> {
      const response = await fetch(`${running.url}/v1/kmip/${path}`, {
        method,
        headers: {'X-Vault-Token': token},
        ...(body === undefined ? {} : {body: JSON.stringify(body)}),
      })
      const text = await response.text()
      return {status: response.status, data: text === '' ? undefined : JSON.parse(text).data}
    },
    [Symbol.asyncDispose]: () => running.close(),
  }
}

describe('Vault section 6: listeners over the API', () => {
  it('are open, changed and closed when the answer is there', async () => {
    await using test = await serveStore()
    await using vault = await api(test)
    const [first, second] = [await freeAddress(), await freeAddress()]
    const generated = await vault.call('POST', 'ca/one/generate', {key_type: 'ec', key_bits: 256})
    expect(generated.status).toBeLessThan(300)
    const credential = await test.issue('one')

    const fields = {address: `127.0.0.1:${first.port}`, ca: 'one', also_use_legacy_ca: true}
    expect((await vault.call('POST', 'listener/one', fields)).status).toBe(204)
    const client = await test.connect(first.port, {credential})
    await answers(client, 1)
    expect((await vault.call('GET', 'listener/one')).data).toMatchObject({...fields, tls_min_version: 'tls12'})

    expect((await vault.call('POST', 'listener/one', {address: `127.0.0.1:${second.port}`})).status).toBe(204)
    await client.closed
    const moved = await test.connect(second.port, {credential})
    await answers(moved, 2)

    expect((await vault.call('DELETE', 'listener/one')).status).toBe(204)
    await moved.closed
    expect((await vault.call('GET', 'listener/one')).status).toBe(404)
  })

  it.each<Record<string, unknown>>([
    {address: '127.0.0.1:1'},
    {ca: 'one'},
    {address: '127.0.0.1:1', ca: 'nobody'},
    {address: '127.0.0.1:1', ca: 'one', tls_min_version: 'tls10'},
    {address: '127.0.0.1:1', ca: 'one', tls_cipher_suites: 'X'},
  ])('are refused %j', async (fields) => {
    await using test = await serveStore()
    await using vault = await api(test)
    await test.authority('one')
    expect((await vault.call('POST', 'listener/two', fields)).status).toBe(400)
    expect((await vault.call('GET', 'listener/two')).status).toBe(404)
  })
})

describe('Vault section 2: the configuration over the API', () => {
  it('is in effect when the answer is there', async () => {
    const [before, after] = [await freeAddress(), await freeAddress()]
    await using test = await serveStore({listeners: undefined}, {listen_addrs: `127.0.0.1:${before.port}`})
    await using vault = await api(test)
    const change = {listen_addrs: [`127.0.0.1:${after.port}`], server_hostnames: 'kms.example'}
    expect((await vault.call('POST', 'config', change)).status).toBe(204)
    const client = await test.connect(after.port)
    expect(client.socket.getPeerCertificate().subject.CN).toBe('kms.example')
    await answers(client, 1)
  })
})
