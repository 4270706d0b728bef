import {ResultReason} from '../../../kmip/spec/enumerations.ts'
import {reasonMeanings} from '../../../kmip/spec/reason-meanings.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'
import {childOf, numberIn} from '../../conformance/conversation/payload.ts'

/** What a server said with a failure. */
export interface Refusal {
  /** Name of the Result Reason, or its number; undefined where there is none. */
  readonly reason: string | undefined
  /** A sentence without its full stop. */
  readonly text: string
}

export function refusalOf(item: TtlvNode): Refusal {
  const number = numberIn(item, Tag.ResultReason)
  if (number === undefined) return {reason: undefined, text: `no Result Reason: ${messageOf(item) ?? silence}`}
  const name = ResultReason.nameOf(number)
  if (name === undefined) {
    const digits = `0x${number.toString(16)}`
    return {reason: digits, text: `${digits}: ${messageOf(item) ?? silence}`}
  }
  const words = ResultReason.specName(name) ?? name
  return {reason: name, text: `${words}: ${messageOf(item) ?? reasonMeanings[name]}`}
}

const silence = 'the server says nothing more'

function messageOf(item: TtlvNode): string | undefined {
  const said = childOf(item, Tag.ResultMessage)?.value
  return typeof said === 'string' && said !== '' ? said : undefined
}
