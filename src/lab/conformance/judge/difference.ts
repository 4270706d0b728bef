import type {TtlvNode} from '../../../ttlv/node.ts'

/** One place at which a message is not what the case expects. */
export interface Difference {
  /** Labels from the message down: `ResponseMessage`, `BatchItem[1]`, `ResultStatus`. */
  readonly path: readonly string[]
  /** The item of the case; undefined where nothing is expected there. */
  readonly expected: TtlvNode | undefined
  /** The expected item with the value that it stands for, where that is another one. */
  readonly meant?: TtlvNode | undefined
  /** Undefined where nothing came. */
  readonly received: TtlvNode | undefined
  readonly problem: Problem
  /** Words of the server that go with it: the Result Reason and Message of a refusal. */
  readonly remark?: string | undefined
}

/** What is wrong at the place. */
export type Problem = 'value' | 'type' | 'missing' | 'unexpected' | 'order' | 'refused' | 'unsupported' | 'inconsistent'
