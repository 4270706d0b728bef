/** What `--json` prints, on success and on failure alike. Scripts rely on every name here; absent values are null. */
export type Envelope<Result> = SuccessEnvelope<Result> | FailureEnvelope<Result>

/** What every envelope tells besides its outcome. */
export interface EnvelopeBase {
  /** The command in words: `scope create`. */
  readonly command: string
  /** Only with `--print-command`. */
  readonly commandLine?: string
  readonly timing: Timing
  /** Null for commands that talk to no server. */
  readonly connection: object | null
}

export interface SuccessEnvelope<Result> extends EnvelopeBase {
  readonly ok: true
  readonly result: Result
}

export interface FailureEnvelope<Result> extends EnvelopeBase {
  readonly ok: false
  readonly error: FailureBody
  /** Only where the command got far enough, such as the report of a failed check. */
  readonly result?: Result
}

export interface FailureBody {
  /** Stable: `USAGE`, `NOT_FOUND`, `TRANSPORT_CONNECT` and so on. */
  readonly code: string
  /** Result Reason of a refused operation. */
  readonly reason: string | null
  readonly message: string
  readonly hint: string | null
  /** Where malformed data is wrong: names of the enclosing structures, outermost first. */
  readonly path: readonly string[] | null
  /** Byte offset in malformed data. */
  readonly offset: number | null
}

export interface Timing {
  /** ISO 8601. */
  readonly startedAt: string
  readonly durationMs: number
}

/** One JSON document; what is undefined becomes null, so that the names are always there. */
export function envelopeText(envelope: Envelope<object>): string {
  return JSON.stringify(envelope, (_, value: unknown) => (value === undefined ? null : value), 2)
}
