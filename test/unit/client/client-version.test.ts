import {describe, expect, it} from 'vitest'
import {KmipClient, type KmipClientOptions} from '../../../src/client/kmip-client.ts'
import type {RequestMessage} from '../../../src/kmip/message/message.ts'
import {Activate} from '../../../src/kmip/operations/activate.ts'
import {Ping} from '../../../src/kmip/operations/ping.ts'
import {SetAttribute} from '../../../src/kmip/operations/set-attribute.ts'
import type {TtlvNode} from '../../../src/ttlv/node.ts'
import {FakeChannel, response, responsePayload} from '../../support/fake-channel.ts'
import {protocolVersion} from '../../support/request-node.ts'

function clientFor(respond: (request: RequestMessage) => TtlvNode, options: Omit<KmipClientOptions, 'open'> = {}) {
  const channel = new FakeChannel(respond)
  return {channel, client: new KmipClient({...options, open: () => Promise.resolve(channel)})}
}

describe('the version of a message', () => {
  it('is the first that has the operation where 1.4 lacks it and nobody chose one', async () => {
    const ping = {operation: 'Ping', resultStatus: 'Success'} as const
    const {client, channel} = clientFor(() => response([ping], {version: '2.1'}))
    expect(client.sentVersion).toBeUndefined()
    expect(await client.call(Ping, {})).toEqual({})
    expect(channel.requests[0]?.header.protocolVersion).toEqual({major: 2, minor: 1})
    expect(client.sentVersion).toBe('2.1')
    const versions = [[], [Activate], [Activate, SetAttribute], [Ping, SetAttribute]].map((operations) =>
      client.version({operations}),
    )
    expect(await Promise.all(versions)).toEqual(['1.4', '1.4', '2.0', '2.1'])
  })

  it('is what the server speaks where it was asked, and what that lacks is told', async () => {
    const discovered = responsePayload([protocolVersion({major: 1, minor: 4})])
    const answer = {operation: 'DiscoverVersions', resultStatus: 'Success', payload: discovered} as const
    const {client, channel} = clientFor(() => response([answer]), {version: 'auto'})
    await expect(client.call(Ping, {})).rejects.toMatchObject({
      message: 'The server speaks KMIP 1.4 at most, which has no operation Ping',
      hint: 'It exists since 2.1',
      exitCode: 2,
    })
    expect(channel.requests).toHaveLength(1)
  })

  it('is the one that somebody chose, though the operation is newer', async () => {
    const {client, channel} = clientFor(() => response([]), {version: '2.0'})
    await expect(client.call(Ping, {})).rejects.toMatchObject({
      message: 'KMIP 2.0 has no operation Ping, which exists since 2.1',
      hint: 'Choose the version with --kmip-version 2.1',
    })
    expect(channel.requests).toEqual([])
  })

  it('is asked for without the ticket, which goes with what follows', async () => {
    const {client, channel} = clientFor(
      ({batchItems: [item] = []}) => {
        const isQuestion = item?.operation === 'DiscoverVersions'
        const payload = responsePayload(isQuestion ? [protocolVersion({major: 2, minor: 1})] : [])
        return response([{operation: item?.operation, resultStatus: 'Success', payload}], {version: '2.1'})
      },
      {version: 'auto', header: {ticket: Uint8Array.of(1)}},
    )
    await client.call(Ping, {})
    const credentials = channel.requests.map(({header}) => header.authentication?.credential?.[0]?.credentialType)
    expect(credentials).toEqual([undefined, 'Ticket'])
  })
})
