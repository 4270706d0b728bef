import {Tag} from '../../../kmip/spec/tags.ts'
import {childrenOf} from '../../conformance/conversation/payload.ts'
import {eachItem} from './parts.ts'
import {type Consequence, type Exchange, type Fault, rule} from './rule.ts'

function located(exchange: Exchange): Fault | undefined {
  return eachItem(exchange, 'Locate', ({payload}) => {
    const place = childrenOf(payload).findIndex(({tag}) => tag === Tag.LocatedItems)
    return place <= 0
      ? undefined
      : {expected: 'Located Items before the identifiers', received: `Located Items after ${place} of them`}
  })
}

const text = 'Located Items, where there is one, is the first field'

export const locatedItemsFirst = rule('located-items-first', text, located)

/** It asks for ever. */
export const locatedItemsFirstOrHang = rule('located-items-first-or-hang', text, located, 'hang' satisfies Consequence)

export const atMost32Identifiers = rule(
  'at-most-32-identifiers',
  'an answer to Locate has at most 32 identifiers',
  (exchange) =>
    eachItem(exchange, 'Locate', ({payload}) => {
      const count = childrenOf(payload).filter(({tag}) => tag === Tag.UniqueIdentifier).length
      return count <= 32 ? undefined : {expected: 'at most 32 identifiers', received: `${count}`}
    }),
)
