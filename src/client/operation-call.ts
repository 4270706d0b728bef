import type {KmipctlError} from '../errors.ts'
import type {Operation, OperationName, RequestOf, ResponseOf} from '../kmip/schema/operation.ts'

/** One operation of a batch with its request. */
export interface OperationCall<Op extends Operation = Operation> {
  readonly operation: Op
  readonly request: RequestOf<Op>
}

/** Pairs an operation with its request, so that the compiler checks one against the other. */
export function operationCall<Op extends Operation>(operation: Op, request: RequestOf<Op>): OperationCall<Op> {
  return {operation, request}
}

/** What became of one item of a batch. */
export type BatchResult<Op extends Operation = Operation> =
  | {
      readonly ok: true
      readonly operation: OperationName
      readonly response: ResponseOf<Op>
      /** Of the further objects that a reference to results of the batch meant. KMIP 2.1 section 11.58. */
      readonly more?: readonly ResponseOf<Op>[]
    }
  | {readonly ok: false; readonly operation: OperationName; readonly error: KmipctlError}

/** The results of a batch, each of the type that its operation declares. */
export type BatchResults<Calls extends readonly OperationCall[]> = {
  -readonly [Index in keyof Calls]: Calls[Index] extends OperationCall<infer Op> ? BatchResult<Op> : never
}
