import {UsageError} from '../errors.ts'
import type {OperationName} from '../kmip/schema/operation.ts'
import {grantableOperations, operationFlagName, parseOperationName} from './operation-name.ts'

/** What a role allows. */
export type Grant =
  | {readonly kind: 'all'}
  | {readonly kind: 'none'}
  | {readonly kind: 'some'; readonly operations: readonly OperationName[]}

/** Operations to add to and to take from what a role allows already. */
export interface GrantChange {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/**
 * Reads the words of one write: operations, or `all` or `none` alone (with Vault's prefix `operation_` too).
 *
 * @throws UsageError for an unknown operation, no word at all, and `all` or `none` together with anything else
 */
export function parseGrant(words: readonly string[]): Grant {
  if (words.length === 0) throw new UsageError('A role needs at least one operation, or all, or none')
  const kinds = new Set(words.map(pseudoOperation))
  if (kinds.size > 1) {
    throw new UsageError('The words all and none cannot stand together with operations or with each other', {
      hint: 'Name the operations one by one, or give all or none alone',
    })
  }
  const [kind] = kinds
  return kind === undefined ? {kind: 'some', operations: inOrder(words.map(parseOperationName))} : {kind}
}

function pseudoOperation(word: string): 'all' | 'none' | undefined {
  const match = /^(?:operation[_-])?(?<kind>all|none)$/i.exec(word)?.groups?.kind?.toLowerCase()
  return match === 'all' || match === 'none' ? match : undefined
}

/**
 * The grant after single operations were added and removed; what is left empty becomes `none`.
 *
 * @throws UsageError when the grant is `all`, which is no list, or a word is unknown or on both sides
 */
export function changeGrant(grant: Grant, {add, remove}: GrantChange): Grant {
  if (grant.kind === 'all') {
    throw new UsageError('The role allows all operations, so that none can be added or removed', {
      hint: 'Give the operations it shall allow from now on instead',
    })
  }
  const added = add.map(parseOperationName)
  const removed = new Set(remove.map(parseOperationName))
  const both = added.find((name) => removed.has(name))
  if (both !== undefined) {
    throw new UsageError(`The operation ${operationFlagName(both)} is to be both added and removed`)
  }
  const before = grant.kind === 'some' ? grant.operations : []
  const operations = inOrder([...before, ...added]).filter((name) => !removed.has(name))
  return operations.length === 0 ? {kind: 'none'} : {kind: 'some', operations}
}

/** KMIP's order, each once. */
function inOrder(operations: readonly OperationName[]): readonly OperationName[] {
  const wanted = new Set(operations)
  return grantableOperations().filter((name) => wanted.has(name))
}

/** `all operations`, `no operations` or the list, for tables and sentences. */
export function describeGrant(grant: Grant): string {
  if (grant.kind === 'some') return grant.operations.map(operationFlagName).join(', ')
  return grant.kind === 'all' ? 'all operations' : 'no operations'
}
