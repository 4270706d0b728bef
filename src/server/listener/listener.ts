import {createSecureContext} from 'node:tls'
import type {X509Certificate} from 'node:crypto'
import {UsageError} from '../../errors.ts'
import {formatAddress, type Address} from '../../transport/address.ts'
import type {Refusal} from '../identity/identify.ts'
import type {ListenerState} from '../observation/observer.ts'
import {ClientTrust} from './client-trust.ts'
import {Endpoint, type Place, type Security} from './endpoint.ts'
import type {ListenerDefinition} from './listener-definition.ts'
import type {Protocol} from './protocol.ts'
import type {Service} from './service.ts'
import {secureContextOptions, type ServerCertificate, type TlsLimits} from './tls-settings.ts'

/** What is spoken on its two kinds of addresses. */
export interface Protocols {
  readonly ttlv: Protocol
  readonly https: Protocol
}

export interface ListenerOptions {
  readonly definition: ListenerDefinition
  readonly protocols: Protocols
  readonly service: Service
  /** Whether there is room for one more connection. */
  readonly hasRoom: () => boolean
  /** Resolves when what the listener was told last is what the store says now. */
  readonly upToDate: () => Promise<void>
}

interface Issued {
  readonly certificate: ServerCertificate
  readonly key: string
  /** Milliseconds since 1970. */
  readonly renewAt: number
}

/** Not to spend all time on certificates whose authority ends soon. */
const shortestRenewal = 60_000

/** One listener: a definition, the addresses that are open for it, and the certificate that it shows there. */
export class Listener {
  readonly #options: ListenerOptions
  readonly #endpoints = new Map<string, Endpoint>()
  #definition: ListenerDefinition
  #trust: ClientTrust
  /** Under which trust connections that began under another one were found good. */
  readonly #trusted = new WeakMap<readonly X509Certificate[], ClientTrust>()
  #issued: Issued | undefined
  #security: Security | undefined
  #securityKey = ''

  constructor(options: ListenerOptions) {
    this.#options = options
    this.#definition = options.definition
    this.#trust = new ClientTrust(options.definition.clientAuthorities)
  }

  get name(): string {
    return this.#definition.name
  }

