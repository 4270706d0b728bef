import {Tag} from '../../../kmip/spec/tags.ts'
import {childrenOf} from '../../conformance/conversation/payload.ts'
import {eachItem} from './parts.ts'
import {rule} from './rule.ts'

/** Re-Provision, the last operation of KMIP 2.0. */
const lastOperation = 0x35
/** Certificate Request, the last type of KMIP 2.1. */
const lastObjectType = 0x0a

export const knownQueryValues = rule(
  'query-values',
  'Query lists operations and object types that KMIP 2.0 or older defines',
  (exchange) =>
    eachItem(exchange, 'Query', ({payload}) => {
      const unknown = childrenOf(payload).find(
        ({tag, value}) =>
          (tag === Tag.Operation && !(Number(value) <= lastOperation)) ||
          (tag === Tag.ObjectType && !(Number(value) <= lastObjectType)),
      )
      return unknown === undefined
        ? undefined
        : {
            expected: `${unknown.tag === Tag.Operation ? 'an operation' : 'an object type'} of KMIP 2.0 or older`,
            received: `0x${Number(unknown.value).toString(16)}`,
          }
    }),
)
