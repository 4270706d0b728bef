import {KmipError} from '../../kmip/error.ts'
import {DelegatedLogin} from '../../kmip/operations/delegated-login.ts'
import type {OperationName, RequestOf} from '../../kmip/schema/operation.ts'
import {Operation} from '../../kmip/spec/enumerations.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import {describeIdentity} from '../identity/identity.ts'
import {limitOf, newTicket} from '../tickets/new-ticket.ts'
import type {TicketRight} from '../tickets/ticket-state.ts'

/** Rights of one ticket, and names in each of them, at most. */
const mostRights = 100
const mostNames = 1000

type Right = NonNullable<RequestOf<typeof DelegatedLogin>['rights']['right']>[number]

/**
 * KMIP 2.1 section 6.1.12: the ticket lets any role of the scope do what one of its rights allows and the sender's role
 * may do at that time.
 */
export const delegatedLogin = handler(
  DelegatedLogin,
  async (context, {rights: {right = []}, ...wish}) => {
    if (right.length === 0) throw new KmipError('InvalidField', 'A delegated login gives at least one right')
    if (right.length > mostRights) {
      throw new KmipError('InvalidField', `A delegated login gives at most ${mostRights} rights`)
    }
    return {
      ticket: await newTicket(
        context,
        wish,
        right.map((one) => rightOf(context, one)),
      ),
    }
  },
  {writes: true},
)

function rightOf(context: OperationContext, {operations, objects, objectGroups, usageLimits}: Right): TicketRight {
  const {operation, uniqueIdentifier, objectGroup} = {...operations, ...objects, ...objectGroups}
  for (const names of [operation, uniqueIdentifier, objectGroup]) {
    if ((names?.length ?? 0) > mostNames) {
      throw new KmipError('InvalidField', `A right names at most ${mostNames} operations, objects or groups`)
    }
  }
  return {
    operations: operations && (operation ?? []).map((name) => granted(context, name)),
    objects: objects && (uniqueIdentifier ?? []).map((reference) => context.resolve(reference)),
    groups: objectGroups && (objectGroup ?? []),
    limit: limitOf(usageLimits),
  }
}

/** Nobody can give what it has not got. */
function granted({identity}: OperationContext, operation: OperationName | number): OperationName {
  if (typeof operation === 'number') {
    throw new KmipError('InvalidField', `There is no operation 0x${operation.toString(16)} to give a right to`)
  }
  if (identity.allows(operation)) return operation
  const name = Operation.specName(operation) ?? operation
  throw new KmipError('PermissionDenied', `Operation ${name} is not granted to ${describeIdentity(identity)}`)
}
