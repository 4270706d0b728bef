import type {X509Certificate} from 'node:crypto'
import type {ConnectionRefusalCause} from '../observation/refusal-cause.ts'
import type {RefusedCertificate} from './client-certificate.ts'
import {wordHandshakeFailure, wordPlainOpening, type HandshakeFailure} from './handshake-failure.ts'
import {knownIssuer, type KnownIssuer} from './known-issuer.ts'
import type {Opening} from './opening.ts'
import {explainRefusedCertificate} from './refused-certificate.ts'
import type {Service} from './service.ts'
import type {TlsLimits} from './tls-settings.ts'

/** Writes down whom a listener turns away, and tells whoever counts them. */
export class RefusalLog {
  readonly #service: Service
  readonly #listener: string

  constructor(service: Service, listener: string) {
    this.#service = service
    this.#listener = listener
  }

  tooMany(peer: string): void {
    const {log, limits} = this.#service
    const hint = 'Allow more with --max-connections, or have clients close what they do not use'
    log.warn(
      {peer, listener: this.#listener, limit: limits.connections, hint},
      'Connection refused: too many connections',
    )
    this.#tell(peer, 'too_many_connections')
  }

  /** Of a peer that does not begin with TLS. */
  plain(peer: string, kind: Exclude<Opening['kind'], 'tls'>): void {
    this.#failure(peer, wordPlainOpening(kind), undefined)
  }

  /** Of a handshake that failed; `opening` is undefined when it had not begun. */
  handshake(
    peer: string,
    error: NodeJS.ErrnoException,
    {limits, opening}: {readonly limits: TlsLimits; readonly opening: Opening | undefined},
  ): void {
    const hello = opening?.kind === 'tls' ? opening.hello : undefined
    this.#failure(peer, wordHandshakeFailure(error, {listener: this.#listener, limits, hello}), error.code)
  }

  /** Of a handshake that was done, with a certificate that does not do, or none. */
  certificate(peer: string, refused: RefusedCertificate): void {
    this.#tell(peer, refused.cause, refused.certificates[0])
    this.#issuerOf(refused.certificates).then(
      (issuer) => this.#explain(peer, refused, issuer),
      (error: unknown) => {
        this.#service.engine.reportInternalError(error)
        this.#explain(peer, refused, undefined)
      },
    )
  }

  #explain(peer: string, refused: RefusedCertificate, issuer: KnownIssuer | undefined): void {
    const {log, engine} = this.#service
    const circumstances = {listener: this.#listener, issuer, now: engine.clock()}
    const {reason, facts, hint} = explainRefusedCertificate(refused, circumstances)
    log.warn({peer, listener: this.#listener, cause: refused.cause, ...facts, hint}, `Connection refused: ${reason}`)
  }

  async #issuerOf(certificates: readonly X509Certificate[]): Promise<KnownIssuer | undefined> {
    return certificates.length === 0 ? undefined : await knownIssuer(this.#service.engine.store, certificates)
  }

  #failure(peer: string, {cause, reason, hint, trivial, offered}: HandshakeFailure, code: string | undefined): void {
    const facts = {peer, listener: this.#listener, cause, code, offered, hint}
    this.#service.log[trivial ? 'debug' : 'warn'](facts, `Connection refused: ${reason}`)
    this.#tell(peer, cause)
  }

  #tell(address: string, cause: ConnectionRefusalCause, certificate?: X509Certificate): void {
    const listener = this.#listener
    this.#service.engine.observer?.connectionRefused?.({address, cause, listener, certificate})
  }
}
