import {expect, it} from 'vitest'
import {OperationFailedError} from '../../../../src/client/operation-failed-error.ts'
import {UnexpectedResponseError} from '../../../../src/client/unexpected-response-error.ts'
import {failureIn} from '../../../../src/cli/client/failed-item.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {structureNode} from '../../../../src/ttlv/node.ts'
import {response} from '../../../support/fake-channel.ts'

const success = {operation: 'Activate', resultStatus: 'Success'} as const
const failure = {operation: 'Get', resultStatus: 'OperationFailed', resultReason: 'ItemNotFound'} as const

it('finds the first batch item that failed', () => {
  const found = failureIn(response([success, failure]))
  expect(found).toBeInstanceOf(OperationFailedError)
  expect(found).toMatchObject({resultReason: 'ItemNotFound', exitCode: 4})
})

it('finds nothing where all succeeded', () => {
  expect(failureIn(response([success, success]))).toBeUndefined()
})

it('says what is wrong with an answer that is none', () => {
  const found = failureIn(structureNode(Tag.RequestMessage, []))
  expect(found).toBeInstanceOf(UnexpectedResponseError)
  expect(found).toMatchObject({exitCode: 5, message: expect.stringContaining('Expected ResponseMessage')})
})
