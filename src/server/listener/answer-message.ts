import {KmipError} from '../../kmip/error.ts'
import {kmipVocabulary} from '../../kmip/spec/vocabulary.ts'
import {readBinary} from '../../ttlv/binary-reader.ts'
import {writeBinary} from '../../ttlv/binary-writer.ts'
import {TtlvError} from '../../ttlv/error.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {isRefused} from '../identity/identify.ts'
import type {Identity} from '../identity/identity.ts'
import {processMessage, refuseMessage} from '../pipeline/process-message.ts'
import {announcedHeader} from './announced-header.ts'
import {exchangeRecord} from './exchange-record.ts'
import type {Peer, Service} from './service.ts'

export interface Reply {
  readonly bytes: Uint8Array
  /** The connection is of no further use. */
  readonly close: boolean
}

/** Answers one whole message. Who sends it is found out anew every time, since credentials may be revoked meanwhile. */
export async function answerMessage(service: Service, peer: Peer, message: Uint8Array): Promise<Reply> {
  try {
    const identification = await service.identify(peer.fingerprint, service.engine.clock().getTime())
    if (isRefused(identification)) return refuseIdentity(service, peer, {message, refused: identification.refused})
    return {bytes: await answer(service, peer, {message, identity: identification}), close: false}
  } catch (error) {
    return {bytes: internalError(service, message, error), close: false}
  }
}

/** The answer to bytes that are no message. */
export function refuseBytes(service: Service, problem: string): Uint8Array {
  return writeBinary(refuseMessage(service.engine, undefined, new KmipError('InvalidMessage', problem)))
}

interface IdentifiedMessage {
  readonly message: Uint8Array
  readonly identity: Identity
}

async function answer(service: Service, peer: Peer, {message, identity}: IdentifiedMessage): Promise<Uint8Array> {
  const {engine, exchangeLevel} = service
  const request = decode(service, peer, {message, identity})
  if (request instanceof KmipError) return writeBinary(refuseMessage(engine, announcedHeader(message), request))
  if (exchangeLevel === undefined) return writeBinary(await processMessage(engine, identity, request))
  const start = performance.now()
  const response = await processMessage(engine, identity, request)
  const ms = Math.round((performance.now() - start) * 1000) / 1000
  service.log[exchangeLevel]({peer: peer.address, ...exchangeRecord(identity, request, response), ms}, 'Request')
  return writeBinary(response)
}

function decode(service: Service, peer: Peer, {message, identity}: IdentifiedMessage): TtlvNode | KmipError {
  try {
    return readBinary(message, {limits: service.limits.ttlv, vocabulary: kmipVocabulary})
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

interface RefusedMessage {
  readonly message: Uint8Array
  readonly refused: string
}

function refuseIdentity(service: Service, peer: Peer, {message, refused}: RefusedMessage): Reply {
  service.log.warn({peer: peer.address, fingerprint: peer.fingerprint}, `Request refused: ${refused}`)
  const error = new KmipError('AuthenticationNotSuccessful', `Authentication failed: ${refused}`)
  return {bytes: writeBinary(refuseMessage(service.engine, announcedHeader(message), error)), close: true}
}

function internalError({engine}: Service, message: Uint8Array, error: unknown): Uint8Array {
  const logId = engine.reportInternalError(error)
  const failure = new KmipError('GeneralFailure', `Internal error (log ${logId})`)
  return writeBinary(refuseMessage(engine, announcedHeader(message), failure))
}
