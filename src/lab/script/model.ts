import type {Operation} from '../../kmip/schema/operation.ts'
import type {Version} from '../../kmip/spec/version.ts'
import type {Plain} from '../../notation/plain.ts'
import type {Path} from './answer/path.ts'
import type {Place} from './place.ts'

/** A script that was read and checked. Values may still hold `${…}`, which running it fills in. */
export interface Script {
  /** As it was given: a path, or `standard input`. */
  readonly file: string
  /** Files that it names are looked for from here. */
  readonly folder: string
  readonly name: string
  readonly version: Version | 'auto' | undefined
  /** Null where the value must be given with `--set`. */
  readonly variables: Readonly<Record<string, Plain>>
  /** Settings of connections by the names that steps use. */
  readonly connections: Readonly<Record<string, ConnectionChoice>>
  readonly steps: readonly Step[]
  /** Run whatever became of the steps. */
  readonly cleanup: readonly Step[]
}

/** Settings of a connection, named as the flags are without their hyphens in front: `profile`, `server`, `key-password-file`. */
export type ConnectionChoice = Readonly<Record<string, string | boolean>>

/** What every kind of step may say. */
interface StepFrame {
  readonly place: Place
  /** Given by the author, or made of what the step does. */
  readonly label: string
  readonly skipIf: Plain | undefined
  readonly forEach: Loop | undefined
}

/** What steps that send something may say. */
interface SendingFrame extends StepFrame {
  /** Name of a connection of the script, or of a profile. */
  readonly as: string | undefined
  /** Milliseconds before it is sent. */
  readonly waitMs: number
  readonly repetition: Repetition | undefined
}

/** One message of one or several operations. */
export interface RequestStep extends SendingFrame {
  readonly kind: 'request'
  /** Goes before the script's. */
  readonly version: Version | undefined
  /** Fields of the Request Header by their names. */
  readonly header: Plain
  readonly items: readonly RequestItem[]
}

/** One operation with what is to be made of its answer. */
export interface RequestItem extends Outcome {
  readonly place: Place
  readonly label: string
  readonly operation: Operation
  /** The payload by the names of the specification. */
  readonly request: Plain
}

/** A message as it is. */
export interface RawStep extends SendingFrame, Outcome {
  readonly kind: 'raw'
  readonly message: RawMessage
}

/** Steps that share a loop or a condition. */
export interface GroupStep extends StepFrame {
  readonly kind: 'group'
  readonly steps: readonly Step[]
}

export type Step = RequestStep | RawStep | GroupStep

export type RawEncoding = 'xml' | 'json' | 'hex' | 'base64'

export interface RawMessage {
  readonly source: {readonly encoding: RawEncoding; readonly text: string} | {readonly file: string}
  /** Corrects version, batch count and lengths before it is sent. */
  readonly fix: boolean
}

/** What an answer must be, and what is kept of it. */
export interface Outcome {
  readonly expect: Expectation
  /** Variables and the one item that each takes its value from. */
  readonly capture: Readonly<Record<string, Path>>
  /** Lists to which the values are appended. */
  readonly collect: Readonly<Record<string, Path>>
}

export const statusWords = ['success', 'failed', 'pending', 'undone', 'skipped', 'closed', 'any'] as const

/**
 * What became of an operation: the first four are Result Status; `skipped` when the server did not come to it, `closed`
 * when it closed the connection without an answer, `any` for whatever.
 */
export type StatusWord = (typeof statusWords)[number]

/** What is asserted of an answer. */
export interface Expectation {
  readonly place: Place
  readonly status: StatusWord
  /** One of these Result Reasons, unless it is empty. */
  readonly reasons: readonly Plain[]
  /** A text that the Result Message contains, or a comparison. */
  readonly message: Plain | undefined
  /** Version of the answer. */
  readonly version: Plain | undefined
  /** Part of the response payload. */
  readonly response: Plain | undefined
  readonly exists: readonly Path[]
  readonly absent: readonly Path[]
  /** How often items are there: a number or a comparison. */
  readonly count: readonly {readonly path: Path; readonly wanted: Plain}[]
}

/** Sending again until the answer is as expected. */
export interface Repetition {
  /** Ends it; without one the step's own expectation does. */
  readonly until: Expectation | undefined
  readonly everyMs: number
  readonly withinMs: number
  /** At most so often; unlimited when undefined. */
  readonly times: number | undefined
}

/** Doing a step once for each value. */
export interface Loop {
  readonly place: Place
  readonly variable: string
  readonly source: LoopSource
}

export type LoopSource =
  | {readonly kind: 'values'; readonly values: Plain}
  /** CSV, JSON or YAML by the ending of its name. */
  | {readonly kind: 'file'; readonly path: string}
  | {readonly kind: 'range'; readonly from: Plain; readonly to: Plain}
