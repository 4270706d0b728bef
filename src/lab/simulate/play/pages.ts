import {Tag} from '../../../kmip/spec/tags.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'
import {identifiersIn, numberIn} from '../../conformance/conversation/payload.ts'
import {item} from '../draft/draft.ts'
import type {Values} from '../draft/values.ts'
import type {AskStep} from '../product.ts'
import type {Failure} from './outcome.ts'

/** The same request with Offset Items after Maximum Items, once something was found. */
export function nextPage(step: AskStep, offset: number): AskStep {
  if (offset === 0) return step
  const items = step.items.map((one) => {
    const [maximum, ...filters] = one.payload
    return {...one, payload: [...(maximum === undefined ? [] : [maximum]), item('OffsetItems', offset), ...filters]}
  })
  return {...step, items, session: false}
}

export interface Page {
  readonly values: Values
  readonly list: string
  readonly offset: number
}

export interface Progress {
  readonly more: boolean
  readonly offset: number
  readonly failure?: Failure | undefined
}

/** Whether there is another page; keeps what this one has found. A page that was there before would never end. */
export function hasMore(payload: TtlvNode | undefined, {values, list, offset}: Page): Progress {
  const found = identifiersIn(payload)
  const before = values.list(list)
  const again = found.find((identifier) => before.includes(identifier))
  if (again !== undefined) return {more: false, offset, failure: sameAgain(again)}
  values.keepInList(list, found)
  const next = offset + found.length
  const all = numberIn(payload, Tag.LocatedItems)
  return {more: found.length > 0 && (all === undefined || next < all), offset: next}
}

function sameAgain(identifier: string): Failure {
  return {
    kind: 'answer',
    operation: 'Locate',
    problem: `Expected the next page, received ${identifier} again although Offset Items was sent`,
    fault: {expected: 'other identifiers than those before Offset Items', received: identifier},
    rule: 'offset-items',
    consequence: 'hang',
    reaction: 'hangs: it asks again for ever',
  }
}
