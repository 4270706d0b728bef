import {binarySize} from '../../ttlv/binary-writer.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {KmipError} from '../../kmip/error.ts'
import type {ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import type {ResponseHeader} from '../../kmip/message/header.ts'
import {decodeRequest, encodeResponse, type RequestMessage} from '../../kmip/message/message.ts'
import {versionOf, protocolVersionOf, type Version} from '../../kmip/spec/version.ts'
import type {Store} from '../../storage/store.ts'
import type {Announcements} from '../announcements/announcements.ts'
import {createContext, type Entropy, type OperationContext, type ServerFacts, type ServerPolicy} from '../context.ts'
import type {Handlers} from '../handler.ts'
import type {Identity} from '../identity/identity.ts'
import {WriteNeeded} from '../objects/escalation.ts'
import {OutsideResults, OutsideWork, type Outside} from '../objects/outside-work.ts'
import {createObjectAccess, type Access} from '../objects/object-access.ts'
import {UseRefused} from '../use-refused.ts'
import {BatchUndone, failedItem, runBatch} from './batch.ts'
import {announcedNumbers, announcedVersion} from './announced-version.ts'
import {checkMessageCredential} from './message-credential.ts'
import {toFailure, type ReportInternalError} from './result.ts'

/** What messages are processed with; made once for a server. */
export interface Engine {
  readonly store: Store
  readonly handlers: Handlers
  readonly facts: ServerFacts
  readonly policy: ServerPolicy
  readonly entropy: Entropy
  readonly announcements: Announcements
  readonly clock: () => Date
  readonly reportInternalError: ReportInternalError
  /** Most items that one message may hold. */
  readonly batchLimit: number
}

/** Answers one request message, whatever is in it; throws nothing but defects. */
export async function processMessage(engine: Engine, identity: Identity, node: TtlvNode): Promise<TtlvNode> {
  const now = engine.clock()
  let version: Version | undefined
  try {
    // Before anything else is read: the header of another version may look different.
    version = supportedVersion(node, engine.facts.versions)
    const message = decodeRequest(node)
    checkHeader(message, engine.batchLimit)
    checkMessageCredential(engine.policy.messageCredential, message.header, identity)
    return await answerMessage(engine, {identity, message, version, now})
  } catch (error) {
    version ??= announcedVersion(node, engine.facts.versions)
    const failure = toFailure(error, version, engine.reportInternalError)
    return respond({version, now, items: [failedItem(undefined, failure)], correlation: undefined})
  }
}

/** An answer that consists of one failure and names no operation: for messages that cannot be taken apart. */
export function refuseMessage(engine: Engine, node: TtlvNode | undefined, error: KmipError): TtlvNode {
  const version = announcedVersion(node, engine.facts.versions)
  const failure = toFailure(error, version, engine.reportInternalError)
  return respond({version, now: engine.clock(), items: [failedItem(undefined, failure)], correlation: undefined})
}

function supportedVersion(node: TtlvNode, supported: readonly Version[]): Version {
  const announced = announcedNumbers(node)
  if (announced === undefined) return announcedVersion(node, supported)
  const version = versionOf(announced)
  if (version !== undefined && supported.includes(version)) return version
  throw new KmipError(
    'UnsupportedProtocolVersion',
    `Protocol version ${announced.major}.${announced.minor} is not supported, this server speaks ${supported.join(', ')}`,
  )
}

function checkHeader({header, batchItems = []}: RequestMessage, batchLimit: number): void {
  if (header.batchCount !== batchItems.length) {
    throw new KmipError(
      'InvalidMessage',
      `Batch Count is ${header.batchCount} but the message has ${batchItems.length} batch items`,
    )
  }
  if (batchItems.length === 0) throw new KmipError('InvalidMessage', 'The message has no batch item')
  if (batchItems.length > batchLimit) {
    throw new KmipError(
      'InvalidMessage',
      `The message has ${batchItems.length} batch items, more than the ${batchLimit} allowed`,
    )
  }
  if (header.asynchronousIndicator === 'Mandatory') {
    throw new KmipError('FeatureNotSupported', 'Asynchronous processing is not supported')
  }
}

interface Work {
  readonly identity: Identity
  readonly message: RequestMessage
  readonly version: Version
  readonly now: Date
}

async function answerMessage(engine: Engine, work: Work): Promise<TtlvNode> {
  const {message, version, now} = work
  const correlation = message.header.clientCorrelationValue === undefined ? undefined : engine.entropy.identifier()
  const limit = message.header.maximumResponseSize
  const sizeLeft = limit === undefined ? undefined : limit - binarySize(respond({version, now, items: [], correlation}))
  const items = await runWithOutsideWork(engine, work, (access, outside) => {
    const context = contextFor(engine, work, access, outside)
    return runBatch(message, {
      handlers: engine.handlers,
      version,
      context,
      sizeLeft,
      isolate: message.batchItems?.length === 1 ? (run) => run() : (run) => isolated(access, context, run),
      toFailure: (error, operation) => toFailure(error, version, engine.reportInternalError, operation),
    })
  })
  return respond({version, now, items, correlation})
}

/** A failed item must leave no trace, the ID Placeholder included. */
async function isolated<T>({writer, recorder}: Access, context: OperationContext, run: () => Promise<T>): Promise<T> {
  const {placeholder} = context
  const noted = recorder?.position ?? 0
  try {
    return await (writer === undefined ? run() : writer.savepoint(run))
  } catch (error) {
    context.placeholder = error instanceof UseRefused ? undefined : placeholder
    recorder?.rollBackTo(noted)
    throw error
  }
}

function contextFor(
  engine: Engine,
  {identity, now, version}: Work,
  access: Access,
  outside: Outside,
): OperationContext {
  const {entropy, facts, policy} = engine
  const objects = createObjectAccess(access, identity.scopeId, now)
  return createContext({identity, now, entropy, facts, policy, version, objects, outside})
}

type Run = (access: Access, outside: Outside) => Promise<ResponseBatchItem[]>

/** Runs the message until all that its handlers want done outside the transaction is at hand. */
async function runWithOutsideWork(engine: Engine, work: Work, run: Run): Promise<readonly ResponseBatchItem[]> {
  const results = new OutsideResults()
  for (;;) {
    try {
      return await runInTransaction(engine, work, (access) => run(access, results.beginRun()))
    } catch (error) {
      if (!(error instanceof OutsideWork)) throw error
      await error.perform()
    }
  }
}

/** Tries the message as a read; begins it anew as a transaction when it turns out to write. */
async function runInTransaction(
  engine: Engine,
  {message, identity}: Work,
  run: (access: Access) => Promise<ResponseBatchItem[]>,
): Promise<readonly ResponseBatchItem[]> {
  try {
    if (!alwaysWrites(message, engine.handlers)) {
      try {
        return await engine.store.read((reader) => run({reader, writer: undefined}))
      } catch (error) {
        if (!(error instanceof WriteNeeded)) throw error
      }
    }
    const {items, events} = await engine.store.transaction(async (writer) => {
      const recorder = engine.announcements.recorderFor(identity.scopeId)
      return {items: await run({reader: writer, writer, recorder}), events: recorder?.events ?? []}
    })
    engine.announcements.publish(identity.scopeId, events)
    return items
  } catch (error) {
    if (error instanceof BatchUndone) return error.items
    throw error
  }
}

function alwaysWrites(message: RequestMessage, handlers: Handlers): boolean {
  return (message.batchItems ?? []).some(
    ({operation}) => typeof operation === 'string' && handlers[operation]?.writes === true,
  )
}

interface Answer {
  readonly version: Version
  readonly now: Date
  readonly items: readonly ResponseBatchItem[]
  /** The Server Correlation Value, for clients that sent one of their own. KMIP 1.4 sections 6.18 and 6.19. */
  readonly correlation: string | undefined
}

function respond({version, now, items, correlation}: Answer): TtlvNode {
  const header: ResponseHeader = {
    protocolVersion: protocolVersionOf(version),
    timeStamp: now,
    ...(correlation === undefined ? {} : {serverCorrelationValue: correlation}),
    batchCount: items.length,
  }
  return encodeResponse({header, batchItems: items}, version)
}
