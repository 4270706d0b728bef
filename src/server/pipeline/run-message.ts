import type {RequestBatchItem, ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import type {RequestMessage} from '../../kmip/message/message.ts'
import type {Version} from '../../kmip/spec/version.ts'
import {createAuthorityAccess} from '../certification/authority-access.ts'
import {createContext, type OperationContext} from '../context.ts'
import type {EndpointRoles} from '../endpoint-roles.ts'
import type {Handlers} from '../handler.ts'
import type {Identity} from '../identity/identity.ts'
import {createJobAccess} from '../jobs/job-access.ts'
import {WriteNeeded} from '../objects/escalation.ts'
import {createObjectAccess, type Access, type Owner} from '../objects/object-access.ts'
import {OutsideResults, OutsideWork, type Outside} from '../objects/outside-work.ts'
import {createProvisioning} from '../provisioning/provisioning.ts'
import {objectsWithin} from '../tickets/objects-within.ts'
import {TicketGuard} from '../tickets/ticket-guard.ts'
import {admissionBy} from '../rules/constraint-check.ts'
import {createScopeRules} from '../rules/scope-rules.ts'
import {UseRefused} from '../use-refused.ts'
import {BatchUndone, runBatch} from './batch.ts'
import type {Engine} from './engine.ts'
import type {ItemFault} from './read-request.ts'
import {toFailure} from './result.ts'

/** A message whose sender is known. */
export interface Work {
  readonly identity: Identity
  /** Whose new objects become, where that is not the identity. */
  readonly owner?: Owner | undefined
  readonly message: RequestMessage
  /** Of items that could not be read. */
  readonly faults?: ReadonlyMap<RequestBatchItem, ItemFault>
  readonly version: Version
  readonly now: Date
  /** Of the connection, where its ends can change their roles. */
  readonly endpoints?: EndpointRoles | undefined
}

/** Gives the pending answer to an item that is answered later. */
export type Defer = (item: RequestBatchItem) => ResponseBatchItem | undefined

/** What goes on around the items. */
export interface Around {
  /** Bytes that the items of the answer may take together; undefined without a limit. */
  readonly sizeLeft: number | undefined
  /** An item that means several objects is refused. */
  readonly oneAnswerEach?: boolean
  /** It writes in any case. */
  readonly writes?: boolean
  /** Before the first item, in its transaction. */
  readonly before?: (access: Access) => Promise<Defer | undefined>
  /** After the last item, in its transaction; not when all is undone. */
  readonly after?: (access: Access, items: readonly ResponseBatchItem[]) => Promise<void>
}

/** Runs the items of a message in one transaction; what handlers want done outside of it is done in between. */
export async function runMessage(engine: Engine, work: Work, around: Around): Promise<readonly ResponseBatchItem[]> {
  const results = new OutsideResults()
  for (;;) {
    try {
      return await runInTransaction(engine, work, around, results)
    } catch (error) {
      if (!(error instanceof OutsideWork)) throw error
      await error.perform()
    }
  }
}

/** Tries the message as a read; begins it anew as a transaction when it turns out to write. */
async function runInTransaction(
  engine: Engine,
  work: Work,
  around: Around,
  results: OutsideResults,
): Promise<readonly ResponseBatchItem[]> {
  const {message, identity, now} = work
  const {scopeId} = identity
  const run = (access: Access) => runItems(engine, work, around, {access, outside: results.beginRun()})
  try {
    if (around.writes !== true && !alwaysWrites(message, engine.handlers)) {
      try {
        const uses: string[] = []
        const items = await engine.store.read((reader) => run({reader, writer: undefined, uses}))
        engine.uses.note(scopeId, uses, now)
        return items
      } catch (error) {
        if (!(error instanceof WriteNeeded)) throw error
      }
    }
    const {items, events, uses} = await engine.store.transaction(async (writer) => {
      const recorder = engine.announcements.recorderFor(scopeId)
      const used: string[] = []
      const answers = await run({reader: writer, writer, recorder, uses: used})
      return {items: answers, events: recorder?.events ?? [], uses: used}
    })
    engine.announcements.publish(scopeId, events)
    engine.uses.note(scopeId, uses, now)
    return items
  } catch (error) {
    if (error instanceof BatchUndone) return error.items
    throw error
  }
}

interface Means {
  readonly access: Access
  readonly outside: Outside
}

async function runItems(
  engine: Engine,
  work: Work,
  around: Around,
  means: Means,
): Promise<readonly ResponseBatchItem[]> {
  const {message, version} = work
  const {access} = means
  const context = contextFor(engine, work, means)
  const defer = await around.before?.(access)
  const items = await runBatch(message, {
    handlers: engine.handlers,
    version,
    context,
    faults: work.faults,
    sizeLeft: sizeLeftFor(engine, message, around),
    mostAnswers: around.oneAnswerEach === true ? undefined : engine.batchLimit,
    defer,
    isolate: message.batchItems?.length === 1 ? (run) => run() : (run) => isolated(access, context, run),
    toFailure: (error, operation) => toFailure(error, version, engine.reportInternalError, operation),
  })
  await around.after?.(access, items)
  return items
}

const usualBatchAnswer = 64 * 1024 * 1024

/** A single item has no limit of its own, and is not measured for it. */
function sizeLeftFor(
  {largestBatchAnswer = usualBatchAnswer}: Engine,
  {batchItems = []}: RequestMessage,
  {sizeLeft}: Around,
): number | undefined {
  return batchItems.length > 1 ? Math.min(sizeLeft ?? largestBatchAnswer, largestBatchAnswer) : sizeLeft
}

/** A failed item must leave no trace, the ID Placeholder included. */
async function isolated<T>(
  {writer, recorder, uses}: Access,
  context: OperationContext,
  run: () => Promise<T>,
): Promise<T> {
  const {placeholder} = context
  const noted = recorder?.position ?? 0
  const used = uses?.length ?? 0
  try {
    return await (writer === undefined ? run() : writer.savepoint(run))
  } catch (error) {
    context.placeholder = error instanceof UseRefused ? undefined : placeholder
    recorder?.rollBackTo(noted)
    uses?.splice(used)
    throw error
  }
}

function contextFor(
  engine: Engine,
  {identity, owner = identity, now, version, endpoints}: Work,
  {access, outside}: Means,
): OperationContext {
  const {entropy, facts, policy, jobs: bell} = engine
  const rules = createScopeRules(access, identity.scopeId)
  const all = createObjectAccess(access, owner, now, admissionBy(rules))
  const ticket = identity.ticket && new TicketGuard(identity.ticket, all)
  const objects = ticket === undefined ? all : objectsWithin(ticket, all)
  const jobs = createJobAccess({reader: access.reader, writer: access.writer, bell}, identity, now)
  const authorities = createAuthorityAccess(access, identity.scopeId)
  const credential = createProvisioning(access, {identity, provisioner: engine.provisioner, now})
  const attempt = <T>(run: () => Promise<T>): Promise<T> => isolated(access, context, run)
  const context: OperationContext = createContext({
    identity,
    now,
    entropy,
    facts,
    policy,
    version,
    objects,
    jobs,
    authorities,
    credential,
    rules,
    outside,
    attempt,
    ticket,
    endpoints,
  })
  return context
}

function alwaysWrites(message: RequestMessage, handlers: Handlers): boolean {
  return (message.batchItems ?? []).some(
    ({operation}) => typeof operation === 'string' && handlers[operation]?.writes === true,
  )
}
