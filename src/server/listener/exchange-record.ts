import {child, ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {Operation, ResultReason, ResultStatus} from '../../kmip/spec/enumerations.ts'
import type {EnumerationTable} from '../../kmip/spec/enumeration.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import type {Identity} from '../identity/identity.ts'

/** Who did what to which object with what result: one line of the audit. Never any value of an object. */
export interface ExchangeRecord {
  readonly scope: string
  readonly role: string
  readonly serial: string
  readonly operations: readonly string[]
  readonly objects: readonly string[]
  /** Per item: `Success`, or the Result Reason. */
  readonly results: readonly string[]
  readonly clientCorrelation?: string | undefined
  readonly serverCorrelation?: string | undefined
}

/** A Locate may find thousands. */
const mostObjects = 10

export function exchangeRecord(identity: Identity, request: TtlvNode, response: TtlvNode): ExchangeRecord {
  const asked = items(request)
  const answered = items(response)
  const objects = [...objectsOf(answered, Tag.ResponsePayload), ...objectsOf(asked, Tag.RequestPayload)]
  return {
    scope: identity.scopeName,
    role: identity.roleName,
    serial: identity.serialNumber,
    operations: asked.map((item) => nameOf(Operation, item, Tag.Operation)),
    objects: [...new Set(objects)].slice(0, mostObjects),
    results: answered.map(resultOf),
    ...correlations(request, response),
  }
}

/** KMIP 1.4 sections 6.18 and 6.19 want them logged. */
function correlations(
  request: TtlvNode,
  response: TtlvNode,
): Pick<ExchangeRecord, 'clientCorrelation' | 'serverCorrelation'> {
  const client = headerText(request, Tag.RequestHeader, Tag.ClientCorrelationValue)
  const server = headerText(response, Tag.ResponseHeader, Tag.ServerCorrelationValue)
  return {
    ...(client === undefined ? {} : {clientCorrelation: client}),
    ...(server === undefined ? {} : {serverCorrelation: server}),
  }
}

function headerText(message: TtlvNode, headerTag: number, tag: number): string | undefined {
  const header = child(message, headerTag)
  const node = header === undefined ? undefined : child(header, tag)
  return node?.type === ItemType.TextString ? node.value : undefined
}

function items(message: TtlvNode): TtlvNode[] {
  return message.type === ItemType.Structure ? message.value.filter(({tag}) => tag === Tag.BatchItem) : []
}

function objectsOf(batchItems: readonly TtlvNode[], payloadTag: number): string[] {
  return batchItems.flatMap((item) => {
    const payload = child(item, payloadTag)
    if (payload?.type !== ItemType.Structure) return []
    return payload.value.flatMap((node) =>
      node.tag === Tag.UniqueIdentifier && node.type === ItemType.TextString ? [node.value] : [],
    )
  })
}

function resultOf(item: TtlvNode): string {
  const status = nameOf(ResultStatus, item, Tag.ResultStatus)
  return status === 'Success' ? status : nameOf(ResultReason, item, Tag.ResultReason)
}

function nameOf(table: EnumerationTable, item: TtlvNode, tag: number): string {
  const node = child(item, tag)
  if (node?.type !== ItemType.Enumeration) return '?'
  return table.nameOf(node.value) ?? `0x${node.value.toString(16)}`
}
