import {describe, expect, it} from 'vitest'
import {defaultConfiguration, parseConfiguration} from '../../../src/administration/server-configuration.ts'
import {defaultListener, effectiveConfiguration} from '../../../src/embedded/default-listener.ts'

const configuration = {
  ...defaultConfiguration,
  ...parseConfiguration({
    listen_addrs: '0.0.0.0,[::1]:7000',
    server_hostnames: 'kms.example,kms',
    server_ips: '10.0.0.1',
    tls_min_version: 'tls13',
    connection_timeout: '1500ms',
  }),
}

describe("the server's own listener", () => {
  it('is as it is configured', () => {
    expect(defaultListener(configuration, {})).toEqual({
      addresses: [
        {host: '0.0.0.0', port: 5696},
        {host: '::1', port: 7000},
      ],
      httpsAddresses: [],
      hostnames: ['kms.example', 'kms', 'localhost'],
      ipAddresses: ['10.0.0.1'],
      tls: {minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3'},
      handshakeTime: 1500,
    })
  })

  it('is as the process decides, where it does', () => {
    const overrides = {
      listeners: [{host: '127.0.0.1', port: 0}],
      httpsListeners: [{host: '127.0.0.1', port: 8443}],
      hostnames: ['other'],
      ipAddresses: [],
      tlsMinVersion: 'TLSv1.1',
      tlsMaxVersion: 'TLSv1.2',
      handshakeTime: 10,
    } as const
    expect(defaultListener(configuration, overrides)).toEqual({
      addresses: overrides.listeners,
      httpsAddresses: overrides.httpsListeners,
      hostnames: ['other', 'localhost'],
      ipAddresses: [],
      tls: {minVersion: 'TLSv1.1', maxVersion: 'TLSv1.2'},
      handshakeTime: 10,
    })
    expect(effectiveConfiguration(configuration, overrides)).toEqual({
      ...configuration,
      listenAddrs: ['127.0.0.1:0'],
      serverHostnames: ['other'],
      serverIps: [],
      tlsMinVersion: 'tls11',
      connectionTimeout: 0.01,
    })
  })
})
