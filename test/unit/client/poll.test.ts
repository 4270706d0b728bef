import {describe, expect, it} from 'vitest'
import {KmipClient} from '../../../src/client/kmip-client.ts'
import {OperationFailedError} from '../../../src/client/operation-failed-error.ts'
import {UnexpectedResponseError} from '../../../src/client/unexpected-response-error.ts'
import type {ResponseBatchItem} from '../../../src/kmip/message/batch-item.ts'
import {Tag} from '../../../src/kmip/spec/tags.ts'
import {FakeChannel, response, responsePayload} from '../../support/fake-channel.ts'

const value = Uint8Array.of(1, 2, 3)

function poll(...items: readonly ResponseBatchItem[]) {
  const channel = new FakeChannel(() => response(items))
  const client = new KmipClient({open: () => Promise.resolve(channel)})
  return {channel, result: client.poll(value)}
}

describe('poll', () => {
  it('asks with the correlation value, and tells that there is no answer yet', async () => {
    const {channel, result} = poll({operation: 'Create', resultStatus: 'OperationPending'})
    expect(await result).toEqual({pending: true})
    const [item] = channel.requests[0]?.batchItems ?? []
    expect(item?.operation).toBe('Poll')
    expect(item?.payload?.value).toMatchObject([{tag: Tag.AsynchronousCorrelationValue, value}])
  })

  it.each(['Create', 'Poll'] as const)(
    'gives the answer, whether it names the operation or not: %s',
    async (operation) => {
      const payload = responsePayload([])
      const {result} = poll({operation, resultStatus: 'Success', payload})
      expect(await result).toEqual({pending: false, operation, payload})
    },
  )

  it('fails as the operation failed', async () => {
    const failure = {operation: 'Create', resultStatus: 'OperationFailed', resultReason: 'InvalidField'} as const
    await expect(poll(failure).result).rejects.toBeInstanceOf(OperationFailedError)
  })

  it('refuses an answer that is none', async () => {
    await expect(poll().result).rejects.toBeInstanceOf(UnexpectedResponseError)
  })
})
