import type {Address} from '../../transport/address.ts'
import type {ServerCertificate, TlsLimits} from './tls-settings.ts'

/** The name of the server's own listener, beside those that the operator names. */
export const defaultListenerName = 'default'

/** Where a server is to listen, as whom, and for whose clients. */
export interface ListenerDefinition {
  readonly name: string
  /** Of TTLV over TLS. Port 0 takes any that is free. */
  readonly addresses: readonly Address[]
  readonly httpsAddresses: readonly Address[]
  /** Host name under which clients find an address that is open to all. */
  readonly publicName?: string | undefined
  readonly tls: TlsLimits
  /** Milliseconds from the connection to the end of the TLS handshake. */
  readonly handshakeTime: number
  /** Whose clients may come: certificates in PEM. */
  readonly clientAuthorities: readonly string[]
  /** Says what the server's certificate is made from; when this changes, another one is needed. */
  readonly certificateKey: string
  /** Makes a certificate for the server. Fails when its authority cannot sign. */
  readonly certificate: () => Promise<ServerCertificate>
}

/** What is to be served now; asked at the start and whenever anything administrative has changed. */
export type ListenerSource = () => Promise<readonly ListenerDefinition[]>
