import type {OperationName} from '../kmip/schema/operation.ts'
import type {AdministrationReader, RoleRecord} from '../storage/store.ts'

/** What gives out the value of an object of the scope. */
const reading: readonly OperationName[] = ['Get', 'Export', 'PKCS_11']

/**
 * A role of the same scope whose clients could read a key that is kept there for a client of this one, and with it do
 * what they may not do themselves; undefined when there is none.
 */
export async function roleThatWouldGain(
  administration: AdministrationReader,
  role: RoleRecord,
): Promise<RoleRecord | undefined> {
  const roles = await administration.roles(role.scopeId)
  return roles.find(
    (other) => other.id !== role.id && reading.some((operation) => allows(other, operation)) && !covers(other, role),
  )
}

function allows({grant, operations}: RoleRecord, operation: string): boolean {
  return grant === 'all' || (grant === 'some' && operations.includes(operation))
}

function covers(one: RoleRecord, other: RoleRecord): boolean {
  if (other.grant === 'all') return one.grant === 'all'
  return other.grant === 'none' || other.operations.every((operation) => allows(one, operation))
}
