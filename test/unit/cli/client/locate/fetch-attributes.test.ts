import {describe, expect, it} from 'vitest'
import {fetchAttributes} from '../../../../../src/cli/client/locate/fetch-attributes.ts'
import {KmipClient} from '../../../../../src/client/kmip-client.ts'
import type {ResponseBatchItem} from '../../../../../src/kmip/message/batch-item.ts'
import {AttributeSet} from '../../../../../src/kmip/attributes/attribute-set.ts'
import {GetAttributes} from '../../../../../src/kmip/operations/get-attributes.ts'
import {Tag} from '../../../../../src/kmip/spec/tags.ts'
import {ItemType, structureNode} from '../../../../../src/ttlv/node.ts'
import {FakeChannel, response} from '../../../../support/fake-channel.ts'

interface Kind {
  readonly batches: boolean
  readonly stops: boolean
}

/** A server where every object but `gone` is active; `sizes` are the items of each message. */
function serving({batches, stops}: Kind) {
  const sizes: number[] = []
  const client = new KmipClient({
    open: async () =>
      new FakeChannel(({batchItems = []}) => {
        sizes.push(batchItems.length)
        const failed = {resultStatus: 'OperationFailed', resultMessage: 'no', messageExtension: undefined} as const
        if (batchItems.length > 1 && !batches) {
          return response([{...failed, resultReason: 'InvalidMessage'}])
        }
        const items: ResponseBatchItem[] = []
        for (const {payload, uniqueBatchItemId} of batchItems) {
          const asked = payload?.type === ItemType.Structure ? payload.value : []
          const {uniqueIdentifier: id} = GetAttributes.request.decodeItems(asked)
          const uniqueIdentifier = typeof id === 'string' ? id : ''
          const isGone = uniqueIdentifier === 'gone'
          items.push({
            operation: 'GetAttributes',
            uniqueBatchItemId,
            ...(isGone
              ? {...failed, resultReason: 'ItemNotFound'}
              : {resultStatus: 'Success', payload: active(uniqueIdentifier)}),
          })
          if (isGone && stops) break
        }
        return response(items)
      }),
  })
  return {client, sizes}
}

function active(uniqueIdentifier: string) {
  const attributes = new AttributeSet()
  attributes.set('State', 'Active')
  return structureNode(Tag.ResponsePayload, GetAttributes.response.encodeItems({uniqueIdentifier, attributes}, '1.4'))
}

const identifiers = ['a', 'gone', 'b']
const found = [
  {uniqueIdentifier: 'a', attributes: {State: 'Active'}},
  {uniqueIdentifier: 'gone', attributes: undefined},
  {uniqueIdentifier: 'b', attributes: {State: 'Active'}},
]

describe('fetchAttributes', () => {
  it.each([
    ['asks for all in one message', {batches: true, stops: false}, [3]],
    ['asks one by one where the server takes no batches', {batches: false, stops: false}, [3, 1, 1, 1]],
    ['asks one by one where the server stops at a failure', {batches: true, stops: true}, [3, 1, 1, 1]],
  ])('%s', async (_, kind, messages) => {
    const {client, sizes} = serving(kind)
    expect(await fetchAttributes(client, identifiers, ['State'])).toEqual(found)
    expect(sizes).toEqual(messages)
  })

  it('asks for nothing where no attribute is wanted', async () => {
    const {client, sizes} = serving({batches: true, stops: false})
    expect(await fetchAttributes(client, ['a'], [])).toEqual([{uniqueIdentifier: 'a', attributes: {}}])
    expect(sizes).toEqual([])
  })
})
