import {type OperationCall, operationCall} from '../../client/operation-call.ts'
import type {Version} from '../../kmip/spec/version.ts'
import {checkExpressible} from './expressible.ts'
import type {OperationPlan} from './operation-plan.ts'

/** One request of a plan, before the version is known. */
export interface PlannedCall extends OperationCall {
  /** Absent for requests that follow from another one. */
  readonly plan?: OperationPlan
}

export function plannedCalls(plan: OperationPlan): PlannedCall[] {
  const {operation, requests} = plan
  return requests.map((request) => ({operation, request, plan}))
}

/** The request as the version has it. @throws UsageError when the version lacks something of it */
export function callIn(version: Version, {operation, request, plan}: PlannedCall): OperationCall {
  const fitting = plan?.inVersion?.(request, version) ?? request
  checkExpressible(operation, fitting, version)
  return operationCall(operation, fitting)
}
