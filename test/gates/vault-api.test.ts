import {readFile} from 'node:fs/promises'
import {describe, expect, it} from 'vitest'
import {findOperation} from '../../src/vault-api/routes/find-operation.ts'
import {compactJson, describedOperations, openApi} from '../support/open-api.ts'

interface Described {
  readonly operationId: string
  readonly parameters: readonly {readonly name: string; readonly in: string}[]
  readonly requestBody?: {
    readonly content: {readonly 'application/json': {readonly schema: {readonly properties: object}}}
  }
}

async function written() {
  const text = await readFile(new URL('../../docs/vault-api.json', import.meta.url), 'utf8')
  const document = JSON.parse(text) as {readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>}
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({path, method, operation})),
  )
}

/** Paths and methods of Vault's engine, with the fields that its pages name. */
const engine: readonly (readonly [method: string, path: string, fields: string])[] = [
  [
    'post',
    'config',
    'connection_timeout default_tls_client_key_bits default_tls_client_key_type default_tls_client_ttl listen_addrs server_hostnames server_ips tls_ca_key_bits tls_ca_key_type tls_min_version',
  ],
  ['get', 'config', ''],
  ['get', 'ca', ''],
  ['get', 'ca/', ''],
  ['post', 'ca/{name}/generate', 'key_bits key_type ttl'],
  ['post', 'ca/{name}/import', 'ca_pem role_field role_name scope_field scope_name'],
  ['get', 'ca/{name}', ''],
  ['post', 'ca/{name}', 'role_field role_name scope_field scope_name'],
  ['delete', 'ca/{name}', ''],
  ['get', 'listener', ''],
  ['get', 'listener/{name}', ''],
  [
    'post',
    'listener/{name}',
    'additional_client_cas address also_use_legacy_ca ca server_hostnames server_ips tls_cipher_suites tls_max_version tls_min_version',
  ],
  ['delete', 'listener/{name}', ''],
  ['get', 'scope', ''],
  ['post', 'scope/{scope}', ''],
  ['delete', 'scope/{scope}', 'force'],
  ['get', 'scope/{scope}/role', ''],
  ['get', 'scope/{scope}/role/{role}', ''],
  [
    'post',
    'scope/{scope}/role/{role}',
    'ca operation_all operation_create_key_pair operation_create_keypair operation_encrypt operation_none operation_signature_verify tls_client_key_bits tls_client_key_type tls_client_ttl',
  ],
  ['delete', 'scope/{scope}/role/{role}', ''],
  ['get', 'scope/{scope}/role/{role}/credential', ''],
  ['post', 'scope/{scope}/role/{role}/credential/generate', 'format'],
  ['post', 'scope/{scope}/role/{role}/credential/sign', 'csr format'],
  ['get', 'scope/{scope}/role/{role}/credential/lookup', 'format serial_number'],
  ['post', 'scope/{scope}/role/{role}/credential/revoke', 'certificate serial_number'],
  ['get', 'template', ''],
  ['get', 'template/{name}', ''],
  ['post', 'scope/{scope}/role/{role}/client', 'params template'],
  [
    'post',
    'scope/{scope}/role/{role}/client/{operations}',
    'algorithm attr_name attr_type attr_value block_cipher_mode data iv_counter_nonce length name padding_method params revocation_reason_code template unique_identifier usage_mask',
  ],
]

describe('docs/vault-api.json', () => {
  it('says what the table of routes says', async () => {
    await expect(`${compactJson(openApi())}\n`).toMatchFileSnapshot('../../docs/vault-api.json')
  })

  it('has each operation of the table once, and no other', async () => {
    const inTable = describedOperations().map(({method, path}) => `${method} ${path}`)
    const inDocument = (await written()).map(({method, path}) => `${method} ${path}`)
    expect([...inDocument].sort()).toEqual([...inTable].sort())
    expect(new Set((await written()).map(({operation}) => operation.operationId)).size).toBe(inTable.length)
  })

  it('has only paths that the server finds, with their parameters', async () => {
    for (const {method, path, operation} of await written()) {
      const isList = operation.parameters.some(({name}) => name === 'list')
      const segments = path.split('/').filter((segment) => segment !== '')
      const found = findOperation(isList ? 'LIST' : (method.toUpperCase() as 'GET' | 'POST' | 'DELETE'), segments)
      expect(`/${found.mount === '' ? '' : '{mount}/'}${found.path.replace('...', '')}`).toBe(path.replace(/\/$/, ''))
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path').map(({name}) => `{${name}}`)
      expect(inPath).toEqual(segments.filter((segment) => segment.startsWith('{')))
    }
  })

  it.each(engine)("has %s of Vault's path %s with its fields", async (method, path, fields) => {
    const found = (await written()).find((one) => one.method === method && one.path === `/{mount}/${path}`)
    const body = Object.keys(found?.operation.requestBody?.content['application/json'].schema.properties ?? {})
    const query = found?.operation.parameters.flatMap((parameter) => (parameter.in === 'query' ? [parameter.name] : []))
    expect([...body, ...(query ?? [])]).toEqual(expect.arrayContaining(fields.split(' ').filter((name) => name !== '')))
    expect(found).toBeDefined()
  })
})
