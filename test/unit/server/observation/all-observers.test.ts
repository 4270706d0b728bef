import {describe, expect, it} from 'vitest'
import {KmipError} from '../../../../src/kmip/error.ts'
import type {Peer} from '../../../../src/server/listener/peer.ts'
import {allObservers} from '../../../../src/server/observation/all-observers.ts'
import type {Exchange, ServerObserver} from '../../../../src/server/observation/observer.ts'
import {structureNode} from '../../../../src/ttlv/node.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'

const peer: Peer = {
  address: '127.0.0.1:50000',
  fingerprint: 'ab',
  listener: 'default',
  certificates: [],
  distrust: async () => undefined,
}
const exchange: Exchange = {
  peer,
  sender: undefined,
  request: undefined,
  response: structureNode(Tag.ResponseMessage, []),
  receivedBytes: 8,
  sentBytes: 8,
  milliseconds: 1,
}

describe('allObservers', () => {
  it('is nothing where nobody watches, so that nothing is made for nobody', () => {
    expect(allObservers([])).toBeUndefined()
    expect(allObservers([{}, {}])?.exchangeDone).toBeUndefined()
  })

  it('is the observer itself where there is one', () => {
    const only: ServerObserver = {}
    expect(allObservers([only])).toBe(only)
  })

  it('tells each one that wants to know, in their order', () => {
    const told: string[] = []
    const all = allObservers([
      {connectionOpened: ({address}) => void told.push(`first ${address}`)},
      {connectionClosed: () => void told.push('not asked')},
      {connectionOpened: ({address}) => void told.push(`third ${address}`)},
    ])
    all?.connectionOpened?.(peer)
    expect(told).toEqual(['first 127.0.0.1:50000', 'third 127.0.0.1:50000'])
  })

  it('needs no turn of the event loop when nobody takes time', () => {
    const all = allObservers([{exchangeDone: () => undefined}, {exchangeDone: () => undefined}])
    expect(all?.exchangeDone?.(exchange)).toBeUndefined()
  })

  it('waits for all who take time, and fails with the one that fails', async () => {
    let finished = false
    const slow: ServerObserver = {
      exchangeDone: async () => {
        await Promise.resolve()
        finished = true
      },
    }
    await allObservers([slow, {}, slow])?.exchangeDone?.(exchange)
    expect(finished).toBe(true)
    const failing: ServerObserver = {
      exchangeDone: async () => {
        throw new KmipError('GeneralFailure', 'The audit cannot be written')
      },
    }
    await expect(allObservers([slow, failing])?.exchangeDone?.(exchange)).rejects.toThrow('The audit cannot be written')
  })
})
