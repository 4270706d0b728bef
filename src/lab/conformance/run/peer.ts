import type {TtlvNode} from '../../../ttlv/node.ts'

/** How messages travel: over TLS as they are, or as the body of HTTPS requests in one of the encodings. */
export type Binding = 'ttlv' | 'https-ttlv' | 'https-xml' | 'https-json'

/** What a server sends by itself, and asks only where an operator makes it. KMIP 1.4 section 5. */
export type ServerInitiative = 'put' | 'notify' | 'query'

/** A request of the server. */
export interface ServerRequest {
  readonly node: TtlvNode
  respond(response: TtlvNode): void
}

/** The server that is tried, over one connection. */
export interface Peer extends AsyncDisposable {
  /** Sends a request and resolves with its answer. */
  exchange(request: TtlvNode): Promise<TtlvNode>
  /** The next request of the server; undefined when none comes in time. */
  hear(): Promise<ServerRequest | undefined>
  /**
   * Makes the server send this request to us and resolves when it has our response; absent where somebody else has to.
   * Rejects with a KmipctlError.
   */
  readonly provoke?: ((request: TtlvNode) => Promise<void>) | undefined
}

/**
 * Opens a connection to the server that is tried, on which the server takes these initiatives; undefined where there is
 * no way to talk to it by that binding.
 */
export type OpenPeer = (binding: Binding, initiatives: readonly ServerInitiative[]) => Promise<Peer | undefined>
