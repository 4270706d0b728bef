import type {Operation} from '../../kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../kmip/schema/structure.ts'
import type {Version} from '../../kmip/spec/version.ts'
import type {OutFlagValues} from './bytes-output.ts'
import type {OperationFlagValues} from './operation-flags.ts'

/** What a command asks of a server, all of it known before anything is sent. */
export interface OperationPlan<Req extends Fields = Fields, Res extends Fields = Fields> extends PlanDetails<Req, Res> {
  readonly operation: Operation<Req, Res>
  /** One, or one for each identifier on standard input. */
  readonly requests: readonly FieldValues<Req>[]
  /** The answers are a list, also when it has one element. */
  readonly isList: boolean
}

export interface PlanDetails<Req extends Fields = Fields, Res extends Fields = Fields> {
  /** As they hold: with what the command adds to those that were given. */
  readonly flags: OperationFlagValues & Partial<OutFlagValues>
  /** Asked before anything is sent, since it cannot be taken back. */
  readonly question?: Question | undefined
  /** Members of the response: what they name is activated afterwards, by requests of their own. */
  readonly activates?: readonly (keyof Res & string)[] | undefined
  readonly bytes?: AnsweredBytes<Res> | undefined
  /** The request as a version has it, where that is more than leaving members out. */
  inVersion?(request: FieldValues<Req>, version: Version): FieldValues<Req>
  /** Said to the user after the answer; empty for nothing. */
  remark?(response: FieldValues<Res>): string
  /** Why the check failed that the operation made; undefined when it did not. */
  complaint?(response: FieldValues<Res>): string | undefined
}

/** To be answered with yes, by `--yes` or on a terminal. */
export interface Question {
  readonly message: string
  readonly yes: boolean
}

/** Bytes of an answer that people want to have by themselves. */
export interface AnsweredBytes<Res extends Fields = Fields> {
  /** What `--out` gets. @throws UsageError when the answer has none */
  of(response: FieldValues<Res>): Uint8Array | Promise<Uint8Array>
  /** True when the bytes are a text that is shown in place of the payload where nothing writes them. */
  isShown?(response: FieldValues<Res>, reveal: boolean): boolean
  /** The form of the bytes, where it was chosen: `pem`. */
  readonly form?: string | undefined
  /** What the bytes are, where they are hidden unless `--reveal` is given: `Key material`. */
  readonly secret?: string
}

/** Checks the request against the operation. */
export function planOperation<Req extends Fields, Res extends Fields>({
  request,
  ...rest
}: PlanDetails<Req, Res> & {
  readonly operation: Operation<Req, Res>
  readonly request: FieldValues<Req>
}): OperationPlan<Req, Res> {
  return {...rest, requests: [request], isList: false}
}
