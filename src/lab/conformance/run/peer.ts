import type {TtlvNode} from '../../../ttlv/node.ts'

/** How messages travel: over TLS as they are, or as the body of HTTPS requests in one of the encodings. */
export type Binding = 'ttlv' | 'https-ttlv' | 'https-xml' | 'https-json'

/** The server that is tried, over one connection. */
export interface Peer extends AsyncDisposable {
  /** Sends a request and resolves with its answer. */
  exchange(request: TtlvNode): Promise<TtlvNode>
}

/** Opens connections to the server that is tried; undefined where there is no way to talk to it by that binding. */
export type OpenPeer = (binding: Binding) => Peer | undefined
