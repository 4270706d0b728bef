import {X509Certificate} from 'node:crypto'

/** More authorities than this stand in no chain. */
const longestChain = 10

/**
 * Whose clients a listener takes. TLS has judged a certificate when its connection began; this tells whether it would still
 * have an issuer now, after authorities have come and gone.
 */
export class ClientTrust {
  readonly #key: string
  readonly #authorities: readonly X509Certificate[]

  /** Certificates in PEM. */
  constructor(authorities: readonly string[]) {
    this.#key = keyOf(authorities)
    this.#authorities = authorities.map((pem) => new X509Certificate(pem))
  }

  /** Whether it is made of exactly these. */
  isOf(authorities: readonly string[]): boolean {
    return this.#key === keyOf(authorities)
  }

  /** Of a client's certificate, and those that it sent with it. */
  trusts([first, ...others]: readonly X509Certificate[]): boolean {
    let current = first
    for (let length = 0; current !== undefined && length < longestChain; length++) {
      const certificate = current
      if (this.#authorities.some((authority) => isIssuer(authority, certificate))) return true
      current = others.find((other) => other !== certificate && other.ca && isIssuer(other, certificate))
    }
    return false
  }
}

function keyOf(authorities: readonly string[]): string {
  return authorities.join('\n')
}

function isIssuer(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}
