import {binarySize} from '../../ttlv/binary-writer.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {KmipError} from '../../kmip/error.ts'
import type {ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import type {ResponseHeader} from '../../kmip/message/header.ts'
import {encodeResponse, type RequestMessage} from '../../kmip/message/message.ts'
import {isBefore, versionOf, protocolVersionOf, type Version} from '../../kmip/spec/version.ts'
import {AttestationError} from '../authentication/attestation.ts'
import {type AnswerHeader, authenticate} from '../authentication/authenticate.ts'
import type {EndpointRoles} from '../endpoint-roles.ts'
import type {Identity} from '../identity/identity.ts'
import {beginDeferral, type Deferral, mayDefer} from '../jobs/deferral.ts'
import type {Engine} from './engine.ts'
import {failedItem} from './answer-item.ts'
import {announcedNumbers, announcedVersion} from './announced-version.ts'
import {readRequest} from './read-request.ts'
import {runMessage, type Work} from './run-message.ts'
import {toFailure} from './result.ts'

/** Answers one request message, whatever is in it; throws nothing but defects. */
export async function processMessage(
  engine: Engine,
  identity: Identity,
  node: TtlvNode,
  endpoints?: EndpointRoles,
): Promise<TtlvNode> {
  const now = engine.clock()
  let version: Version | undefined
  try {
    // Before anything else is read: the header of another version may look different.
    version = supportedVersion(node, engine.facts.versions)
    const {message, faults} = readRequest(node)
    checkHeader(message, engine.batchLimit)
    endpoints?.checkRequest(message)
    const work = {identity, message, faults, version, now, endpoints}
    const {actor, answerHeader} = await authenticate(engine, work)
    return await answerMessage(engine, {...work, identity: actor}, answerHeader)
  } catch (error) {
    version ??= announcedVersion(node, engine.facts.versions)
    const failure = toFailure(error, version, engine.reportInternalError)
    const answerHeader = error instanceof AttestationError ? error.challenge : undefined
    return respond({version, now, items: [failedItem(undefined, failure)], answerHeader})
  }
}

/** An answer that consists of one failure and names no operation: for messages that cannot be taken apart. */
export function refuseMessage(engine: Engine, node: TtlvNode | undefined, error: KmipError): TtlvNode {
  const version = announcedVersion(node, engine.facts.versions)
  const failure = toFailure(error, version, engine.reportInternalError)
  return respond({version, now: engine.clock(), items: [failedItem(undefined, failure)]})
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
}

async function answerMessage(engine: Engine, work: Work, answerHeader: AnswerHeader): Promise<TtlvNode> {
  const {message, version, now} = work
  const correlation = namesExchange(message, version) ? engine.entropy.identifier() : undefined
  const limit = message.header.maximumResponseSize
  const empty = {version, now, items: [], correlation, answerHeader}
  const sizeLeft = limit === undefined ? undefined : limit - binarySize(respond(empty))
  const items = await (mayDefer(message) ? runDeferring(engine, work, sizeLeft) : runMessage(engine, work, {sizeLeft}))
  work.endpoints?.granted(items)
  return respond({...empty, items})
}

/**
 * Whether the server gives the exchange a name. In 1.4 to clients that name it too, since others need not know the item;
 * since 2.0 to those that have no name of their own for it. KMIP 1.4 section 6.19, 2.1 section 9.10.
 */
function namesExchange({header}: RequestMessage, version: Version): boolean {
  const isNamed = header.clientCorrelationValue !== undefined
  return isBefore(version, '2.0') ? isNamed : !isNamed
}

/** Runs what is answered at once, and stores the rest to be run later. */
async function runDeferring(
  engine: Engine,
  work: Work,
  sizeLeft: number | undefined,
): Promise<readonly ResponseBatchItem[]> {
  let deferral: Deferral | undefined
  const items = await runMessage(engine, work, {
    sizeLeft,
    before: async (access) => {
      const fresh = await beginDeferral(access, work, engine.entropy.bytes)
      deferral = fresh
      return fresh && ((item) => fresh.defer(item))
    },
    after: async (access) => deferral?.keep(access, work),
  })
  if (deferral?.isEmpty === false) engine.jobs.ring()
  return items
}

interface Answer {
  readonly version: Version
  readonly now: Date
  readonly items: readonly ResponseBatchItem[]
  /** The Server Correlation Value. */
  readonly correlation?: string | undefined
  readonly answerHeader?: AnswerHeader | undefined
}

function respond({version, now, items, correlation, answerHeader}: Answer): TtlvNode {
  const header: ResponseHeader = {
    protocolVersion: protocolVersionOf(version),
    timeStamp: now,
    ...answerHeader,
    ...(correlation === undefined ? {} : {serverCorrelationValue: correlation}),
    batchCount: items.length,
  }
  return encodeResponse({header, batchItems: items}, version)
}
