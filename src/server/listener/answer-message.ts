import {KmipError} from '../../kmip/error.ts'
import {writeBinary} from '../../ttlv/binary-writer.ts'
import {TtlvError} from '../../ttlv/error.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {isRefused, type Refusal} from '../identity/identify.ts'
import type {Identity} from '../identity/identity.ts'
import type {Exchange} from '../observation/observer.ts'
import {announcedVersion} from '../pipeline/announced-version.ts'
import {processMessage, refuseMessage} from '../pipeline/process-message.ts'
import {identifyPeer} from './identify-peer.ts'
import {binaryEncoding, type MessageEncoding} from './message-encoding.ts'
import type {Peer} from './peer.ts'
import {identityRefusalFacts} from './refused-identity.ts'
import type {Service} from './service.ts'

export interface Reply {
  readonly bytes: Uint8Array
  /** The connection is of no further use. */
  readonly close: boolean
}

/**
 * Answers one whole message in its own encoding. Who sends it is found out anew every time, since credentials may be
 * revoked meanwhile.
 */
export async function answerMessage(
  service: Service,
  peer: Peer,
  message: Uint8Array,
  encoding: MessageEncoding = binaryEncoding,
): Promise<Reply> {
  const arrival: Arrival = {service, peer, message, encoding, start: performance.now()}
  try {
    const outcome = await outcomeOf(arrival)
    const bytes = written(arrival, outcome.response)
    const told = tell(arrival, outcome, bytes.length)
    if (told !== undefined) await told
    peer.endpoints?.settle()
    return {bytes, close: outcome.sender !== undefined && isRefused(outcome.sender)}
  } catch (error) {
    peer.endpoints?.drop()
    return {bytes: encoding.write(failure(arrival, error)), close: false}
  }
}

/** The answer to bytes that are no message. */
export function refuseBytes(service: Service, problem: string): Uint8Array {
  return writeBinary(refuseMessage(service.engine, undefined, new KmipError('InvalidMessage', problem)))
}

/** A message on its way in. */
interface Arrival {
  readonly service: Service
  readonly peer: Peer
  readonly message: Uint8Array
  readonly encoding: MessageEncoding
  /** Milliseconds of `performance.now()`. */
  readonly start: number
}

type Outcome = Pick<Exchange, 'sender' | 'request' | 'response'>

/** Never rejects. */
async function outcomeOf(arrival: Arrival): Promise<Outcome> {
  const {service, peer} = arrival
  let sender: Identity | Refusal | undefined
  let request: TtlvNode | undefined
  try {
    sender = await identifyPeer(service, peer)
    if (isRefused(sender)) return {sender, request, response: refuseIdentity(arrival, sender)}
    const decoded = decode(arrival, sender)
    if (decoded instanceof KmipError) return {sender, request, response: refuse(arrival, decoded)}
    request = decoded
    return {sender, request, response: await run(arrival, sender, request)}
  } catch (error) {
    return {sender, request, response: failure(arrival, error)}
  }
}

async function run({service, peer}: Arrival, identity: Identity, request: TtlvNode): Promise<TtlvNode> {
  const {engine} = service
  const told = engine.observer?.requestReceived?.({peer, identity, request})
  if (told !== undefined) await told
  peer.heard?.(identity, announcedVersion(request, engine.facts.versions))
  return await processMessage(engine, identity, request, peer.endpoints)
}

function tell({service, peer, message, start}: Arrival, outcome: Outcome, sentBytes: number): void | Promise<void> {
  const {observer} = service.engine
  if (observer?.exchangeDone === undefined) return
  const milliseconds = performance.now() - start
  return observer.exchangeDone({peer, ...outcome, receivedBytes: message.length, sentBytes, milliseconds})
}

function decode({service, peer, message, encoding}: Arrival, {serialNumber}: Identity): TtlvNode | KmipError {
  try {
    return encoding.read(message, service.limits.ttlv)
  } catch (error) {
    if (!(error instanceof TtlvError)) throw error
    const {message: problem, offset, path} = error
    service.log.warn(
      {peer: peer.address, serial: serialNumber, offset, path: path.join('.')},
      `Request refused: ${problem}`,
    )
    return new KmipError('InvalidMessage', problem, {cause: error})
  }
}

function refuse({service, message, encoding}: Arrival, error: KmipError): TtlvNode {
  return refuseMessage(service.engine, encoding.announced(message), error)
}

/** Not every encoding can carry every text that another one brought in. */
function written(arrival: Arrival, response: TtlvNode): Uint8Array {
  const {encoding} = arrival
  try {
    return encoding.write(response)
  } catch (error) {
    if (!(error instanceof TtlvError)) throw error
    const problem = new KmipError('GeneralFailure', `The answer cannot be written: ${error.message}`, {cause: error})
    return encoding.write(refuse(arrival, problem))
  }
}

function refuseIdentity(arrival: Arrival, {refused, cause}: Refusal): TtlvNode {
  const {service, peer} = arrival
  service.log.warn(identityRefusalFacts(peer, cause), `Request refused: ${refused}`)
  return refuse(arrival, new KmipError('AuthenticationNotSuccessful', `Authentication failed: ${refused}`))
}

/** An observer refuses with a KmipError; anything else that gets here is a defect. */
function failure(arrival: Arrival, error: unknown): TtlvNode {
  if (error instanceof KmipError) return refuse(arrival, error)
  const logId = arrival.service.engine.reportInternalError(error)
  return refuse(arrival, new KmipError('GeneralFailure', `Internal error (log ${logId})`))
}
