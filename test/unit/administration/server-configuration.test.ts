import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {
  configurationNames,
  defaultConfiguration,
  isConfigured,
  parseConfiguration,
  readConfiguration,
  updateConfiguration,
  vaultForm,
} from '../../../src/administration/server-configuration.ts'
import {MemoryStore} from '../../../src/storage/memory/memory-store.ts'

const read = (store: MemoryStore) => store.read(({administration}) => readConfiguration(administration))

describe('Vault section 2: the configuration', () => {
  it('has ten parameters with the defaults of Vault', () => {
    expect(vaultForm(defaultConfiguration)).toEqual({
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
    })
    expect(configurationNames).toHaveLength(10)
  })

  it('is unwritten at first, and writing nothing writes the defaults', async () => {
    await using store = new MemoryStore()
    const configured = () => store.read(({administration}) => isConfigured(administration))
    expect(await configured()).toBe(false)
    expect(await read(store)).toEqual(defaultConfiguration)
    await updateConfiguration(store, {})
    expect(await configured()).toBe(true)
    expect(await read(store)).toEqual(defaultConfiguration)
  })

  it('takes lists as lists or as text with commas, and gives addresses without a port that of KMIP', async () => {
    await using store = new MemoryStore()
    await updateConfiguration(store, {listen_addrs: '0.0.0.0:5696, [::1]', server_hostnames: ['kms.example', 'kms']})
    expect(await read(store)).toMatchObject({
      listenAddrs: ['0.0.0.0:5696', '[::1]:5696'],
      serverHostnames: ['kms.example', 'kms'],
    })
  })

  it.each([
    [3600, 3600],
    ['3600', 3600],
    ['24h', 86_400],
    ['1h30m', 5400],
  ])('takes the duration %j', (given, seconds) => {
    expect(parseConfiguration({default_tls_client_ttl: given})).toEqual({defaultTlsClientTtl: seconds})
  })

  it('keeps what is not named', async () => {
    await using store = new MemoryStore()
    await updateConfiguration(store, {server_ips: '10.0.0.1'})
    await updateConfiguration(store, {tls_min_version: 'tls13'})
    expect(await read(store)).toEqual({...defaultConfiguration, serverIps: ['10.0.0.1'], tlsMinVersion: 'tls13'})
  })

  it.each<[Record<string, unknown>, string]>([
    [{listen_addr: 'x'}, 'There is no parameter "listen_addr"'],
    [{toString: 'x'}, 'There is no parameter "toString"'],
    [{listen_addrs: ''}, 'listen_addrs cannot be ""'],
    [{listen_addrs: 'a:b'}, 'Server address'],
    [{server_ips: 'localhost'}, 'server_ips cannot be "localhost"'],
    [{server_hostnames: 7}, 'server_hostnames cannot be 7'],
    [{tls_ca_key_type: 'dsa'}, 'tls_ca_key_type cannot be "dsa"'],
    [{tls_ca_key_bits: 'many'}, 'tls_ca_key_bits cannot be "many"'],
    [{tls_ca_key_type: 'rsa'}, 'tls_ca_key_bits cannot be 521 for keys of type rsa'],
    [{default_tls_client_key_bits: 2048}, 'default_tls_client_key_bits cannot be 2048 for keys of type ec'],
    [{tls_min_version: 'ssl3'}, 'tls_min_version cannot be "ssl3"'],
    [{default_tls_client_ttl: '0'}, 'default_tls_client_ttl cannot be "0"'],
    [{default_tls_client_ttl: -1}, 'default_tls_client_ttl cannot be -1'],
    [{connection_timeout: 'soon'}, '"soon" is not a duration'],
  ])('refuses %j and changes nothing', async (values, problem) => {
    await using store = new MemoryStore()
    await expect(updateConfiguration(store, {server_ips: '10.0.0.1', ...values})).rejects.toThrow(problem)
    expect(await read(store)).toEqual(defaultConfiguration)
  })

  it('survives any value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...configurationNames), fc.jsonValue(), (name, value) => {
        try {
          parseConfiguration({[name]: value})
        } catch (error) {
          expect(error).toMatchObject({exitCode: 2})
        }
      }),
    )
  })
})
