import {describe, expect, it} from 'vitest'
import {PKCS_11} from '../../../../src/kmip/operations/pkcs-11.ts'
import {Operation} from '../../../../src/kmip/spec/enumerations.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {itemFacts} from '../../../../src/server/audit/item-entries.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../../src/ttlv/node.ts'

const locate = 8
const destroy = 20

function item(operation: number, id: number | undefined, more: readonly TtlvNode[] = []): TtlvNode {
  return structureNode(Tag.BatchItem, [
    {tag: Tag.Operation, type: ItemType.Enumeration, value: operation},
    ...(id === undefined
      ? []
      : [{tag: Tag.UniqueBatchItemID, type: ItemType.ByteString, value: Uint8Array.of(id)} as const]),
    ...more,
  ])
}

function answer(operation: number, id: number | undefined, object: string): TtlvNode {
  return item(operation, id, [
    {tag: Tag.ResultStatus, type: ItemType.Enumeration, value: 0},
    structureNode(Tag.ResponsePayload, [{tag: Tag.UniqueIdentifier, type: ItemType.TextString, value: object}]),
  ])
}

function told(asked: readonly TtlvNode[], answered: readonly TtlvNode[]) {
  return itemFacts(asked, answered).map(({item: number, operation, objects, status}) => [
    number,
    operation,
    objects?.join(),
    status,
  ])
}

describe('the facts of a batch', () => {
  it('are there for each object that one item was done for, and for items that were not come to', () => {
    const asked = [item(locate, 1), item(destroy, 2), item(locate, 3)]
    expect(told(asked, [answer(locate, 1, 'a'), answer(destroy, 2, 'a'), answer(destroy, 2, 'b')])).toEqual([
      [1, 'Locate', 'a', 'Success'],
      [2, 'Destroy', 'a', 'Success'],
      [2, 'Destroy', 'b', 'Success'],
      [3, 'Locate', undefined, 'NotProcessed'],
    ])
  })

  it('go by the order where a client names all its items alike, or none', () => {
    for (const id of [1, undefined]) {
      const asked = [item(locate, id), item(destroy, id)]
      expect(told(asked, [answer(locate, id, 'a'), answer(destroy, id, 'b')])).toEqual([
        [1, 'Locate', 'a', 'Success'],
        [2, 'Destroy', 'b', 'Success'],
      ])
    }
  })
})

describe('the facts of a PKCS#11 call', () => {
  it('name the function and what it returned, and nothing of its parameters', () => {
    const pin = Buffer.from('a secret pin')
    const request = {pkcs11Function: 'C_Login', pkcs11InputParameters: pin} as const
    const response = {pkcs11Function: 'C_Login', pkcs11ReturnCode: 'PIN_INCORRECT'} as const
    const number = Operation.valueOf('PKCS_11') ?? 0
    const asked = item(number, undefined, [
      structureNode(Tag.RequestPayload, PKCS_11.request.encodeItems(request, '2.1')),
    ])
    const answered = item(number, undefined, [
      {tag: Tag.ResultStatus, type: ItemType.Enumeration, value: 0},
      structureNode(Tag.ResponsePayload, PKCS_11.response.encodeItems(response, '2.1')),
    ])
    const [facts] = itemFacts([asked], [answered])
    expect(facts).toMatchObject({
      operation: 'PKCS_11',
      pkcs11Function: 'C_Login',
      pkcs11ReturnCode: 'PIN_INCORRECT',
      status: 'Success',
    })
    expect(JSON.stringify(facts)).not.toContain(pin.toString('hex'))
  })
})
