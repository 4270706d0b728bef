import type {Fields} from '../../../kmip/schema/structure.ts'
import type {PlainMapping} from '../../../notation/plain.ts'
import {type OperationPlan, planOperation, type PlanDetails} from '../operation-plan.ts'
import type {DeclaredRequest} from './declared-request.ts'

/**
 * The plan of a command whose flags follow from the declaration of its operation. `given` are members that it took in a
 * way of its own.
 *
 * @throws UsageError naming the flag
 */
export async function planDeclared<Req extends Fields, Res extends Fields>(
  declared: DeclaredRequest<Req, Res>,
  {given, ...details}: PlanDetails<Req, Res> & {readonly given?: PlainMapping | undefined},
): Promise<OperationPlan<Req, Res>> {
  const {flags} = details
  return planOperation({...details, operation: declared.operation, request: await declared.read({...flags}, given)})
}
