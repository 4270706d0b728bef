import {operations} from '../../../kmip/operations/index.ts'
import type {Operation as DeclaredOperation} from '../../../kmip/schema/operation.ts'
import {Operation, ResultStatus} from '../../../kmip/spec/enumerations.ts'
import {tagTable} from '../../../kmip/spec/tag-details.ts'
import {kmipTagName} from '../../../kmip/spec/tag-name.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'
import {childOf, childrenOf, numberIn} from '../../conformance/conversation/payload.ts'
import type {Exchange, Fault} from './rule.ts'

/** One item of an answer with the item of the request that it answers. */
export interface AnsweredItem {
  readonly request: TtlvNode | undefined
  readonly answer: TtlvNode
  /** Of the request; undefined where it names none that we know. */
  readonly operation: string | undefined
  readonly payload: TtlvNode | undefined
}

export function batchItems(message: TtlvNode): readonly TtlvNode[] {
  return childrenOf(message).filter(({tag}) => tag === Tag.BatchItem)
}

/** The items of the answer in their order, which is that of the request. */
export function answeredItems({request, answer}: Exchange): AnsweredItem[] {
  const asked = batchItems(request)
  return batchItems(answer).map((item, index) => {
    const operation = numberIn(asked[index], Tag.Operation)
    return {
      request: asked[index],
      answer: item,
      operation: operation === undefined ? undefined : Operation.nameOf(operation),
      payload: childOf(item, Tag.ResponsePayload),
    }
  })
}

export function succeeded(item: TtlvNode): boolean {
  return numberIn(item, Tag.ResultStatus) === ResultStatus.valueOf('Success')
}

/** The first fault of the items for which the check finds one; of one operation where that is named. */
export function eachItem(
  exchange: Exchange,
  operation: string | undefined,
  check: (item: AnsweredItem) => Fault | undefined,
): Fault | undefined {
  for (const item of answeredItems(exchange)) {
    if (operation !== undefined && item.operation !== operation) continue
    const fault = check(item)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** The Key Block of the object in a payload. */
export function keyBlockIn(payload: TtlvNode | undefined): TtlvNode | undefined {
  for (const item of childrenOf(payload)) {
    const block = childOf(item, Tag.KeyBlock)
    if (block !== undefined) return block
  }
  return undefined
}

export function declarationOf(operation: string | undefined): DeclaredOperation | undefined {
  const declared: Readonly<Partial<Record<string, DeclaredOperation>>> = operations
  return operation === undefined ? undefined : declared[operation]
}

/** `Unique Identifier`, or the digits of a tag without a name. */
export function tagWords(tag: number): string {
  return tagTable.entry(tag)?.specName ?? kmipTagName(tag)
}

/** The tags of members that stand where another should have been, by the order of `tags`. */
export function outOfOrder(members: readonly TtlvNode[], tags: readonly number[]): number | undefined {
  let place = 0
  for (const {tag} of members) {
    const found = tags.indexOf(tag)
    if (found === -1) continue
    if (found < place) return tag
    place = found
  }
  return undefined
}

export function isText(node: TtlvNode | undefined): boolean {
  return node?.type === ItemType.TextString
}
