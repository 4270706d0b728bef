import {describe, expect, it} from 'vitest'
import {decodeResponse} from '../../../../src/kmip/message/message.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {ModifyAttribute} from '../../../../src/kmip/operations/modify-attribute.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {ItemType, structureNode} from '../../../../src/ttlv/node.ts'
import {
  aes,
  attributeOf,
  attributes,
  createActiveKey,
  createKey,
  hex,
  locate,
  nameOf,
  repeated,
  stateOf,
} from '../../../support/managed-objects.ts'
import {batchItem, requestNode} from '../../../support/request-node.ts'
import {answerOf, createTestEngine, entry, watchModes, type BatchEntry} from '../../../support/test-engine.ts'

const create = entry(Create, {objectType: 'SymmetricKey', attributes: attributes({...aes, Name: nameOf('batch')})})
const fails = entry(Get, {uniqueIdentifier: 'nothing'})

function statuses(answer: {readonly batchItems?: readonly {readonly resultStatus: string | number}[] | undefined}) {
  return answer.batchItems?.map(({resultStatus}) => resultStatus)
}

describe('A batch', () => {
  it('is answered in its order, each item with its operation', async () => {
    const t = await createTestEngine()
    const {batchItems, header} = await t.batch([create, entry(Get, {}), entry(Locate, {}), entry(Destroy, {})])
    expect(batchItems?.map(({operation}) => operation)).toEqual(['Create', 'Get', 'Locate', 'Destroy'])
    expect(header.batchCount).toBe(4)
  })

  it('works on what its earlier items did, and leaves it all stored', async () => {
    const t = await createTestEngine()
    const newAttribute = {key: 'Name', index: undefined, value: nameOf('renamed')} as const
    await t.batch([create, entry(ModifyAttribute, {newAttribute}), entry(Get, {})])
    const [id = ''] = await locate(t, {Name: nameOf('renamed')})
    expect(await attributeOf(t, id, 'Fresh')).toBe(false)
  })

  it('echoes Unique Batch Item IDs byte for byte, on success and failure', async () => {
    const t = await createTestEngine()
    const ids = [hex('514c4b4301000000'), hex('b90000000200000002000000'), hex(''), hex('00')]
    const items = [create, fails, create, fails].map((item, index) => ({...item, uniqueBatchItemId: ids[index]}))
    const {batchItems} = await t.batch(items, {header: {batchErrorContinuationOption: 'Continue'}})
    expect(batchItems?.map(({uniqueBatchItemId}) => uniqueBatchItemId)).toEqual(ids)
    expect((await t.batch([create])).batchItems?.[0]).not.toHaveProperty('uniqueBatchItemId')
  })

  it('does not remember the ID Placeholder until the next message', async () => {
    const t = await createTestEngine()
    await t.batch([create])
    expect((await t.batch([entry(Get, {})])).batchItems?.[0]).toMatchObject({resultReason: 'ItemNotFound'})
  })

  it('accepts the Batch Order Option either way', async () => {
    const t = await createTestEngine()
    for (const batchOrderOption of [true, false]) {
      const answer = await t.batch([create, entry(Get, {})], {header: {batchOrderOption}})
      expect(statuses(answer)).toEqual(['Success', 'Success'])
    }
  })
})

