import type {TransportStage} from '../errors.ts'
import type {Address} from './address.ts'
import type {CertificateFacts} from './certificate-facts.ts'
import {certificateFacts} from './certificate-facts.ts'
import type {TlsMaterial} from './tls-material.ts'

/** What is known of a connection when it fails. */
export interface FailureContext {
  readonly address: Address
  readonly stage: TransportStage
  readonly tls: TlsMaterial
  /** What the server presented, when the handshake came that far. */
  readonly presented?: CertificateFacts | undefined
  /** True when the server has sent any KMIP data: then it took our certificate. */
  readonly answered?: boolean | undefined
  /** For telling what is expired. */
  readonly now?: Date | undefined
}

/** A failure in words; without `stage` it is the context's. */
export interface Failure {
  readonly message: string
  readonly hint?: string | undefined
  readonly stage?: TransportStage | undefined
}

/** Words for one code; `server` is its address as people write it. */
export type DescribeFailure = (server: string, context: FailureContext) => Failure

/** Words for the codes of one kind. */
export type FailureTable = Readonly<Record<string, DescribeFailure>>

/** Our own certificate, as far as it can be read. */
export function ownCertificate({tls}: FailureContext): CertificateFacts | undefined {
  return tls.cert === undefined ? undefined : certificateFacts(tls.cert)
}
