import {describe, expect, it} from 'vitest'
import {decodeResponse} from '../../../../../src/kmip/message/message.ts'
import {acknowledgement} from '../../../../../src/lab/conformance/run/acknowledgement.ts'
import {caseOf, identifier} from '../../../../support/conformance-case.ts'

describe('acknowledgement', () => {
  it('answers each item of a request with success, in its version and under its identifier', () => {
    const item = '<UniqueBatchItemID type="ByteString" value="07"/>'
    const file = caseOf(
      [{operation: 'Notify', payload: identifier('x'), item}, {operation: 'Notify'}],
      'OWN-1-12',
      '1.2',
    )
    const {header, batchItems} = decodeResponse(acknowledgement(file.exchanges[0]!.request, new Date(5000)))
    expect(header).toMatchObject({protocolVersion: {major: 1, minor: 2}, timeStamp: new Date(5000), batchCount: 1})
    expect(batchItems).toMatchObject([
      {operation: 'Notify', uniqueBatchItemId: new Uint8Array([7]), resultStatus: 'Success'},
    ])
  })
})
