import type {Version} from '../../kmip/spec/version.ts'
import type {Identity} from '../identity/identity.ts'

/** The other end of a connection. */
export interface Peer {
  /** `127.0.0.1:50000`. */
  readonly address: string
  /** SHA-256 of the client certificate in DER, lower-case hexadecimal. */
  readonly fingerprint: string
  /** Told of each request before it is run: who it is from, and in which version it is. */
  readonly heard?: ((identity: Identity, version: Version) => void) | undefined
}
