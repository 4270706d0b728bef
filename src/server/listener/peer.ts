import type {X509Certificate} from 'node:crypto'
import type {Version} from '../../kmip/spec/version.ts'
import type {EndpointRoles} from '../endpoint-roles.ts'
import type {Refusal} from '../identity/identify.ts'
import type {Identity} from '../identity/identity.ts'

/** The other end of a connection. */
export interface Peer {
  /** `127.0.0.1:50000`. */
  readonly address: string
  /** SHA-256 of the client certificate in DER, lower-case hexadecimal. */
  readonly fingerprint: string
  /** Name of the listener that took the connection. */
  readonly listener: string
  /** The client's certificate, then those above it that it sent; a resumed session has the first only. */
  readonly certificates: readonly X509Certificate[]
  /** Why the listener does not trust the certificate any longer, if it does not. */
  readonly distrust: () => Promise<Refusal | undefined>
  /** Undefined where the ends cannot change their roles. */
  readonly endpoints?: EndpointRoles | undefined
  /** Told of each request before it is run: who it is from, and in which version it is. */
  readonly heard?: ((identity: Identity, version: Version) => void) | undefined
}
