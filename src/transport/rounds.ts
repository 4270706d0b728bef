import type {KmipctlError} from '../errors.ts'

/** A server that an errand failed on. */
export interface Failed<Server> {
  readonly server: Server
  readonly error: KmipctlError
}

/** Servers in the order in which they are tried, and all of them again in each further round. */
export interface Rounds<Server> {
  readonly servers: readonly Server[]
  /** Rounds after the first one; there is no pause between them. */
  readonly retries: number
  /** Whether the next server is tried after this failure; any other failure is the last word. */
  readonly leadsOn: (error: unknown) => error is KmipctlError
  readonly onFailure?: ((failed: Failed<Server>, isLast: boolean) => void) | undefined
  /** Told before every further round. */
  readonly onRound?: ((roundsLeft: number) => void) | undefined
}

/** What an errand brought, or why it failed on each server of the last round. */
export type RoundsOutcome<Server, T> =
  | {readonly ok: true; readonly value: T}
  | {readonly ok: false; readonly failed: readonly Failed<Server>[]}

/** Has an errand done by the first server that can do it. Rejects with a failure that does not lead on. */
export async function inRounds<Server, T>(
  {servers, retries, leadsOn, onFailure, onRound}: Rounds<Server>,
  errand: (server: Server) => Promise<T>,
): Promise<RoundsOutcome<Server, T>> {
  let failed: Failed<Server>[] = []
  for (let left = retries; left >= 0; left--) {
    failed = []
    for (const server of servers) {
      try {
        return {ok: true, value: await errand(server)}
      } catch (error) {
        if (!leadsOn(error)) throw error
        failed.push({server, error})
        onFailure?.({server, error}, left === 0 && failed.length === servers.length)
      }
    }
    if (left > 0) onRound?.(left)
  }
  return {ok: false, failed}
}
