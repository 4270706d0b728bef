import type {IdentityRefusalCause} from '../observation/refusal-cause.ts'

/** Why a certificate that TLS accepted is nobody here. */
export interface Refusal {
  readonly refused: string
  /** What kind of refusal that is, from a fixed list. */
  readonly cause: IdentityRefusalCause
}

export const unknownCertificate: Refusal = {
  refused: 'the client certificate belongs to no credential',
  cause: 'unknown',
}

export const expiredCertificate: Refusal = {refused: 'the client certificate has expired', cause: 'expired'}
