import {startEphemeralServer as startEmbedded} from '../../embedded/ephemeral-server.ts'
import {formatAddress} from '../../transport/address.ts'

/** What of the server may be chosen. */
export interface EphemeralServerOptions {
  /** On 127.0.0.1; any that is free when absent. */
  readonly port?: number | undefined
  /** Carries out Interop, the operation for test runs; off when absent. */
  readonly interop?: boolean | undefined
}

/** A KMIP server of this process with its store in memory, for tests. The members are options of `connect`. */
export interface EphemeralServer extends AsyncDisposable {
  /** `127.0.0.1:50123`. */
  readonly server: string
  /** The authority of the server's certificate, in PEM. */
  readonly ca: string
  /** Of a client that may do everything, in PEM. */
  readonly cert: string
  readonly key: string
  /** Stops the server and forgets its keys. */
  close(): Promise<void>
}

/**
 * Starts a whole KMIP server: every operation of KMIP 1.0 to 1.4 over mutual TLS, with an authority and a client
 * certificate of its own. Nothing touches the disk.
 *
 * ```ts
 * await using server = await startEphemeralServer()
 * await using client = await connect(server)
 * ```
 *
 * Rejects with TransportError when the port is taken.
 */
export async function startEphemeralServer({port = 0, interop}: EphemeralServerOptions = {}): Promise<EphemeralServer> {
  const embedded = await startEmbedded({interop, listeners: [{host: '127.0.0.1', port}]})
  const {credential, address} = embedded
  const close = async (): Promise<void> => {
    await embedded[Symbol.asyncDispose]()
  }
  return {
    server: formatAddress(address),
    ca: credential.chainPem.join('\n'),
    cert: credential.certificatePem,
    key: credential.privateKeyPem,
    close,
    [Symbol.asyncDispose]: close,
  }
}
