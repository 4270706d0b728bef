import {describe, expect, it} from 'vitest'
import {serveApi} from '../support/vault-api.ts'
import {insertObject} from '../unit/administration/fixture.ts'

const role = 'kmip/scope/finance/role/app'

describe('Vault section 2: config', () => {
  it('is not there before it is written, and neither is the authority', async () => {
    await using api = await serveApi()
    expect(await api.call('GET', 'kmip/config')).toMatchObject({status: 404, body: {errors: []}})
    expect((await api.call('GET', 'kmip/ca')).status).toBe(400)
  })

  it('is written with defaults and read back under its ten names', async () => {
    await using api = await serveApi()
    expect(await api.call('POST', 'kmip/config')).toMatchObject({status: 204, body: undefined})
    expect(await api.call('GET', 'kmip/config')).toMatchObject({
      status: 200,
      data: {
        listen_addrs: ['127.0.0.1:5696'],
        connection_timeout: '1s',
        server_hostnames: ['localhost'],
        server_ips: [],
        tls_ca_key_type: 'ec',
        tls_ca_key_bits: 521,
        tls_min_version: 'tls12',
        default_tls_client_key_type: 'ec',
        default_tls_client_key_bits: 521,
        default_tls_client_ttl: 86_400,
      },
    })
    expect((await api.call('GET', 'kmip/ca')).data.ca_pem.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
  })

  it('takes lists, numbers and durations as JSON and as text, with PUT as with POST', async () => {
    await using api = await serveApi()
    const asText = {
      listen_addrs: '127.0.0.1:1, [::1]:2',
      default_tls_client_ttl: '36h',
      default_tls_client_key_bits: '256',
      connection_timeout: '5',
      tls_ca_key_bits: '256',
    }
    expect((await api.call('PUT', 'kmip/config', asText)).status).toBe(204)
    const {data} = await api.call('GET', 'kmip/config')
    const asJson = {
      listen_addrs: ['127.0.0.1:1', '[::1]:2'],
      default_tls_client_ttl: 129_600,
      default_tls_client_key_bits: 256,
      connection_timeout: 5,
      tls_ca_key_bits: 256,
    }
    expect(data).toMatchObject({...asJson, connection_timeout: '5s'})
    expect((await api.call('POST', 'kmip/config', asJson)).status).toBe(204)
    expect((await api.call('GET', 'kmip/config')).data).toEqual(data)
  })

  it.each([
    ['listen_addrs', '127.0.0.1:99999'],
    ['connection_timeout', 'soon'],
    ['server_hostnames', ['a b']],
    ['server_ips', ['localhost']],
    ['tls_ca_key_type', 'dsa'],
    ['tls_ca_key_bits', 224],
    ['tls_min_version', 'ssl3'],
    ['default_tls_client_key_type', 'dsa'],
    ['default_tls_client_key_bits', 'many'],
    ['default_tls_client_ttl', -1],
  ])('refuses a wrong %s by its name and changes nothing', async (name, value) => {
    await using api = await serveApi()
    const {status, errors} = await api.call('POST', 'kmip/config', {[name]: value})
    expect({status, text: errors?.join()}).toEqual({status: 400, text: expect.stringMatching(/\w/)})
    expect((await api.call('GET', 'kmip/config')).status).toBe(404)
  })

  it('says which fields it did not know', async () => {
    await using api = await serveApi()
    expect(await api.call('POST', 'kmip/config', {tls_ca_key_bits: 256, colour: 'red'})).toMatchObject({
      status: 200,
      warnings: ['Endpoint ignored these unrecognized parameters: [colour]'],
    })
  })
})

describe('Vault section 3: scopes', () => {
  it('are made, again without complaint, listed and deleted', async () => {
    await using api = await serveApi()
    expect(await api.call('LIST', 'kmip/scope')).toMatchObject({status: 404, body: {errors: []}})
    for (let time = 0; time < 2; time++) expect((await api.call('POST', 'kmip/scope/finance')).status).toBe(204)
    expect((await api.call('LIST', 'kmip/scope')).data).toEqual({keys: ['finance']})
    expect((await api.call('GET', 'kmip/scope?list=true')).data).toEqual({keys: ['finance']})
    expect((await api.call('LIST', 'kmip/scope/')).data).toEqual({keys: ['finance']})
    for (let time = 0; time < 2; time++) expect((await api.call('DELETE', 'kmip/scope/finance')).status).toBe(204)
    expect((await api.call('LIST', 'kmip/scope')).status).toBe(404)
  })

  it('that hold objects are deleted with force alone, in the query or in the body', async () => {
    await using api = await serveApi()
    for (const where of ['query', 'body']) {
      await api.call('POST', 'kmip/scope/finance')
      await insertObject(api.store, 'finance', 'key-1')
      expect((await api.call('DELETE', 'kmip/scope/finance')).status).toBe(400)
      expect((await api.call('DELETE', 'kmip/scope/finance?force=false')).status).toBe(400)
      const forced =
        where === 'query'
          ? await api.call('DELETE', 'kmip/scope/finance?force=true')
          : await api.call('DELETE', 'kmip/scope/finance', {force: 'true'})
      expect(forced.status).toBe(204)
    }
  })

  it('cannot be read and cannot have any name', async () => {
    await using api = await serveApi()
    expect((await api.call('GET', 'kmip/scope/finance')).status).toBe(405)
    for (const name of ['a%20b', '%C3%A9', '-'.repeat(65)]) {
      expect((await api.call('POST', `kmip/scope/${name}`)).status).toBe(400)
    }
  })
})

describe('Vault section 4: roles', () => {
  it('are written, read, listed and deleted', async () => {
    await using api = await serveApi()
    await api.call('POST', 'kmip/scope/finance')
    expect((await api.call('GET', role)).status).toBe(404)
    expect((await api.call('POST', role, {operation_get: true, operation_create_key_pair: 'true'})).status).toBe(204)
    expect((await api.call('GET', role)).data).toEqual({
      operation_create_key_pair: true,
      operation_create_keypair: true,
      operation_get: true,
      tls_client_key_bits: 0,
      tls_client_key_ttl: 0,
      tls_client_key_type: '',
      tls_client_ttl: 0,
    })
    expect((await api.call('LIST', 'kmip/scope/finance/role')).data).toEqual({keys: ['app']})
    for (let time = 0; time < 2; time++) expect((await api.call('DELETE', role)).status).toBe(204)
    expect((await api.call('LIST', 'kmip/scope/finance/role')).status).toBe(404)
    expect((await api.call('LIST', 'kmip/scope/nowhere/role')).status).toBe(404)
  })

  it('have the key and lifetime that were written, as numbers or as text', async () => {
    await using api = await serveApi()
    await api.call('POST', 'kmip/scope/finance')
    const fields = {
      tls_client_key_type: 'rsa',
      tls_client_key_bits: '2048',
      tls_client_ttl: '1h',
      operation_none: 'true',
    }
    expect((await api.call('POST', role, fields)).status).toBe(204)
    expect((await api.call('GET', role)).data).toEqual({
      operation_none: true,
      tls_client_key_bits: 2048,
      tls_client_key_ttl: 3600,
      tls_client_key_type: 'rsa',
      tls_client_ttl: 3600,
    })
  })

  it.each([
    ['all together with another', {operation_all: true, operation_get: true}],
    ['all together with none', {operation_all: true, operation_none: true}],
    ['an operation that there is not', {operation_fly: true}],
    ['an operation that is no truth value', {operation_get: 'perhaps'}],
    ['a nested value', {operation_get: {a: [1]}}],
    ['a key that there is not', {tls_client_key_type: 'dsa'}],
    ['bits without their type', {tls_client_key_bits: 17}],
    ['an authority that there is not', {ca: 'nobody'}],
    ['a lifetime that is none', {tls_client_ttl: 'long'}],
  ])('are refused with %s', async (_, fields) => {
    await using api = await serveApi()
    await api.call('POST', 'kmip/scope/finance')
    expect((await api.call('POST', role, fields)).status).toBe(400)
    expect((await api.call('GET', role)).status).toBe(404)
  })

  it('are refused in a scope that there is not', async () => {
    await using api = await serveApi()
    expect((await api.call('POST', role, {operation_all: true})).status).toBe(400)
  })
})
