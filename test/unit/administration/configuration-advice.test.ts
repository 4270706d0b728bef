import {describe, expect, it} from 'vitest'
import {configurationAdvice} from '../../../src/administration/configuration-advice.ts'
import {defaultConfiguration, parseConfiguration} from '../../../src/administration/server-configuration.ts'

function problems(values: Record<string, unknown>): readonly string[] {
  return configurationAdvice({...defaultConfiguration, ...parseConfiguration(values)}).map(({problem}) => problem)
}

describe('configurationAdvice', () => {
  it.each([{}, {listen_addrs: '127.0.0.2:1,[::1]:1,localhost:1'}])('has nothing to say of %j', (values) => {
    expect(problems(values)).toEqual([])
  })

  it.each(['0.0.0.0', '[::]', '10.0.0.1', 'kms.example'])('asks for a name in the certificate of %s', (address) => {
    const unnamed = [expect.stringContaining('its certificate names only localhost')]
    expect(problems({listen_addrs: address})).toEqual(unnamed)
    expect(problems({listen_addrs: `127.0.0.1,${address}`, server_ips: '127.0.0.1'})).toEqual(unnamed)
    expect(problems({listen_addrs: address, server_hostnames: 'localhost,kms.example'})).toEqual([])
    expect(problems({listen_addrs: address, server_ips: '10.0.0.1'})).toEqual([])
  })

  it.each(['tls10', 'tls11'])('warns of %s', (version) => {
    expect(problems({tls_min_version: version})).toEqual([expect.stringContaining('lowest security level')])
  })
})
