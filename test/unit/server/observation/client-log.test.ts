import {describe, expect, it} from 'vitest'
import {Interop} from '../../../../src/kmip/operations/interop.ts'
import {Log} from '../../../../src/kmip/operations/log.ts'
import {protocolVersionOf} from '../../../../src/kmip/spec/version.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {encodeRequest, encodeResponse} from '../../../../src/kmip/message/message.ts'
import type {RequestBatchItem, ResponseBatchItem} from '../../../../src/kmip/message/batch-item.ts'
import {itemFacts, batchItemsOf} from '../../../../src/server/audit/item-entries.ts'
import {createLog} from '../../../../src/server/log.ts'
import {clientLog} from '../../../../src/server/observation/client-log.ts'
import type {Exchange} from '../../../../src/server/observation/observer.ts'
import {structureNode, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {identityOf} from '../../../support/test-engine.ts'

const version = '2.1'
const protocolVersion = protocolVersionOf(version)
const peer = {address: '127.0.0.1:50000'} as Exchange['peer']
const success = {resultStatus: 'Success', payload: structureNode(Tag.ResponsePayload, [])} as const
const failure = {resultStatus: 'OperationFailed', resultReason: 'PermissionDenied', resultMessage: 'No'} as const

function says(logMessage: string): RequestBatchItem {
  return {
    operation: 'Log',
    payload: structureNode(Tag.RequestPayload, Log.request.encodeItems({logMessage}, version)),
  }
}

function messages(batchItems: readonly RequestBatchItem[], answers: readonly ResponseBatchItem[]) {
  const header = {protocolVersion, batchCount: batchItems.length}
  const request = encodeRequest({header, batchItems}, version)
  const timeStamp = new Date(0)
  const response = encodeResponse({header: {...header, timeStamp}, batchItems: answers}, version)
  return {request, response}
}

function logged(request: TtlvNode | undefined, response: TtlvNode, sender: Exchange['sender'] = identityOf('one')) {
  const lines: string[] = []
  const log = createLog({level: 'info', format: 'text', stream: {write: (line) => void lines.push(line)}})
  void clientLog(log).exchangeDone?.({peer, sender, request, response, receivedBytes: 1, sentBytes: 1, milliseconds: 1})
  return lines
}

describe('clientLog', () => {
  it('writes one line for what a client says, with who said it', () => {
    const {request, response} = messages([says('Rotation begins')], [{operation: 'Log', ...success}])
    const [line, ...more] = logged(request, response)
    expect(line).toMatch(
      /info +Client says peer=127\.0\.0\.1:50000 scope=one role=tester logMessage="Rotation begins"\n$/,
    )
    expect(more).toEqual([])
  })

  it('lets nothing through that could forge a line, a colour or a direction', () => {
    const text = 'a\nb\rc\u001b[31md\u202ee\u2028f\u0000g'
    const {request, response} = messages([says(text)], [{operation: 'Log', ...success}])
    const [line = ''] = logged(request, response)
    expect(line).toContain('logMessage="a\ufffdb\ufffdc\ufffd[31md\ufffde\ufffdf\ufffdg"')
    const [facts] = itemFacts(batchItemsOf(request), batchItemsOf(response))
    expect(facts?.logMessage).toBe('a\ufffdb\ufffdc\ufffd[31md\ufffde\ufffdf\ufffdg')
  })

  it('writes nothing of what was refused, and of others nothing at all', () => {
    const {request, response} = messages([says('one')], [{operation: 'Log', ...failure}])
    expect(logged(request, response)).toEqual([])
    const {response: fine} = messages([], [{operation: 'Log', ...success}])
    expect(logged(request, fine, {refused: 'credential 1 is revoked', cause: 'revoked'})).toEqual([])
    expect(logged(undefined, fine)).toEqual([])
  })

  it('tells where a test begins', () => {
    const begin = {interopFunction: 'Begin', interopIdentifier: 'BL-M-1\n'} as const
    const payload = structureNode(Tag.RequestPayload, Interop.request.encodeItems(begin, version))
    const {request, response} = messages([{operation: 'Interop', payload}], [{operation: 'Interop', ...success}])
    expect(logged(request, response).join('')).toContain(
      'Interop peer=127.0.0.1:50000 scope=one role=tester function=Begin test="BL-M-1\ufffd"',
    )
  })

  it('writes what was said in an asynchronous request once it has run', () => {
    const lines: string[] = []
    const log = createLog({level: 'info', format: 'text', stream: {write: (line) => void lines.push(line)}})
    const responses = [{operation: 'Log', ...success}] as const
    void clientLog(log).jobDone?.({identity: identityOf('one'), requests: [says('later')], responses, milliseconds: 1})
    expect(lines.join('')).toContain('Client says scope=one role=tester logMessage=later')
  })
})
