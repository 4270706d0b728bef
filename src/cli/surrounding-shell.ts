import {AsyncLocalStorage} from 'node:async_hooks'
import type {LentClient} from './client/held-client.ts'
import type {OpenClientOptions} from './client/open-client.ts'
import type {ConnectionFlags} from '../config/connection-settings.ts'
import type {Envelope} from './envelope.ts'

/** What the commands of a shell have in common; a command that was started by itself has none of it. */
export interface SurroundingShell {
  /** A client that stays open for the commands that follow. */
  readonly borrow: (flags: ConnectionFlags, options: OpenClientOptions) => Promise<LentClient>
  /** Aborted by Ctrl-C, which ends the command and not the shell. */
  readonly signal: AbortSignal
  /** Takes the answer of `--json` instead of standard output. */
  readonly onEnvelope?: ((envelope: Envelope<object>) => void) | undefined
}

const surroundings = new AsyncLocalStorage<SurroundingShell>()

/** The shell that runs the command that asks, if one does. */
export function surroundingShell(): SurroundingShell | undefined {
  return surroundings.getStore()
}

/** Runs a command in a shell. */
export function runInShell<T>(shell: SurroundingShell, work: () => Promise<T>): Promise<T> {
  return surroundings.run(shell, work)
}
