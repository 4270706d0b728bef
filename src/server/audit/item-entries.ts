import {child, ItemType, type TtlvNode} from '../../ttlv/node.ts'
import type {EnumerationTable} from '../../kmip/spec/enumeration.ts'
import {Operation, ResultReason, ResultStatus} from '../../kmip/spec/enumerations.ts'
import {PKCS_11Function, PKCS_11ReturnCode} from '../../kmip/spec/pkcs11.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {logMessageOf} from '../observation/client-text.ts'
import type {AuditEntry} from './entry.ts'
import {subjectTicket} from './ticket-facts.ts'

/** A Locate may find thousands. */
const mostObjects = 100
const longestText = 256

const identifierTags: ReadonlySet<number> = new Set([
  Tag.UniqueIdentifier,
  Tag.PrivateKeyUniqueIdentifier,
  Tag.PublicKeyUniqueIdentifier,
])

type ItemFacts = Pick<
  AuditEntry,
  | 'item'
  | 'items'
  | 'operation'
  | 'pkcs11Function'
  | 'pkcs11ReturnCode'
  | 'objects'
  | 'objectCount'
  | 'logMessage'
  | 'subjectTicket'
  | 'status'
  | 'reason'
>

/**
 * What was asked for and what became of it, one for every batch item of a request. Of the message when it was refused as a
 * whole. Never any value of an object.
 */
export function itemFacts(asked: readonly TtlvNode[], answered: readonly TtlvNode[]): readonly ItemFacts[] {
  const [only] = answered
  // A message that is refused as a whole is answered with one item that names no operation
  const refusal = answered.length === 1 && only !== undefined && child(only, Tag.Operation) === undefined
  const numbers = numbered(asked, answered.length)
  if (refusal) return numbers.map((number, index) => ({...number, ...factsOf(asked[index], only)}))
  return pairs(asked, answered).map(({place, answer}) => ({...numbers[place], ...factsOf(asked[place], answer)}))
}

function numbered(asked: readonly TtlvNode[], answers: number): readonly Pick<ItemFacts, 'item' | 'items'>[] {
  const count = asked.length === 0 ? answers : asked.length
  return Array.from({length: count}, (_, index) => (count === 1 ? {} : {item: index + 1, items: count}))
}

interface Pair {
  /** Of the item that is answered. */
  readonly place: number
  readonly answer: TtlvNode | undefined
}

/** An item that is meant for several objects has several answers, all with its Unique Batch Item ID. KMIP 2.1 section 11.58. */
function pairs(asked: readonly TtlvNode[], answered: readonly TtlvNode[]): readonly Pair[] {
  const found: Pair[] = []
  let place = -1
  for (const answer of answered) {
    const id = identifierOf(answer)
    const repeats = id !== undefined && id === identifierOf(asked[place]) && id !== identifierOf(asked[place + 1])
    if (!repeats) place++
    found.push({place, answer})
  }
  const unanswered = asked.slice(place + 1).map((_, index) => ({place: place + 1 + index, answer: undefined}))
  return [...found, ...unanswered]
}

function identifierOf(item: TtlvNode | undefined): string | undefined {
  const node = item && child(item, Tag.UniqueBatchItemID)
  return node?.type === ItemType.ByteString ? Buffer.from(node.value).toString('hex') : undefined
}

function factsOf(asked: TtlvNode | undefined, answered: TtlvNode | undefined): ItemFacts {
  const objects = [...new Set([...objectsIn(answered, Tag.ResponsePayload), ...objectsIn(asked, Tag.RequestPayload)])]
  return {
    operation: nameIn(Operation, asked, Tag.Operation) ?? nameIn(Operation, answered, Tag.Operation),
    pkcs11Function: nameIn(PKCS_11Function, payloadOf(asked, Tag.RequestPayload), Tag.PKCS_11Function),
    pkcs11ReturnCode: nameIn(PKCS_11ReturnCode, payloadOf(answered, Tag.ResponsePayload), Tag.PKCS_11ReturnCode),
    objects: objects.length === 0 ? undefined : objects.slice(0, mostObjects),
    objectCount: objects.length > mostObjects ? objects.length : undefined,
    subjectTicket: subjectTicket(asked, answered),
    logMessage: logMessageOf(asked),
    status: answered === undefined ? 'NotProcessed' : nameIn(ResultStatus, answered, Tag.ResultStatus),
    reason: nameIn(ResultReason, answered, Tag.ResultReason),
  }
}

function payloadOf(item: TtlvNode | undefined, payloadTag: number): TtlvNode | undefined {
  return item && child(item, payloadTag)
}

function objectsIn(item: TtlvNode | undefined, payloadTag: number): readonly string[] {
  const payload = payloadOf(item, payloadTag)
  if (payload?.type !== ItemType.Structure) return []
  const found: string[] = []
  for (const {tag, type, value} of payload.value) {
    if (identifierTags.has(tag) && type === ItemType.TextString && typeof value === 'string')
      found.push(shortened(value))
  }
  return found
}

function nameIn(table: EnumerationTable, item: TtlvNode | undefined, tag: number): string | undefined {
  const node = item && child(item, tag)
  if (node?.type !== ItemType.Enumeration) return undefined
  return table.nameOf(node.value) ?? `0x${node.value.toString(16)}`
}

/** A client may send any text as an identifier. */
export function shortened(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`
}

/** The batch items of a message. */
export function batchItemsOf(message: TtlvNode | undefined): readonly TtlvNode[] {
  return message?.type === ItemType.Structure ? message.value.filter(({tag}) => tag === Tag.BatchItem) : []
}
