import {X509Certificate} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {serveApi, type ServedApi} from '../support/vault-api.ts'
import {fixture} from '../unit/ca/fixture.ts'

const role = 'kmip/scope/finance/role/app'

/** With P-256 keys, which are made fast, and the role `app` of the scope `finance`. */
async function withRole(): Promise<ServedApi> {
  const api = await serveApi()
  await api.call('POST', 'kmip/config', {tls_ca_key_bits: 256, default_tls_client_key_bits: 256})
  await api.call('POST', 'kmip/scope/finance')
  await api.call('POST', role, {operation_all: true})
  return api
}

describe('Vault section 5: credentials', () => {
  it.each(['pem', 'pem_bundle', 'der', undefined])('are generated as %s', async (format) => {
    await using api = await withRole()
    const {status, data} = await api.call('POST', `${role}/credential/generate`, {format})
    expect(status).toBe(200)
    expect(Object.keys(data).sort()).toEqual(['ca_chain', 'certificate', 'private_key', 'serial_number'])
    expect(data.ca_chain).toHaveLength(2)
    const bytes =
      format === 'der'
        ? Buffer.from(data.certificate, 'base64')
        : data.certificate.replace(/^[^]*?(?=-----BEGIN CERT)/, '')
    expect(BigInt(`0x${new X509Certificate(bytes).serialNumber}`).toString()).toBe(data.serial_number)
    const isBundle = format === 'pem_bundle' || format === undefined
    expect(data.certificate.includes(data.private_key)).toBe(isBundle)
    expect(data.certificate.includes(data.ca_chain[1])).toBe(isBundle)
  })

  it('are refused in another form', async () => {
    await using api = await withRole()
    expect((await api.call('POST', `${role}/credential/generate`, {format: 'jks'})).status).toBe(400)
    expect((await api.call('LIST', `${role}/credential`)).status).toBe(404)
  })

  it('are listed, looked up without their key, and gone once revoked', async () => {
    await using api = await withRole()
    const generated = [1, 2].map(async () => (await api.call('POST', `${role}/credential/generate`)).data)
    const [first, second] = await Promise.all(generated)
    const {keys} = (await api.call('LIST', `${role}/credential`)).data
    expect(new Set(keys)).toEqual(new Set([first.serial_number, second.serial_number]))
    const lookup = `${role}/credential/lookup?format=pem&serial_number=`
    const found = await api.call('GET', `${lookup}${first.serial_number}`)
    expect(Object.keys(found.data).sort()).toEqual(['ca_chain', 'certificate', 'serial_number'])
    expect(first.certificate).toContain(found.data.certificate)
    const certificate: string = found.data.certificate
    expect((await api.call('POST', `${role}/credential/revoke`, {certificate})).status).toBe(204)
    expect((await api.call('POST', `${role}/credential/revoke`, {serial_number: second.serial_number})).status).toBe(
      204,
    )
    expect((await api.call('GET', `${lookup}${first.serial_number}`)).status).toBe(404)
    expect((await api.call('LIST', `${role}/credential`)).status).toBe(404)
  })

  it('are revoked by exactly one of serial number and certificate', async () => {
    await using api = await withRole()
    const {data} = await api.call('POST', `${role}/credential/generate`, {format: 'pem'})
    const {serial_number: serial, certificate} = data
    for (const body of [{}, {serial_number: '', certificate: ''}, {serial_number: serial, certificate}]) {
      expect((await api.call('POST', `${role}/credential/revoke`, body)).status).toBe(400)
    }
    for (const body of [{serial_number: 'x'}, {certificate: 'x'}]) {
      expect((await api.call('POST', `${role}/credential/revoke`, body)).status).toBe(400)
    }
    expect((await api.call('LIST', `${role}/credential`)).data).toEqual({keys: [serial]})
  })

  it('are looked up by a serial number of their own role', async () => {
    await using api = await withRole()
    await api.call('POST', 'kmip/scope/finance/role/other', {operation_all: true})
    const {data} = await api.call('POST', `${role}/credential/generate`)
    const other = 'kmip/scope/finance/role/other/credential'
    expect((await api.call('GET', `${other}/lookup?serial_number=${data.serial_number}`)).status).toBe(404)
    expect((await api.call('POST', `${other}/revoke`, {serial_number: data.serial_number})).status).toBe(404)
    expect((await api.call('GET', `${role}/credential/lookup`)).status).toBe(400)
    expect((await api.call('GET', `${role}/credential/lookup?serial_number=12`)).status).toBe(404)
  })

  it('are signed for a request whose key is that of the role', async () => {
    await using api = await withRole()
    const request = (name: string) => fixture(name).toString()
    const signed = await api.call('POST', `${role}/credential/sign`, {csr: request('p256.csr')})
    expect(signed.status).toBe(200)
    expect(Object.keys(signed.data).sort()).toEqual(['ca_chain', 'certificate', 'serial_number'])
    for (const csr of [request('p384.csr'), request('rsa2048.csr'), 'nothing', '', undefined]) {
      expect((await api.call('POST', `${role}/credential/sign`, {csr})).status).toBe(400)
    }
    expect((await api.call('LIST', `${role}/credential`)).data.keys).toHaveLength(1)
  })

  it('that would outlast the calendar are refused', async () => {
    await using api = await withRole()
    for (const ttl of [999_999_999_999, Number.MAX_SAFE_INTEGER, '9999999y']) {
      const written = await api.call('POST', role, {tls_client_ttl: ttl})
      const made = await api.call('POST', `${role}/credential/generate`)
      expect([204, 400]).toContain(written.status)
      expect([200, 400]).toContain(made.status)
    }
  })
})

