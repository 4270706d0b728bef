import type {Identification} from '../identity/identify.ts'
import type {Peer} from './peer.ts'
import type {Service} from './service.ts'

/** Who is at the other end, now: its listener must still trust the certificate, and that must still stand for somebody. */
export async function identifyPeer({identify, engine}: Service, peer: Peer): Promise<Identification> {
  return (await peer.distrust()) ?? (await identify(peer, engine.clock().getTime()))
}
