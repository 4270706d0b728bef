import type {KmipClient} from '../../../client/kmip-client.ts'
import type {Script} from '../model.ts'
import type {Surroundings} from '../variables/generated.ts'

/** What steps need of a client. */
export type ScriptClient = Pick<KmipClient, 'ask' | 'call' | 'sendBytes' | 'version'>

/** What running scripts needs of whoever runs them. */
export interface ScriptHost {
  /**
   * The client for what a step says with `as`; that of the command line when it says nothing. It speaks the version of
   * the script where nobody chose another one, and is opened once.
   */
  readonly client: (as: string | undefined, script: Script) => Promise<ScriptClient>
  /** Reads a file. Rejects with UsageError. */
  readonly readFile: (path: string) => Promise<Uint8Array>
  readonly surroundings: Surroundings
  /** Resolves after so many milliseconds; rejects when the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number
  /** Shows secrets in messages. */
  readonly reveal: boolean
  /** Ends steps, but not those that clean up. */
  readonly signal: AbortSignal | undefined
}
