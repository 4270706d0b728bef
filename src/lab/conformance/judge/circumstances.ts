import type {Bindings} from '../conversation/bindings.ts'
import type {Ledger} from '../conversation/ledger.ts'
import type {ObjectRecord} from '../conversation/object-record.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'

/** What the judgement of a batch item depends on besides the item. */
export interface Circumstances {
  readonly bindings: Bindings
  readonly ledger: Ledger
  /** Of KMIP, `1.4`. */
  readonly version: string
  readonly operation: string
  /** Payload of the request as it was sent. */
  readonly request: TtlvNode | undefined
  /** Payload of the response that is expected and of the one that came. */
  readonly expected: TtlvNode | undefined
  readonly received: TtlvNode | undefined
  /** What is known of the object that the response is about. */
  readonly object: ObjectRecord | undefined
}
