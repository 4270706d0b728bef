import {describe, expect, it} from 'vitest'
import {exchangeRecord} from '../../../../src/server/listener/exchange-record.ts'
import {encodeRequest, encodeResponse} from '../../../../src/kmip/message/message.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {identityOf} from '../../../support/test-engine.ts'

const header = {protocolVersion: {major: 1, minor: 4}, timeStamp: new Date(0), batchCount: 2}
const id = (value: string): TtlvNode => ({tag: Tag.UniqueIdentifier, type: ItemType.TextString, value})

describe('exchangeRecord', () => {
  it('has operations, objects and results of every item, and nothing of the objects', () => {
    const secret = {tag: Tag.KeyMaterial, type: ItemType.ByteString, value: Buffer.from('secret')} as const
    const request = encodeRequest(
      {
        header,
        batchItems: [
          {operation: 'Register', payload: structureNode(Tag.RequestPayload, [secret])},
          {operation: 'Get', payload: structureNode(Tag.RequestPayload, [id('wanted')])},
        ],
      },
      '1.4',
    )
    const response = encodeResponse(
      {
        header,
        batchItems: [
          {operation: 'Register', resultStatus: 'Success', payload: structureNode(Tag.ResponsePayload, [id('made')])},
          {operation: 'Get', resultStatus: 'OperationFailed', resultReason: 'ItemNotFound', resultMessage: 'No'},
        ],
      },
      '1.4',
    )
    const record = exchangeRecord(identityOf('one'), request, response)
    expect(record).toEqual({
      scope: 'one',
      role: 'tester',
      serial: '1',
      operations: ['Register', 'Get'],
      objects: ['made', 'wanted'],
      results: ['Success', 'ItemNotFound'],
    })
    expect(JSON.stringify(record)).not.toContain('secret')
  })

  it('names ten objects at most', () => {
    const found = Array.from({length: 50}, (_, index) => id(`id-${index}`))
    const payload = structureNode(Tag.ResponsePayload, found)
    const request = encodeRequest({header, batchItems: [{operation: 'Locate'}]}, '1.4')
    const response = encodeResponse(
      {header, batchItems: [{operation: 'Locate', resultStatus: 'Success', payload}]},
      '1.4',
    )
    expect(exchangeRecord(identityOf('one'), request, response).objects).toHaveLength(10)
  })

  it('shows unknown operations as numbers, and copes with messages that have no items', () => {
    const operation = {tag: Tag.Operation, type: ItemType.Enumeration, value: 0x80000001} as const
    const request = structureNode(Tag.RequestMessage, [structureNode(Tag.BatchItem, [operation])])
    const response = structureNode(Tag.ResponseMessage, [])
    expect(exchangeRecord(identityOf('one'), request, response)).toMatchObject({
      operations: ['0x80000001'],
      results: [],
    })
  })
})
