import type {Fields, FieldValues} from '../../kmip/schema/structure.ts'
import type {OperationName} from '../../kmip/schema/operation.ts'
import type {OperationContext} from '../context.ts'
import type {Handler} from '../handler.ts'
import {mayDo} from '../tickets/may-do.ts'
import {Refusal} from './refusal.ts'

/** Fails with CKR_FUNCTION_REJECTED when the role of the client does not have the operation. */
export function checkRole(context: OperationContext, operation: OperationName): void {
  if (!mayDo(context, operation)) throw new Refusal('FUNCTION_REJECTED')
}

/** Does what the operation does, as if the client had asked for it: with the permissions of its role. */
export async function perform<Req extends Fields, Res extends Fields>(
  context: OperationContext,
  {operation, run}: Handler<Req, Res>,
  request: FieldValues<Req>,
): Promise<FieldValues<Res>> {
  checkRole(context, operation.name)
  return run(context, request)
}
