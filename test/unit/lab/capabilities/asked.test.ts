import {describe, expect, it} from 'vitest'
import {TransportError} from '../../../../src/errors.ts'
import {askCapabilities} from '../../../../src/lab/capabilities/asked.ts'
import {clientOf, refusal} from '../../../support/answering-client.ts'

describe('askCapabilities', () => {
  it('asks in each version that the server speaks, the newest first', async () => {
    const asked = await askCapabilities(
      clientOf((name, _, {version}) => {
        if (name === 'DiscoverVersions')
          return {
            protocolVersion: [
              {major: 1, minor: 0},
              {major: 1, minor: 4},
            ],
          }
        return {operation: version === '1.4' ? ['Get', 'Encrypt', 0x80000001] : ['Get'], objectType: ['SymmetricKey']}
      }),
    )
    expect(asked.versions.map(({version, operations}) => [version, operations])).toEqual([
      ['1.4', ['Get', 'Encrypt', '0x80000001']],
      ['1.0', ['Get']],
    ])
    expect(asked.versions[0]?.objectTypes).toEqual(['Symmetric Key'])
  })

  it('takes a server that refuses Discover Versions for one of 1.0', async () => {
    const asked = await askCapabilities(
      clientOf((name) => {
        if (name === 'DiscoverVersions') throw refusal()
        return {operation: ['Get']}
      }),
    )
    expect(asked.versions.map(({version}) => version)).toEqual(['1.0'])
  })

  it('goes on after Query Functions that are refused, and names them', async () => {
    const {refusedFunctions, vendor} = await askCapabilities(
      clientOf((name, {queryFunction}) => {
        if (name === 'DiscoverVersions') return {protocolVersion: [{major: 1, minor: 4}]}
        if (String(queryFunction) === 'QueryProfiles') throw refusal()
        return String(queryFunction) === 'QueryServerInformation' ? {vendorIdentification: 'somebody'} : {}
      }),
    )
    expect({refusedFunctions, vendor}).toEqual({refusedFunctions: ['Query Profiles'], vendor: 'somebody'})
  })

  it('tells in which version the server answers nothing', async () => {
    const {versions} = await askCapabilities(
      clientOf((name) => {
        if (name === 'DiscoverVersions') return {protocolVersion: [{major: 1, minor: 2}]}
        throw refusal()
      }),
    )
    expect(versions).toEqual([
      {version: '1.2', operations: [], objectTypes: [], refused: expect.stringContaining('Operation Not Supported')},
    ])
  })

  it('fails where there is no connection', async () => {
    const client = clientOf(() => {
      throw new TransportError('connect', 'Nobody is there')
    })
    await expect(askCapabilities(client)).rejects.toThrow('Nobody is there')
  })
})
