import {RequestBatchItem, ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import {InteropFunction, ResultStatus} from '../../kmip/spec/enumerations.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {child, ItemType, structureNode, type TtlvNode} from '../../ttlv/node.ts'
import {batchItemsOf} from '../audit/item-entries.ts'
import {isRefused} from '../identity/identify.ts'
import type {Identity} from '../identity/identity.ts'
import type {Log} from '../log.ts'
import {interopIdentifierOf, logMessageOf} from './client-text.ts'
import type {ServerObserver} from './observer.ts'

/** Writes into the log what clients want there: Log, and where their test cases begin and end. KMIP 2.1 sections 6.1.26 and 6.1.29. */
export function clientLog(log: Log): ServerObserver {
  return {
    exchangeDone({peer, sender, request, response}) {
      if (request === undefined || sender === undefined || isRefused(sender)) return
      write(log, {peer: peer.address, ...nameOf(sender)}, [batchItemsOf(request), batchItemsOf(response)])
    },
    jobDone({identity, requests, responses}) {
      const asked = requests.map((item) => structureNode(Tag.BatchItem, RequestBatchItem.encodeItems(item, 'any')))
      const answered = responses.map((item) => structureNode(Tag.BatchItem, ResponseBatchItem.encodeItems(item, 'any')))
      write(log, nameOf(identity), [asked, answered])
    },
  }
}

type Source = Readonly<Record<string, string>>

function nameOf({scopeName, roleName}: Identity): Source {
  return {scope: scopeName, role: roleName}
}

function write(log: Log, from: Source, [asked, answered]: readonly [readonly TtlvNode[], readonly TtlvNode[]]): void {
  asked.forEach((item, place) => {
    if (!succeeded(answered[place])) return
    const logMessage = logMessageOf(item)
    if (logMessage !== undefined) log.info({...from, logMessage}, 'Client says')
    const test = interopIdentifierOf(item)
    if (test !== undefined) log.info({...from, function: functionOf(item), test}, 'Interop')
  })
}

function succeeded(answer: TtlvNode | undefined): boolean {
  return answer !== undefined && child(answer, Tag.ResultStatus)?.value === ResultStatus.valueOf('Success')
}

function functionOf(item: TtlvNode): string | undefined {
  const payload = child(item, Tag.RequestPayload)
  const node = payload && child(payload, Tag.InteropFunction)
  return node?.type === ItemType.Enumeration ? InteropFunction.nameOf(node.value) : undefined
}
