import {KmipError} from '../../kmip/error.ts'
import {writeBinary} from '../../ttlv/binary-writer.ts'
import {TtlvError} from '../../ttlv/error.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {isRefused} from '../identity/identify.ts'
import type {Identity} from '../identity/identity.ts'
import {announcedVersion} from '../pipeline/announced-version.ts'
import {processMessage, refuseMessage} from '../pipeline/process-message.ts'
import {exchangeRecord} from './exchange-record.ts'
import {binaryEncoding, type MessageEncoding} from './message-encoding.ts'
import type {Peer, Service} from './service.ts'

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
  const received = {message, encoding}
  try {
    const identification = await service.identify(peer.fingerprint, service.engine.clock().getTime())
    if (isRefused(identification)) return refuseIdentity(service, peer, {...received, refused: identification.refused})
    const response = await answer(service, peer, {...received, identity: identification})
    return {bytes: written(service, received, response), close: false}
  } catch (error) {
    return {bytes: internalError(service, received, error), close: false}
  }
}

/** The answer to bytes that are no message. */
export function refuseBytes(service: Service, problem: string): Uint8Array {
  return writeBinary(refuseMessage(service.engine, undefined, new KmipError('InvalidMessage', problem)))
}

interface Received {
  readonly message: Uint8Array
  readonly encoding: MessageEncoding
}

interface IdentifiedMessage extends Received {
  readonly identity: Identity
}

async function answer(service: Service, peer: Peer, received: IdentifiedMessage): Promise<TtlvNode> {
  const {engine, exchangeLevel} = service
  const {identity} = received
  const request = decode(service, peer, received)
  if (request instanceof KmipError) return refuse(service, received, request)
  peer.heard?.(identity, announcedVersion(request, engine.facts.versions))
  if (exchangeLevel === undefined) return await processMessage(engine, identity, request)
  const start = performance.now()
  const response = await processMessage(engine, identity, request)
  const ms = Math.round((performance.now() - start) * 1000) / 1000
  service.log[exchangeLevel]({peer: peer.address, ...exchangeRecord(identity, request, response), ms}, 'Request')
  return response
}

function decode(service: Service, peer: Peer, {message, encoding, identity}: IdentifiedMessage): TtlvNode | KmipError {
  try {
    return encoding.read(message, service.limits.ttlv)
  } catch (error) {
    if (!(error instanceof TtlvError)) throw error
    const {message: problem, offset, path} = error
    service.log.warn(
      {peer: peer.address, serial: identity.serialNumber, offset, path: path.join('.')},
      `Request refused: ${problem}`,
    )
    return new KmipError('InvalidMessage', problem, {cause: error})
  }
}

function refuse({engine}: Service, {message, encoding}: Received, error: KmipError): TtlvNode {
  return refuseMessage(engine, encoding.announced(message), error)
}

/** Not every encoding can carry every text that another one brought in. */
function written(service: Service, received: Received, response: TtlvNode): Uint8Array {
  const {encoding} = received
  try {
    return encoding.write(response)
  } catch (error) {
    if (!(error instanceof TtlvError)) throw error
    const failure = new KmipError('GeneralFailure', `The answer cannot be written: ${error.message}`, {cause: error})
    return encoding.write(refuse(service, received, failure))
  }
}

interface RefusedMessage extends Received {
  readonly refused: string
}

function refuseIdentity(service: Service, peer: Peer, received: RefusedMessage): Reply {
  const {refused, encoding} = received
  service.log.warn({peer: peer.address, fingerprint: peer.fingerprint}, `Request refused: ${refused}`)
  const error = new KmipError('AuthenticationNotSuccessful', `Authentication failed: ${refused}`)
  return {bytes: encoding.write(refuse(service, received, error)), close: true}
}

function internalError(service: Service, received: Received, error: unknown): Uint8Array {
  const logId = service.engine.reportInternalError(error)
  const failure = new KmipError('GeneralFailure', `Internal error (log ${logId})`)
  return received.encoding.write(refuse(service, received, failure))
}
