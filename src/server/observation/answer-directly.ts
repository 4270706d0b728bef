import {KmipError} from '../../kmip/error.ts'
import {binarySize} from '../../ttlv/binary-writer.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import type {Identity} from '../identity/identity.ts'
import type {Peer} from '../listener/peer.ts'
import type {Engine} from '../pipeline/engine.ts'
import {processMessage, refuseMessage} from '../pipeline/process-message.ts'

/** Of a request that came by another way than a connection of KMIP. */
export interface DirectRequest {
  /** Who asks, which the caller has found out. */
  readonly identity: Identity
  readonly request: TtlvNode
  /** The other end, such as `127.0.0.1:50000`. */
  readonly address: string
  /** Name of the way, where audits have that of a listener. */
  readonly listener: string
}

/**
 * Answers a message that did not come over a connection as if it had: observers are told, and what they refuse is refused.
 * Never rejects.
 */
export async function answerDirectly(engine: Engine, direct: DirectRequest): Promise<TtlvNode> {
  const start = performance.now()
  const {identity, request, address, listener} = direct
  const peer: Peer = {address, listener, fingerprint: '', certificates: [], distrust: async () => undefined}
  const {observer} = engine
  let response: TtlvNode
  try {
    await observer?.requestReceived?.({peer, identity, request})
    response = await processMessage(engine, identity, request)
  } catch (error) {
    response = refusal(engine, request, error)
  }
  try {
    const milliseconds = performance.now() - start
    const sizes = {receivedBytes: binarySize(request), sentBytes: binarySize(response)}
    await observer?.exchangeDone?.({peer, sender: identity, request, response, milliseconds, ...sizes})
    return response
  } catch (error) {
    return refusal(engine, request, error)
  }
}

/** An observer refuses with a KmipError; anything else that gets here is a defect. */
function refusal(engine: Engine, request: TtlvNode, error: unknown): TtlvNode {
  if (error instanceof KmipError) return refuseMessage(engine, request, error)
  const logId = engine.reportInternalError(error)
  return refuseMessage(engine, request, new KmipError('GeneralFailure', `Internal error (log ${logId})`))
}
