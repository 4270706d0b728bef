import type {CertificateFields} from '../../ca/x509/certificate-fields.ts'

const mostKnown = 256

/**
 * Authorities that stood between clients and an imported authority. Clients that resume a session do not send them
 * again; what is remembered here is no more believed than what clients send.
 */
export class KnownIntermediates {
  readonly #known = new Map<string, CertificateFields>()

  all(): readonly CertificateFields[] {
    return [...this.#known.values()]
  }

  remember(certificates: readonly CertificateFields[]): void {
    for (const fields of certificates) {
      const {fingerprint256} = fields.certificate
      this.#known.delete(fingerprint256)
      this.#known.set(fingerprint256, fields)
    }
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostKnown) break
      this.#known.delete(oldest)
    }
  }
}
