import type {TtlvNode} from '../../../ttlv/node.ts'
import type {Values} from '../draft/values.ts'
import type {Fault} from '../rules/rule.ts'

/** The answer to one item of a message, which was a success. */
export interface Answered {
  /** Empty structures and missing ones look the same. */
  readonly payload: TtlvNode | undefined
  readonly values: Values
}

/** One thing that a product demands of the answer to one of its requests. */
export interface Demand {
  /** A sentence without its full stop. */
  readonly text: string
  /** Undefined where the answer is what the product needs. */
  readonly check: (answered: Answered) => Fault | undefined
}