describe('Vault section 6: authorities and listeners', () => {
  const key = {key_type: 'ec', key_bits: 256}
  const listener = {address: '127.0.0.1:0', ca: 'own'}

  it('authorities are generated, read, listed and deleted', async () => {
    await using api = await withRole()
    expect((await api.call('LIST', 'kmip/ca')).status).toBe(404)
    expect((await api.call('POST', 'kmip/ca/own/generate', {key_type: 'ec', key_bits: '256', ttl: '48h'})).status).toBe(
      200,
    )
    const {data} = await api.call('GET', 'kmip/ca/own')
    expect(data).toMatchObject({key_type: 'ec', key_bits: 256, imported: false})
    const {validFrom, validTo} = new X509Certificate(data.certificate)
    expect(Math.round((Date.parse(validTo) - Date.parse(validFrom)) / 3_600_000)).toBe(48)
    expect((await api.call('LIST', 'kmip/ca')).data).toEqual({keys: ['own']})
    for (let time = 0; time < 2; time++) expect((await api.call('DELETE', 'kmip/ca/own')).status).toBe(204)
    expect((await api.call('GET', 'kmip/ca/own')).status).toBe(404)
  })

  it.each([
    ['no key', {}],
    ['a key without bits', {key_type: 'ec'}],
    ['a key that there is not', {key_type: 'dsa', key_bits: 1024}],
    ['bits of the other type', {key_type: 'rsa', key_bits: 256}],
    ['P-224', {key_type: 'ec', key_bits: 224}],
    ['a lifetime that is none', {...key, ttl: 'long'}],
  ])('an authority is refused with %s', async (_, fields) => {
    await using api = await serveApi()
    expect((await api.call('POST', 'kmip/ca/own/generate', fields)).status).toBe(400)
    expect((await api.call('LIST', 'kmip/ca')).status).toBe(404)
  })

  it('an authority is imported with a mapping, which alone can be changed, of imported ones alone', async () => {
    await using api = await withRole()
    await using elsewhere = await serveApi()
    await elsewhere.call('POST', 'kmip/ca/corporate/generate', key)
    const {certificate} = (await elsewhere.call('GET', 'kmip/ca/corporate')).data
    const imported = {ca_pem: certificate, scope_name: 'finance', role_field: 'CN'}
    for (const wrong of [
      {...imported, ca_pem: 'x'},
      {...imported, scope_field: 'OU'},
      {...imported, role_field: 'L'},
      {ca_pem: certificate, scope_name: 'finance'},
      {scope_name: 'finance', role_name: 'app'},
    ]) {
      expect((await api.call('POST', 'kmip/ca/corporate/import', wrong)).status).toBe(400)
    }
    expect((await api.call('POST', 'kmip/ca/corporate/import', imported)).status).toBe(200)
    expect((await api.call('GET', 'kmip/ca/corporate')).data).toMatchObject({imported: true, role_field: 'CN'})
    expect((await api.call('POST', 'kmip/ca/corporate', {role_name: 'app'})).status).toBe(200)
    expect((await api.call('GET', 'kmip/ca/corporate')).data).toMatchObject({role_name: 'app', role_field: ''})
    await api.call('POST', 'kmip/ca/own/generate', key)
    expect((await api.call('POST', 'kmip/ca/own', {role_name: 'app'})).status).toBe(400)
    const onImported = await api.call('POST', 'kmip/listener/l', {...listener, ca: 'corporate'})
    expect(onImported.status).toBe(400)
    expect((await api.call('POST', role, {ca: 'corporate'})).status).toBe(400)
  })

  it('an authority that a role or a listener uses is not deleted', async () => {
    await using api = await withRole()
    await api.call('POST', 'kmip/ca/own/generate', key)
    await api.call('POST', role, {ca: 'own'})
    expect((await api.call('DELETE', 'kmip/ca/own')).status).toBe(400)
    await api.call('POST', role, {ca: ''})
    await api.call('POST', 'kmip/listener/l', listener)
    expect((await api.call('DELETE', 'kmip/ca/own')).status).toBe(400)
    await api.call('DELETE', 'kmip/listener/l')
    expect((await api.call('DELETE', 'kmip/ca/own')).status).toBe(204)
  })

  it('listeners are written, read, listed and deleted', async () => {
    await using api = await withRole()
    await api.call('POST', 'kmip/ca/own/generate', key)
    expect((await api.call('GET', 'kmip/listener/l')).status).toBe(404)
    const fields = {...listener, server_hostnames: 'a.example,b.example', also_use_legacy_ca: 'true'}
    expect((await api.call('POST', 'kmip/listener/l', fields)).status).toBe(204)
    expect((await api.call('GET', 'kmip/listener/l')).data).toMatchObject({
      ca: 'own',
      address: '127.0.0.1:0',
      server_hostnames: ['a.example', 'b.example'],
      server_ips: ['127.0.0.1', '::1'],
      additional_client_cas: [],
      also_use_legacy_ca: true,
      tls_min_version: 'tls12',
    })
    expect((await api.call('LIST', 'kmip/listener')).data).toEqual({keys: ['l']})
    for (let time = 0; time < 2; time++) expect((await api.call('DELETE', 'kmip/listener/l')).status).toBe(204)
    expect((await api.call('LIST', 'kmip/listener')).status).toBe(404)
  })

  it.each([
    ['no authority', {address: '127.0.0.1:0'}],
    ['no address', {ca: 'own'}],
    ['an authority that there is not', {...listener, ca: 'nobody'}],
    ['further authorities that there are not', {...listener, additional_client_cas: ['nobody']}],
    ['TLS 1.1', {...listener, tls_min_version: 'tls11'}],
    ['a lowest version above the highest', {...listener, tls_min_version: 'tls13', tls_max_version: 'tls12'}],
    ['suites that there are not', {...listener, tls_cipher_suites: 'TLS_NONE'}],
    ['a truth value that is none', {...listener, also_use_legacy_ca: 'perhaps'}],
    ['addresses that are none', {...listener, server_ips: 'localhost'}],
  ])('a listener is refused with %s', async (_, fields) => {
    await using api = await serveApi()
    await api.call('POST', 'kmip/ca/own/generate', key)
    expect((await api.call('POST', 'kmip/listener/l', fields)).status).toBe(400)
    expect((await api.call('LIST', 'kmip/listener')).status).toBe(404)
  })
})
