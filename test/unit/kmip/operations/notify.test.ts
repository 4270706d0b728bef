import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {Notify} from '../../../../src/kmip/operations/notify.ts'
import {decodePayload, encodePayload, plainHex, shown} from './payload.ts'

const golden12 = `
42 00 79 | 01 | 00 00 00 60
  42 00 94 | 07 | 00 00 00 01 | 37 00 00 00 00 00 00 00
  42 00 08 | 01 | 00 00 00 20
    42 00 0a | 07 | 00 00 00 05 | 53 74 61 74 65 00 00 00
    42 00 0b | 05 | 00 00 00 04 | 00 00 00 02 00 00 00 00
  42 00 08 | 01 | 00 00 00 20
    42 00 0a | 07 | 00 00 00 06 | 78 2d 4e 6f 74 65 00 00
    42 00 09 | 02 | 00 00 00 04 | 00 00 00 01 00 00 00 00`

const golden21 = `
42 00 79 | 01 | 00 00 00 50
  42 00 94 | 07 | 00 00 00 01 | 37 00 00 00 00 00 00 00
  42 01 25 | 01 | 00 00 00 10
    42 00 8d | 05 | 00 00 00 04 | 00 00 00 02 00 00 00 00
  42 01 3b | 01 | 00 00 00 20
    42 00 9d | 07 | 00 00 00 01 | 78 00 00 00 00 00 00 00
    42 00 0a | 07 | 00 00 00 04 | 4e 6f 74 65 00 00 00 00`

const attributes = new AttributeSet().set('State', 'Active')

describe('Notify', () => {
  it('tells deleted attributes by a missing value in 1.x', () => {
    const request = {uniqueIdentifier: '7', changes: {attributes, deleted: [{key: 'x:Note', index: 1}]}} as const
    expect(shown(decodePayload(Notify.request, golden12))).toEqual(shown(request))
    expect(encodePayload(Notify.request, request, '1.2')).toBe(plainHex(golden12))
  })

  it('tells deleted attributes by references in 2.x', () => {
    const request = {
      uniqueIdentifier: '7',
      changes: {attributes, deleted: [{key: 'x:Note', index: undefined}]},
    } as const
    expect(shown(decodePayload(Notify.request, golden21))).toEqual(shown(request))
    expect(encodePayload(Notify.request, request, '2.1')).toBe(plainHex(golden21))
  })
})
