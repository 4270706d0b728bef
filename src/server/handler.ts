import type {Fields, FieldValues} from '../kmip/schema/structure.ts'
import type {Operation, OperationName} from '../kmip/schema/operation.ts'
import type {ResponseBatchItem} from '../kmip/message/batch-item.ts'
import type {OperationContext} from './context.ts'

/** What the pipeline knows of a handler, whatever its payloads. */
export interface Handler<Req extends Fields, Res extends Fields> {
  readonly operation: Operation<Req, Res>
  /** It always writes, so there is no sense in trying it as a read first. */
  readonly writes: boolean
  readonly run: (context: OperationContext, request: FieldValues<Req>) => Promise<FieldValues<Res>>
  /** Gives the whole batch item of the answer instead of a payload. */
  readonly answer?: ((context: OperationContext, request: FieldValues<Req>) => Promise<ResponseBatchItem>) | undefined
}

/** A handler of any operation: payload types meet only inside, between its operation and its function. */
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyHandler = Handler<any, any>

/** One per operation, by name. */
export type Handlers = Readonly<Partial<Record<OperationName, AnyHandler>>>

export interface HandlerOptions {
  readonly writes?: boolean
}

/** The behaviour of an operation: free of sockets, encodings, versions and clocks; all of that comes in the context. */
export function handler<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  run: (context: OperationContext, request: FieldValues<Req>) => Promise<FieldValues<Res>>,
  options: HandlerOptions = {},
): Handler<Req, Res> {
  return {operation, writes: options.writes ?? false, run}
}

/** An operation whose answer may be another operation's, or none yet: Poll. */
export function itemHandler<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  answer: (context: OperationContext, request: FieldValues<Req>) => Promise<ResponseBatchItem>,
): Handler<Req, Res> {
  const run = () => Promise.reject(new TypeError(`${operation.name} answers with a whole batch item`))
  return {operation, writes: false, run, answer}
}
