import type {OperationName} from '../../kmip/schema/operation.ts'
import {grantableOperations, operationFlagName} from '../operation-name.ts'
import {vaultOperationFlags} from '../vault-role.ts'

/** One batch item that a client sent, and what became of it. */
export interface ObservedItem {
  /** A name of KMIP, or what stands there in its place. */
  readonly operation: string
  /** Without an answer at hand it is taken for one that the client needs. */
  readonly outcome: 'done' | 'failed' | 'unknown'
  /** Of a failure: the Result Reason. */
  readonly reason?: string | undefined
}

/** An operation of which no attempt succeeded. */
export interface FailedOperation {
  readonly operation: OperationName
  readonly attempts: number
  /** Each once. */
  readonly reasons: readonly string[]
}

/** The least that a role has to allow for a conversation. */
export interface RoleSuggestion {
  /** In KMIP's order: what succeeded, or was asked without an answer being recorded. */
  readonly operations: readonly OperationName[]
  /** What never succeeded, which the role need not allow. */
  readonly failed: readonly FailedOperation[]
  /** What is no operation that a role could allow: unknown ones, and those of servers. */
  readonly notGrantable: readonly string[]
  /** Batch items that were looked at. */
  readonly items: number
  /** `--operation get --operation locate`. */
  readonly flags: string
  /** `operation_get=true operation_locate=true`. */
  readonly vaultFields: string
}

interface Tally {
  needed: boolean
  attempts: number
  readonly reasons: Set<string>
}

/** Collects what clients ask for. */
export class ObservedOperations {
  readonly #tallies = new Map<string, Tally>()
  #items = 0

  add({operation, outcome, reason}: ObservedItem): void {
    let tally = this.#tallies.get(operation)
    if (tally === undefined) this.#tallies.set(operation, (tally = {needed: false, attempts: 0, reasons: new Set()}))
    this.#items++
    tally.attempts++
    if (outcome !== 'failed') tally.needed = true
    else if (reason !== undefined) tally.reasons.add(reason)
  }

  suggestion(): RoleSuggestion {
    const grantable = grantableOperations()
    const known = new Set<string>(grantable)
    const operations = grantable.filter((name) => this.#tallies.get(name)?.needed === true)
    return {
      operations,
      failed: grantable.flatMap((operation) => {
        const tally = this.#tallies.get(operation)
        if (tally === undefined || tally.needed) return []
        return [{operation, attempts: tally.attempts, reasons: [...tally.reasons]}]
      }),
      notGrantable: [...this.#tallies.keys()].filter((name) => !known.has(name)),
      items: this.#items,
      flags: operations.map((name) => `--operation ${operationFlagName(name)}`).join(' '),
      vaultFields: operations.map((name) => `${vaultOperationFlags(name)[0]}=true`).join(' '),
    }
  }
}