  get endpoints(): readonly Endpoint[] {
    return [...this.#endpoints.values()]
  }

  /** Takes over what it shall be; whom it trusts counts at once, for the rest see `secure`, `open` and `dropStale`. */
  define(definition: ListenerDefinition): void {
    this.#definition = definition
    if (!this.#trust.isOf(definition.clientAuthorities)) this.#trust = new ClientTrust(definition.clientAuthorities)
  }

  /** As bound, in the order of the definition. */
  addresses(protocol: keyof Protocols): readonly Address[] {
    const wanted = this.#options.protocols[protocol]
    const keys = this.#places().map(keyOf)
    return [...this.#endpoints]
      .filter(([, {place, isListening}]) => isListening && place.protocol === wanted)
      .toSorted(([a], [b]) => keys.indexOf(a) - keys.indexOf(b))
      .map(([, {bound}]) => bound)
  }

  /** When the server's certificate ends; undefined while there is none. */
  get certificateEnd(): Date | undefined {
    return this.#issued?.certificate.notAfter
  }

  /** For whoever watches. */
  get state(): ListenerState {
    const openAddresses = this.endpoints.filter(({isListening}) => isListening).length
    return {name: this.name, openAddresses, certificateNotAfter: this.certificateEnd}
  }

  /** Whether it is time for another certificate; `now` in milliseconds since 1970. */
  isRenewalDue(now: number): boolean {
    return this.#issued !== undefined && this.#issued.renewAt <= now
  }

  /**
   * Sees to certificate and TLS settings, for handshakes from now on. Fails, and stays as it was, when there is no certificate
   * to be had or OpenSSL refuses the settings. True when there is a new certificate.
   */
  async secure({renew, now}: {readonly renew: boolean; readonly now: number}): Promise<boolean> {
    const definition = this.#definition
    const isCurrent = this.#issued?.key === definition.certificateKey && !renew && !this.isRenewalDue(now)
    const issued = isCurrent && this.#issued !== undefined ? this.#issued : await issue(definition, now)
    const {tls: limits, handshakeTime, clientAuthorities} = definition
    checkVersions(limits)
    const key = JSON.stringify([issued.certificate.certPem, clientAuthorities, limits, handshakeTime])
    if (key === this.#securityKey) return false
    const context = secureContextOptions({certificate: issued.certificate, clientAuthorities, limits})
    createSecureContext(context)
    this.#security = {context, limits, handshakeTime, trust: this.#trust}
    for (const endpoint of this.#endpoints.values()) endpoint.use(this.#security)
    const isNew = this.#issued !== undefined && issued !== this.#issued
    this.#issued = issued
    this.#securityKey = key
    return isNew
  }

  /** What is not listened on yet. */
  missing(): readonly Place[] {
    return this.#places().filter((place) => this.#endpoints.get(keyOf(place))?.isListening !== true)
  }

  /** What is to be given up. */
  stale(): readonly Endpoint[] {
    const wanted = new Set(this.#places().map(keyOf))
    return [...this.#endpoints].filter(([key]) => !wanted.has(key)).map(([, endpoint]) => endpoint)
  }

  /** Listens on one more of its addresses. Fails with a TransportError. */
  async open(place: Place): Promise<void> {
    const known = this.#endpoints.get(keyOf(place))
    if (known !== undefined) return await known.listen()
    if (this.#security === undefined) throw new TypeError('A listener is secured before it opens')
    const {service, hasRoom} = this.#options
    const endpoint = await Endpoint.open({
      place,
      security: this.#security,
      service,
      listener: this.name,
      hasRoom,
      distrust: (certificates, then) => this.#distrust(certificates, then),
    })
    this.#endpoints.set(keyOf(place), endpoint)
  }

  /** Gives up what is stale, or all of it; the caller closes that. */
  detach(which: 'stale' | 'all'): readonly Endpoint[] {
    const gone = which === 'stale' ? this.stale() : this.endpoints
    for (const [key, endpoint] of this.#endpoints) if (gone.includes(endpoint)) this.#endpoints.delete(key)
    return gone
  }

  async #distrust(certificates: readonly X509Certificate[], then: ClientTrust): Promise<Refusal | undefined> {
    await this.#options.upToDate()
    const trust = this.#trust
    if (trust === then || this.#trusted.get(certificates) === trust) return undefined
    if (!trust.trusts(certificates)) {
      return {refused: `listener ${this.name} does not trust the authority of the certificate`, cause: 'untrusted'}
    }
    this.#trusted.set(certificates, trust)
    return undefined
  }

  #places(): readonly Place[] {
    const {ttlv, https} = this.#options.protocols
    const {addresses, httpsAddresses} = this.#definition
    const together = [...addresses, ...httpsAddresses]
    return numbered([
      ...addresses.map((address) => ({address, protocol: ttlv, ipv6Only: hasIpv4Twin(address, together)})),
      ...httpsAddresses.map((address) => ({address, protocol: https, ipv6Only: hasIpv4Twin(address, together)})),
    ])
  }
}

async function issue({certificate, certificateKey}: ListenerDefinition, now: number): Promise<Issued> {
  const issued = await certificate()
  const lifetime = issued.notAfter.getTime() - now
  return {certificate: issued, key: certificateKey, renewAt: now + Math.max((lifetime * 2) / 3, shortestRenewal)}
}

/** @throws UsageError when there is no version between the two */
function checkVersions({minVersion, maxVersion}: TlsLimits): void {
  if (minVersion <= maxVersion) return
  throw new UsageError(`The oldest version of TLS, ${minVersion}, is newer than the newest, ${maxVersion}`, {
    hint: 'Change tls_min_version, or --tls-max-version of the server',
  })
}

function hasIpv4Twin({port}: Address, together: readonly Address[]): boolean {
  return together.some((other) => other.host === '0.0.0.0' && other.port === port)
}

/** Several places may have the port 0. */
function numbered(places: readonly Omit<Place, 'number'>[]): readonly Place[] {
  return places.map((place, index) => {
    const text = formatAddress(place.address)
    const number = places.slice(0, index).filter(({address}) => formatAddress(address) === text).length
    return {...place, number}
  })
}

function keyOf({address, ipv6Only, protocol, number}: Place): string {
  return [formatAddress(address), ipv6Only, protocol.names?.join(), number].join(' ')
}
