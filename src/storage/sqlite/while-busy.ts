import {setTimeout as delay} from 'node:timers/promises'
import {StorageError} from '../../errors.ts'
import {isBusy} from './sqlite-error.ts'

/** Milliseconds between attempts; the last is repeated. */
const pauses = [1, 2, 4, 8, 15, 25] as const

/**
 * Repeats `attempt` while another process holds the lock. It waits by timers, so that the process goes on serving;
 * after `patience` milliseconds the last failure is thrown.
 */
export async function whileBusy<T>(attempt: () => T, patience: number): Promise<T> {
  const deadline = performance.now() + patience
  for (let round = 0; ; round++) {
    try {
      return attempt()
    } catch (error) {
      const cause = error instanceof StorageError ? error.cause : error
      if (!isBusy(cause) || performance.now() >= deadline) throw error
      await delay(pauses[Math.min(round, pauses.length - 1)])
    }
  }
}
