import {describe, expect, it} from 'vitest'
import {defaultConfiguration} from '../../../src/administration/server-configuration.ts'
import {configurationLog} from '../../../src/embedded/configuration-log.ts'
import type {ListenerOverrides} from '../../../src/embedded/default-listener.ts'
import {createLog} from '../../../src/server/log.ts'
import {LogRecorder} from '../../support/running-server.ts'

const overrides: ListenerOverrides = {listeners: [{host: '0.0.0.0', port: 1}], hostnames: ['kms']}

function record(given: ListenerOverrides) {
  const recorder = new LogRecorder()
  return {recorder, note: configurationLog(createLog({level: 'info', format: 'json', stream: recorder}), given)}
}

describe('configurationLog', () => {
  it('names what the process decides otherwise than it is stored, once for each configuration', () => {
    const {recorder, note} = record(overrides)
    const stored = {...defaultConfiguration, listenAddrs: ['10.0.0.1:5696']}
    note(stored)
    note({...stored})
    expect(recorder.entries).toMatchObject([
      {
        msg: 'Flags or the environment override the stored configuration: listen_addrs',
        instead: {listen_addrs: ['0.0.0.0:1']},
      },
    ])
    note({...stored, serverIps: ['10.0.0.1']})
    expect(recorder.entries).toHaveLength(2)
  })

  it('says nothing of what was never stored', () => {
    const {recorder, note} = record(overrides)
    note(defaultConfiguration)
    expect(recorder.entries).toEqual([])
  })

  it('warns of what is in effect, not of what is overridden', () => {
    const {recorder, note} = record({listeners: overrides.listeners})
    note(defaultConfiguration)
    expect(recorder.entries).toMatchObject([{level: 40, msg: expect.stringContaining('names only localhost')}])
    note({...defaultConfiguration, serverIps: ['127.0.0.1']})
    expect(recorder.entries).toHaveLength(1)
    const named = record(overrides)
    named.note({...defaultConfiguration, listenAddrs: ['0.0.0.0:1']})
    expect(named.recorder.entries).toEqual([])
  })
})
