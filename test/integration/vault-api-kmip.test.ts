import {describe, expect, it} from 'vitest'
import type {Credential} from '../../src/ca/credential-format.ts'
import {serveStore} from '../support/listening-store.ts'
import {request, type TestClient} from '../support/running-server.ts'
import {serveApi} from '../support/vault-api.ts'

async function ask(client: TestClient) {
  const [item] = (await client.ask(request(1, {item: {operation: 'Query'}}))).batchItems ?? []
  return item?.resultReason ?? item?.resultStatus
}

describe('what is written through the API', () => {
  it('is obeyed by the next request of a connection that is open', async () => {
    await using listening = await serveStore()
    await using api = await serveApi({store: listening.store, server: listening.server})
    const client = await listening.connect(listening.port)
    expect(await ask(client)).toBe('Success')
    const role = 'kmip/scope/app/role/own'
    await api.call('POST', role, {operation_none: true})
    expect(await ask(client)).toBe('PermissionDenied')
    await api.call('POST', role, {operation_all: true})
    expect(await ask(client)).toBe('Success')
  })

  it('opens connections with credentials until they are revoked', async () => {
    await using listening = await serveStore()
    await using api = await serveApi({store: listening.store, server: listening.server})
    const role = 'kmip/scope/app/role/own/credential'
    const {data} = await api.call('POST', `${role}/generate`, {format: 'pem'})
    const credential: Credential = {
      certificatePem: data.certificate,
      privateKeyPem: data.private_key,
      chainPem: data.ca_chain,
    }
    const client = await listening.connect(listening.port, {credential})
    expect(await ask(client)).toBe('Success')
    expect((await api.call('POST', `${role}/revoke`, {serial_number: data.serial_number})).status).toBe(204)
    expect(await ask(client)).toBe('AuthenticationNotSuccessful')
    const again = await listening.connect(listening.port, {credential})
    expect(await ask(again)).toBe('AuthenticationNotSuccessful')
  })
})
