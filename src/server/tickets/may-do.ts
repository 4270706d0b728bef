import type {OperationName} from '../../kmip/schema/operation.ts'
import type {OperationContext} from '../context.ts'

/**
 * Whether the item that runs may do what another operation does: its role has that operation, and one right of the ticket
 * gives both, so that rights to different objects do not add up.
 */
export function mayDo({identity, ticket}: OperationContext, operation: OperationName): boolean {
  return identity.allows(operation) && (ticket?.alsoDoes(operation) ?? true)
}
