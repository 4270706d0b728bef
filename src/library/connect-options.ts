import type {FailoverRule} from '../client/failover.ts'
import type {TracedMessage} from '../client/kmip-client.ts'
import type {PasswordHash} from '../client/hashed-login.ts'
import type {HeaderOptions} from '../client/request-message.ts'
import type {TlsVersion} from '../config/switch.ts'
import type {Version} from '../kmip/spec/version.ts'
import type {Address} from '../transport/address.ts'
import type {FailedServer} from '../transport/connect-any.ts'
import type {TtlvLimits} from '../ttlv/limits.ts'

/** Where a server listens: `host`, `host:port`, `[IPv6]:port`, or both parts. The port is 5696 when absent. */
export type ServerAddress = string | Address

/**
 * A certificate, a key or authorities: PEM as text, PEM or DER as bytes, or the path of a file with either. A text with
 * `-----BEGIN` in it is PEM, any other is a path.
 */
export type Material = string | Uint8Array

/** Where and as whom to talk. Only a server is needed; most servers want a certificate and its key too. */
export interface ConnectOptions {
  /** The server, unless `servers` lists several. */
  readonly server?: ServerAddress | undefined
  /** In the order in which they are tried: the first that can be reached and whose certificate is good is used. */
  readonly servers?: readonly ServerAddress[] | undefined

  /** Authorities that the server's certificate may come from; the system's when absent. */
  readonly ca?: Material | undefined
  /** The client's certificate, with its chain if there is one; `key` may stand in the same file. */
  readonly cert?: Material | undefined
  /** The key of `cert`, in PKCS#8, PKCS#1 or SEC1. */
  readonly key?: Material | undefined
  /** Certificate and key together as PKCS#12: its bytes, or the path of the file. Excludes `cert` and `key`. */
  readonly pfx?: Material | undefined
  /** Opens an encrypted `key` or `pfx`; a function is asked only when it is needed. */
  readonly passphrase?: string | (() => string | Promise<string>) | undefined
  /** The name to find in the server's certificate, where it is not the host. */
  readonly serverName?: string | undefined
  /** TLS 1.2 when absent. */
  readonly minVersion?: TlsVersion | undefined
  readonly maxVersion?: TlsVersion | undefined
  /** Ciphers to offer, as OpenSSL names them, with colons between them. */
  readonly ciphers?: string | undefined
  /** Accepts any server certificate: whoever sits between can read and change everything. */
  readonly insecure?: boolean | undefined

  /**
   * The version of KMIP; `auto` asks the server for the highest that both know. When absent it is 1.4, or the first
   * version that has an operation which 1.4 lacks.
   */
  readonly version?: Version | 'auto' | undefined
  /** Sent with every message, beside the certificate. */
  readonly username?: string | undefined
  readonly password?: string | undefined
  /** Sends the password hashed, which needs KMIP 2.0; each answer has to prove that the server knows it. */
  readonly passwordHash?: PasswordHash | undefined
  /** Further fields of the request header, such as `maximumResponseSize`. */
  readonly header?: HeaderOptions | undefined

  /** Milliseconds to wait for an answer: 30000 when absent, 0 for no limit. */
  readonly timeoutMs?: number | undefined
  /** Milliseconds for looking up, connecting and the TLS handshake of one server: 5000 when absent, 0 for no limit. */
  readonly connectTimeoutMs?: number | undefined
  /** How often all servers are tried again when none can be reached; 0 when absent. */
  readonly retries?: number | undefined
  /**
   * What leads from one server of the list to the next, `connection` when absent. With `percona` each call has a
   * connection of its own, and `connectTimeoutMs` counts for connecting and answering together.
   */
  readonly failover?: FailoverRule | undefined
  /**
   * Whether a request that changes nothing is sent once more when the server closed the connection without a byte of an
   * answer; true when absent.
   */
  readonly retryDropped?: boolean | undefined
  /** Bounds of the answers: 1 MiB, 32 levels and 50000 items when absent. */
  readonly limits?: TtlvLimits | undefined

  /** Gives up connecting. Each call takes a signal of its own. */
  readonly signal?: AbortSignal | undefined
  /** Sees every message that goes over the wire, secrets and all; `treeText` shows them without. */
  readonly onMessage?: ((message: TracedMessage) => void) | undefined
  /** Told of each server of the list that could not be used before the next one is tried. */
  readonly onFailover?: ((failed: FailedServer) => void) | undefined
}
