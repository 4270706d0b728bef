import {describe, expect, it} from 'vitest'
import {listenerAdvice} from '../../../src/administration/listener-advice.ts'
import type {ListenerDescription} from '../../../src/administration/listeners.ts'
import {defaultConfiguration} from '../../../src/administration/server-configuration.ts'
import {now} from './fixture.ts'

const listener: ListenerDescription = {
  name: 'one',
  address: '127.0.0.1:5697',
  ca: 'ec',
  serverHostnames: [],
  serverIps: ['127.0.0.1', '::1'],
  additionalClientCas: [],
  alsoUseLegacyCa: false,
  tlsMinVersion: 'tls12',
  tlsMaxVersion: undefined,
  tlsCipherSuites: [],
  createdAt: now,
}

function problems(change: Partial<ListenerDescription>, listenAddrs = defaultConfiguration.listenAddrs): string[] {
  const advice = listenerAdvice({...listener, ...change}, {...defaultConfiguration, listenAddrs})
  return advice.map(({problem}) => problem)
}

describe('listenerAdvice', () => {
  it('has nothing to say of a listener for this machine on a port of its own', () => {
    expect(problems({})).toEqual([])
    expect(problems({address: '127.0.0.1:0'}, ['127.0.0.1:0'])).toEqual([])
    expect(problems({address: '127.0.0.2:5696'})).toEqual([])
  })

  it.each(['127.0.0.1:5696', '0.0.0.0:5696', '[::]:5696'])(
    "warns where the server's own listener has %s",
    (address) => {
      const taken = `The server's own listener is configured to listen on 127.0.0.1:5696, so that ${address} cannot be opened`
      expect(problems({address, serverHostnames: ['kms']})).toEqual([taken])
    },
  )

  it('asks for a name where other machines are served', () => {
    const unnamed = [expect.stringContaining('its certificate names only this one')]
    expect(problems({address: '0.0.0.0:5697'})).toEqual(unnamed)
    expect(problems({address: '10.0.0.1:5697', serverIps: ['127.0.0.1']})).toEqual(unnamed)
    expect(problems({address: '0.0.0.0:5697', serverHostnames: ['kms']})).toEqual([])
    expect(problems({address: '0.0.0.0:5697', serverIps: ['10.0.0.1']})).toEqual([])
  })
})
