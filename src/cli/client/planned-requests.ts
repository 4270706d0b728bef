import {requestMessage, type HeaderOptions} from '../../client/request-message.ts'
import {Activate} from '../../kmip/operations/activate.ts'
import {tagTable} from '../../kmip/spec/tag-details.ts'
import type {Version} from '../../kmip/spec/version.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {batchHeader} from './batch/batch-header.ts'
import type {BatchItem} from './batch/compose-batch.ts'
import {connectionFlagSettings} from './connection-flags.ts'
import {messageSettings} from './message-settings.ts'
import type {OperationFlagValues} from './operation-flags.ts'
import type {OperationPlan} from './operation-plan.ts'
import {callIn, type PlannedCall, plannedCalls} from './planned-call.ts'

/** Messages in the order in which they would be sent. */
export interface PlannedRequests {
  readonly version: Version
  readonly messages: readonly TtlvNode[]
  /** Sentences about what cannot be known before something is sent. */
  readonly notes: readonly string[]
}

/**
 * Makes the messages that carry out a plan, or the one of a batch, and opens no connection for it.
 *
 * @throws UsageError when the version lacks something of a request
 */
export async function plannedRequests(
  planned: OperationPlan | readonly BatchItem[],
  flags: OperationFlagValues,
): Promise<PlannedRequests> {
  const groups = isPlan(planned) ? separateCalls(planned) : [planned.flatMap(({plan}) => plannedCalls(plan))]
  const operations = groups.flat().map(({operation}) => operation)
  const {version, isAssumed, header} = await messageSettings(connectionFlagSettings(flags), operations)
  const sent = {...header, ...ownHeader(planned, flags)}
  return {
    version,
    messages: groups.map((group) =>
      requestMessage(
        group.map((call) => callIn(version, call)),
        {version, header: sent, now: () => new Date()},
      ),
    ),
    notes: [
      ...(isAssumed ? [`The server is not asked for its version: this is KMIP ${version}`] : []),
      ...(isPlan(planned) && hasFollowers(planned)
        ? ['Values in angle brackets come from the answer to the first request']
        : []),
    ],
  }
}

function isPlan(planned: OperationPlan | readonly BatchItem[]): planned is OperationPlan {
  return 'requests' in planned
}

function hasFollowers({activates = []}: OperationPlan): boolean {
  return activates.length > 0
}

function ownHeader(planned: OperationPlan | readonly BatchItem[], flags: OperationFlagValues): HeaderOptions {
  if (!isPlan(planned)) return batchHeader(flags['on-error'])
  return flags.asynchronous ? {asynchronousIndicator: 'Optional'} : {}
}

/** Each in a message of its own. */
function separateCalls(plan: OperationPlan): PlannedCall[][] {
  const followers = (plan.activates ?? []).map((member) => ({
    operation: Activate,
    request: {uniqueIdentifier: `<${specName(member)}>`},
  }))
  return [...plannedCalls(plan), ...followers].map((call) => [call])
}

/** Of the tag of a member: `uniqueIdentifier` is Unique Identifier. */
function specName(member: string): string {
  const tag = tagTable.entries.find(({name}) => name.toLowerCase() === member.toLowerCase())
  return tag?.specName ?? member
}
