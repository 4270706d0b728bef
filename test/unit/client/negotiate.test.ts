import {describe, expect, it} from 'vitest'
import {KmipClient} from '../../../src/client/kmip-client.ts'
import type {RequestMessage} from '../../../src/kmip/message/message.ts'
import {Activate} from '../../../src/kmip/operations/activate.ts'
import {DiscoverVersions} from '../../../src/kmip/operations/discover-versions.ts'
import type {ResultReasonName} from '../../../src/kmip/error.ts'
import {Tag} from '../../../src/kmip/spec/tags.ts'
import {protocolVersionOf, type Version} from '../../../src/kmip/spec/version.ts'
import {ItemType, type TtlvNode} from '../../../src/ttlv/node.ts'
import {FakeChannel, response, responsePayload} from '../../support/fake-channel.ts'

function discovered(...versions: readonly Version[]): TtlvNode {
  const protocolVersion = versions.map(protocolVersionOf)
  const payload = responsePayload(DiscoverVersions.response.encodeItems({protocolVersion}, '1.1'))
  return response([{operation: 'DiscoverVersions', resultStatus: 'Success', payload}])
}

function refused(resultReason: ResultReasonName, version: Version = '1.1'): TtlvNode {
  return response([{resultStatus: 'OperationFailed', resultReason, resultMessage: 'No'}], {version})
}

function automatic(respond: (request: RequestMessage) => TtlvNode) {
  const channel = new FakeChannel(respond)
  return {channel, client: new KmipClient({version: 'auto', open: () => Promise.resolve(channel)})}
}

describe('the automatic version', () => {
  it('is asked for with every published version, the newest first, in a header of 1.1', async () => {
    const {client, channel} = automatic(() => discovered('1.4'))
    await client.version()
    const [request] = channel.requests
    expect(request?.header.protocolVersion).toEqual({major: 1, minor: 1})
    const payload = request?.batchItems?.[0]?.payload
    const asked = payload?.type === ItemType.Structure ? DiscoverVersions.request.decodeItems(payload.value) : undefined
    expect(asked?.protocolVersion).toEqual(
      (['2.1', '2.0', '1.4', '1.3', '1.2', '1.1', '1.0'] as const).map(protocolVersionOf),
    )
  })

  it('is the highest in the answer, whatever its order', async () => {
    expect(await automatic(() => discovered('1.2', '2.0', '1.4')).client.version()).toBe('2.0')
  })

  it('leaves out versions that we did not offer', async () => {
    expect(await automatic(() => discovered('3.0', '1.3')).client.version()).toBe('1.3')
  })

  it('does not exist when nothing is in common', async () => {
    await expect(automatic(() => discovered('3.0')).client.version()).rejects.toMatchObject({
      code: 'NO_COMMON_VERSION',
      exitCode: 4,
    })
  })

  it.each<[ResultReasonName, Version, Version]>([
    ['OperationNotSupported', '1.1', '1.0'],
    ['InvalidMessage', '1.1', '1.0'],
    ['InvalidMessage', '1.0', '1.0'],
    ['UnsupportedProtocolVersion', '2.1', '2.1'],
  ])('follows from the refusal %s in a header of %s', async (reason, version, expected) => {
    expect(await automatic(() => refused(reason, version)).client.version()).toBe(expected)
  })

  it('is not guessed when the server refuses for another reason', async () => {
    await expect(automatic(() => refused('AuthenticationNotSuccessful')).client.version()).rejects.toMatchObject({
      code: 'KMIP_AuthenticationNotSuccessful',
    })
  })

  it('is asked for once and then used in all messages', async () => {
    const identifier: TtlvNode = {tag: Tag.UniqueIdentifier, type: ItemType.TextString, value: '7'}
    const {client, channel} = automatic((request) =>
      request.batchItems?.[0]?.operation === 'DiscoverVersions'
        ? discovered('2.0')
        : response([{operation: 'Activate', resultStatus: 'Success', payload: responsePayload([identifier])}]),
    )
    await Promise.all([client.call(Activate, {}), client.call(Activate, {})])
    await client.call(Activate, {})
    expect(channel.requests.map(({header}) => header.protocolVersion)).toEqual([
      {major: 1, minor: 1},
      {major: 2, minor: 0},
      {major: 2, minor: 0},
      {major: 2, minor: 0},
    ])
  })

  it('is asked for again after a failure', async () => {
    let asked = 0
    const {client} = automatic(() => {
      asked += 1
      return asked === 1 ? refused('GeneralFailure') : discovered('1.4')
    })
    await expect(client.version()).rejects.toMatchObject({code: 'KMIP_GeneralFailure'})
    expect(await client.version()).toBe('1.4')
  })
})
