import {type OperationCall, operationCall} from '../../client/operation-call.ts'
import {type HeaderOptions, requestMessage} from '../../client/request-message.ts'
import {Activate} from '../../kmip/operations/activate.ts'
import {tagTable} from '../../kmip/spec/tag-details.ts'
import type {Version} from '../../kmip/spec/version.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {connectionFlagSettings} from './connection-flags.ts'
import {checkExpressible} from './expressible.ts'
import {messageSettings} from './message-settings.ts'
import type {OperationPlan} from './operation-plan.ts'

/** The messages of a plan in the order in which they would be sent. */
export interface PlannedRequests {
  readonly version: Version
  readonly messages: readonly TtlvNode[]
  /** Sentences about what cannot be known before something is sent. */
  readonly notes: readonly string[]
}

/**
 * Makes the messages that carry a plan out, and opens no connection for it.
 *
 * @throws UsageError when the version lacks something of a request
 */
export async function plannedRequests(plan: OperationPlan): Promise<PlannedRequests> {
  const followers = (plan.activates ?? []).map(activation)
  const operations = [plan.operation, ...followers.map(({operation}) => operation)]
  const {version, isAssumed, header} = await messageSettings(connectionFlagSettings(plan.flags), operations)
  const calls = [...plan.requests.map((request) => ({operation: plan.operation, request})), ...followers]
  const sent: HeaderOptions = plan.flags.asynchronous ? {...header, asynchronousIndicator: 'Optional'} : header
  return {
    version,
    messages: calls.map(({operation, request}) => {
      const fitting = operation === plan.operation ? (plan.inVersion?.(request, version) ?? request) : request
      checkExpressible(operation, fitting, version)
      return requestMessage([{operation, request: fitting}], {version, header: sent, now: () => new Date()})
    }),
    notes: [
      ...(isAssumed ? [`The server is not asked for its version: this is KMIP ${version}`] : []),
      ...(followers.length === 0 ? [] : ['Values in angle brackets come from the answer to the first request']),
    ],
  }
}

function activation(member: string): OperationCall {
  return operationCall(Activate, {uniqueIdentifier: `<${specName(member)}>`})
}

/** Of the tag of a member: `uniqueIdentifier` is Unique Identifier. */
function specName(member: string): string {
  const tag = tagTable.entries.find(({name}) => name.toLowerCase() === member.toLowerCase())
  return tag?.specName ?? member
}