describe('A batch with an item that fails', () => {
  it.each([{}, {batchErrorContinuationOption: 'Stop'}] as const)(
    'stops there, keeps what was done: %j',
    async (header) => {
      const t = await createTestEngine()
      const answer = await t.batch([create, fails, create], {header})
      expect(statuses(answer)).toEqual(['Success', 'OperationFailed'])
      expect(answer.header.batchCount).toBe(2)
      expect(await locate(t)).toHaveLength(1)
    },
  )

  it('goes on where told to', async () => {
    const t = await createTestEngine()
    const answer = await t.batch([fails, create, fails, create], {header: {batchErrorContinuationOption: 'Continue'}})
    expect(statuses(answer)).toEqual(['OperationFailed', 'Success', 'OperationFailed', 'Success'])
    expect(await locate(t)).toHaveLength(2)
  })

  it('undoes everything where told to', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const items = [create, entry(Get, {uniqueIdentifier}), entry(Destroy, {uniqueIdentifier}), fails, create]
    const answer = await t.batch(
      items.map((item, index) => ({...item, uniqueBatchItemId: repeated(index, 4)})),
      {header: {batchErrorContinuationOption: 'Undo'}},
    )
    expect(statuses(answer)).toEqual(['OperationUndone', 'OperationUndone', 'OperationUndone', 'OperationFailed'])
    expect(answer.batchItems?.[0]).toEqual({
      operation: 'Create',
      uniqueBatchItemId: repeated(0, 4),
      resultStatus: 'OperationUndone',
      resultReason: 'OperationCanceledByRequester',
      resultMessage: 'Undone because a later item of the batch failed',
    })
    expect(answer.batchItems?.[3]).toMatchObject({operation: 'Get', resultReason: 'ItemNotFound'})
    expect(await locate(t)).toEqual([uniqueIdentifier])
    expect(await stateOf(t, uniqueIdentifier)).toBe('PreActive')
    expect(await attributeOf(t, uniqueIdentifier, 'Fresh')).toBe(true)
  })

  it('says since 2.0 which objects the undone items were about, and nothing that a key put out', async () => {
    const t = await createTestEngine({version: '2.1'})
    const uniqueIdentifier = await createActiveKey(t)
    const cryptographicParameters = {blockCipherMode: 'ECB'} as const
    const encrypt = entry(Encrypt, {uniqueIdentifier, cryptographicParameters, data: repeated(0, 16)}, '2.1')
    const items = [encrypt, entry(Get, {uniqueIdentifier: 'nothing'}, '2.1')]
    const {batchItems} = await t.batch(items, {header: {batchErrorContinuationOption: 'Undo'}})
    expect(batchItems?.[0]).toEqual({
      operation: 'Encrypt',
      resultStatus: 'OperationUndone',
      resultMessage: 'Undone because a later item of the batch failed',
      payload: structureNode(Tag.ResponsePayload, [
        {tag: Tag.UniqueIdentifier, type: ItemType.TextString, value: uniqueIdentifier},
      ]),
    })
    expect(batchItems?.[1]).toMatchObject({resultReason: 'ObjectNotFound'})
  })

  it('undoes also what a batch wrote that began by reading', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const modes = watchModes(t)
    const header = {batchErrorContinuationOption: 'Undo'} as const
    const answer = await t.batch([entry(Get, {uniqueIdentifier}), fails], {header})
    expect(modes).toEqual(['read', 'transaction'])
    expect(statuses(answer)).toEqual(['OperationUndone', 'OperationFailed'])
    expect(await attributeOf(t, uniqueIdentifier, 'Fresh')).toBe(true)
  })

  it('undoes nothing when the first item fails', async () => {
    const t = await createTestEngine()
    const answer = await t.batch([fails, create], {header: {batchErrorContinuationOption: 'Undo'}})
    expect(statuses(answer)).toEqual(['OperationFailed'])
  })

  it('commits with Undo when nothing fails', async () => {
    const t = await createTestEngine()
    await t.batch([create, create], {header: {batchErrorContinuationOption: 'Undo'}})
    expect(await locate(t)).toHaveLength(2)
  })

  it('keeps nothing of what the failed item itself wrote', async () => {
    const t = await createTestEngine()
    const UsageLimits = {usageLimitsTotal: 9n, usageLimitsUnit: 'Object'} as const
    const uniqueIdentifier = await createActiveKey(t, {UsageLimits})
    const cryptographicParameters = {blockCipherMode: 'CBC'} as const
    const half = entry(Encrypt, {uniqueIdentifier, cryptographicParameters, data: repeated(0, 5)})
    const header = {batchErrorContinuationOption: 'Continue'} as const
    expect(statuses(await t.batch([half, create], {header}))).toEqual(['OperationFailed', 'Success'])
    expect(await attributeOf(t, uniqueIdentifier, 'UsageLimits')).toMatchObject({usageLimitsCount: 9n})
  })

  it('keeps the ID Placeholder that was there before', async () => {
    const t = await createTestEngine()
    const header = {batchErrorContinuationOption: 'Continue'} as const
    const {batchItems = []} = await t.batch([create, fails, entry(Get, {})], {header})
    expect(answerOf(Get, batchItems[2]).uniqueIdentifier).toBe(answerOf(Create, batchItems[0]).uniqueIdentifier)
  })
})

describe('A message is refused as a whole, without an operation and with Invalid Message,', () => {
  async function refusal(items: readonly BatchEntry[], batchLimit = 100) {
    const t = await createTestEngine({engine: {batchLimit}})
    const answer = await t.batch(items)
    expect(await locate(t)).toEqual([])
    expect(answer.batchItems).toHaveLength(1)
    expect(answer.batchItems?.[0]).not.toHaveProperty('operation')
    return answer.batchItems?.[0]
  }

  it('for more items than the server takes', async () => {
    expect(await refusal([create, create, create], 2)).toMatchObject({
      resultReason: 'InvalidMessage',
      resultMessage: 'The message has 3 batch items, more than the 2 allowed',
    })
  })

  it('for no item at all', async () => {
    expect(await refusal([])).toMatchObject({resultReason: 'InvalidMessage'})
  })

  it.each([0, 1, 3, -1])('for a Batch Count of %i where there are two items', async (count) => {
    const t = await createTestEngine()
    const one = requestNode({operation: 1, payload: create.payload, batchCount: count})
    const answer = decodeResponse(await t.send({...one, value: [...one.value, batchItem(1, create.payload)]}))
    expect(answer.batchItems).toEqual([
      {
        resultStatus: 'OperationFailed',
        resultReason: 'InvalidMessage',
        resultMessage: `Batch Count is ${count} but the message has 2 batch items`,
      },
    ])
    expect(await locate(t)).toEqual([])
  })
})

describe('Message extensions', () => {
  const extension = {vendorIdentification: 'acme', vendorExtension: structureNode(Tag.VendorExtension, [])}

  it('are ignored when they are not critical', async () => {
    const t = await createTestEngine()
    const messageExtensions = [{...extension, criticalityIndicator: false}]
    expect(statuses(await t.batch([{...create, messageExtensions}]))).toEqual(['Success'])
  })

  it('spoil the whole message when one is critical, before anything is done', async () => {
    const t = await createTestEngine()
    const messageExtensions = [{...extension, criticalityIndicator: true}]
    const header = {batchErrorContinuationOption: 'Continue'} as const
    const answer = await t.batch([create, {...entry(GetAttributes, {}), messageExtensions}], {header})
    expect(statuses(answer)).toEqual(['OperationFailed', 'OperationFailed'])
    expect(answer.batchItems?.map(({operation}) => operation)).toEqual(['Create', 'GetAttributes'])
    expect(answer.batchItems?.[0]).toMatchObject({resultReason: 'FeatureNotSupported'})
    expect(await locate(t)).toEqual([])
  })
})
