import {Tag} from '../../kmip/spec/tags.ts'
import type {Version} from '../../kmip/spec/version.ts'
import {decodeResponse, type ResponseMessage} from '../../kmip/message/message.ts'
import type {OperationName} from '../../kmip/schema/operation.ts'
import {KmipError} from '../../kmip/error.ts'
import {TtlvError} from '../../ttlv/error.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import type {ClientAnswer, ClientQuestion, QuestionedClient} from '../announcements/client-questions.ts'
import type {ObjectEvent} from '../announcements/object-event.ts'
import {announcement, serverRequest} from '../announcements/server-request.ts'
import type {Subscription} from '../announcements/subscription.ts'
import {acceptedRole, type EndpointRoleName} from '../endpoint-roles.ts'
import {isRefused} from '../identity/identify.ts'
import type {Identity} from '../identity/identity.ts'
import {identifyPeer} from './identify-peer.ts'
import {binaryEncoding} from './message-encoding.ts'
import type {Peer} from './peer.ts'
import type {Service} from './service.ts'

/** The connection, as far as the server's own requests need it. */
export interface Wire {
  isIdle(): boolean
  send(bytes: Uint8Array): void
}

/** A client that falls behind by more is not told the rest. */
const longestQueue = 1000

type Waiting =
  | {readonly needs: 'put' | 'notify'; readonly event: ObjectEvent}
  | {readonly needs: 'query'; readonly question: ClientQuestion; readonly answered: (answer: ClientAnswer) => void}

interface Outstanding {
  readonly what: Waiting
  readonly timer: NodeJS.Timeout
}

/**
 * The server's own requests to one client, KMIP 1.4 section 5: one at a time, only while the server owes the client no
 * answer. A client that does not respond gets no more of them until it does; its own requests are served meanwhile.
 */
export class ServerRequests implements QuestionedClient {
  readonly #service: Service
  readonly #peer: Peer
  readonly #wire: Wire
  readonly #queue: Waiting[] = []
  /** Of what waits that which observers know of. */
  readonly #told = new WeakSet<Waiting>()
  #identity: Identity | undefined
  #version: Version | undefined
  #leave: (() => void) | undefined
  #outstanding: Outstanding | undefined
  /** A request was not responded to in time; its response may still come. */
  #overdue = false
  #preparing = false
  #everSent = false
  #closed = false

  constructor(service: Service, peer: Peer, wire: Wire) {
    this.#service = service
    this.#peer = peer
    this.#wire = wire
  }

  get identity(): Identity | undefined {
    return this.#identity
  }

  get address(): string {
    return this.#peer.address
  }

  /** The client has sent a request; the version of the last one is that of what the server sends. */
  heard(identity: Identity, version: Version): void {
    this.#version = version
    if (this.#identity === identity) return
    this.#identity = identity
    this.#leave?.()
    this.#leave = this.#closed ? undefined : this.#join(identity)
  }

  ask(question: ClientQuestion): Promise<ClientAnswer> {
    if (this.#overdue || this.#closed) return Promise.resolve({failed: 'the client does not respond'})
    return new Promise((answered) => {
      this.#queue.push({needs: 'query', question, answered})
      this.sendNext()
    })
  }

  /** Sends what waits, when it is time to. */
  sendNext(): void {
    if (this.#preparing || this.#outstanding !== undefined || this.#overdue) return
    if (this.#queue.length === 0 || !this.#wire.isIdle()) return
    this.#preparing = true
    void this.#prepare()
  }

  /** Takes the response to a request of the server; false when there was none. */
  take(message: Uint8Array): boolean {
    if (!this.#everSent) return false
    const outstanding = this.#outstanding
    this.#outstanding = undefined
    this.#overdue = false
    if (outstanding === undefined) return true
    clearTimeout(outstanding.timer)
    this.#judge(outstanding.what, message)
    return true
  }

  close(): void {
    this.#closed = true
    this.#leave?.()
    this.#leave = undefined
    const outstanding = this.#outstanding
    this.#outstanding = undefined
    clearTimeout(outstanding?.timer)
    if (outstanding !== undefined) fail(outstanding.what, 'the connection was closed')
    this.#giveUp('the connection was closed')
  }

  #join(identity: Identity): (() => void) | undefined {
    const {announcements} = this.#service.engine
    const leaving: (() => void)[] = []
    if (receives(identity, 'put') || receives(identity, 'notify')) {
      leaving.push(announcements.listen(identity.scopeId, (events) => this.#announce(events)))
    }
    if (receives(identity, 'query')) leaving.push(this.#service.questions.join(this))
    return leaving.length === 0 ? undefined : () => leaving.forEach((leave) => leave())
  }

  #announce(events: readonly ObjectEvent[]): void {
    if (this.#overdue) return
    for (const event of events) {
      if (!receives(this.#identity, event.kind)) continue
      if (this.#queue.length >= longestQueue) {
        this.#service.log.warn({peer: this.#peer.address}, 'Announcement dropped: the client does not keep up')
        break
      }
      this.#queue.push({needs: event.kind, event})
    }
    this.sendNext()
  }

  /** Never rejects. Credentials may have been revoked, and roles changed, since the client last spoke. */
  async #prepare(): Promise<void> {
    try {
      const identification = await identifyPeer(this.#service, this.#peer)
      if (isRefused(identification)) this.#giveUp('the credential is not valid any more')
      else await this.#sendAs(identification)
    } catch (error) {
      this.#service.engine.reportInternalError(error)
      this.#giveUp('of an internal error')
    }
    this.#preparing = false
    this.sendNext()
  }

  async #sendAs(identity: Identity): Promise<void> {
    if (!this.#wire.isIdle() || this.#closed) return
    const next = this.#queue.shift()
    if (next === undefined) return
    if (!receives(identity, next.needs) || identity.scopeId !== this.#identity?.scopeId) {
      return fail(next, `the role does not receive ${next.needs}`)
    }
    const request = this.#request(next)
    if (request === undefined || !(await this.#mayLeave(next, identity, request))) return
    this.#everSent = true
    this.#outstanding = {what: next, timer: setTimeout(() => this.#timedOut(), this.#service.limits.answerTime)}
    this.#wire.send(binaryEncoding.write(request))
    this.#service.log.debug({peer: this.#peer.address, operation: operationOf(next)}, 'Request to client')
  }

  /** Whoever has to know of it does, and nothing has come meanwhile that goes before. */
  async #mayLeave(next: Waiting, identity: Identity, request: TtlvNode): Promise<boolean> {
    const told = this.#told.has(next)
      ? undefined
      : this.#service.engine.observer?.requestSending?.({peer: this.#peer, identity, request})
    if (told === undefined) return true
    try {
      await told
    } catch (error) {
      if (!(error instanceof KmipError)) throw error
      this.#service.log.warn({peer: this.#peer.address, operation: operationOf(next)}, `Not sent: ${error.message}`)
      fail(next, error.message)
      return false
    }
    if (this.#closed) fail(next, 'the connection was closed')
    else if (this.#wire.isIdle()) return true
    else {
      this.#told.add(next)
      this.#queue.unshift(next)
    }
    return false
  }

  /** Undefined when the version of the client cannot express it. */
  #request(next: Waiting): TtlvNode | undefined {
    const {clock, policy} = this.#service.engine
    const form = {version: this.#version ?? '1.0', now: clock()}
    try {
      if (next.needs === 'query') return serverRequest(next.question.operation, next.question.payload, form)
      return announcement(next.event, form, policy)
    } catch (error) {
      if (!(error instanceof KmipError)) throw error
      this.#service.log.debug({peer: this.#peer.address}, `Not sent to the client: ${error.message}`)
      fail(next, error.message)
      return undefined
    }
  }

  #timedOut(): void {
    const outstanding = this.#outstanding
    this.#outstanding = undefined
    this.#overdue = true
    this.#service.log.warn({peer: this.#peer.address}, 'The client did not respond to a request of the server in time')
    if (outstanding !== undefined) fail(outstanding.what, 'the client did not respond in time')
    this.#giveUp('the client does not respond')
  }

  #judge(what: Waiting, message: Uint8Array): void {
    let response: ResponseMessage
    let role: EndpointRoleName | undefined
    try {
      response = decodeResponse(binaryEncoding.read(message, this.#service.limits.ttlv))
      role = acceptedRole(response.batchItems?.[0])
    } catch (error) {
      if (!(error instanceof TtlvError || error instanceof KmipError)) throw error
      return fail(what, `the response cannot be read: ${error.message}`)
    }
    const item = response.batchItems?.[0]
    if (item === undefined) return fail(what, 'the response has no batch item')
    if (what.needs === 'query') {
      this.#peer.endpoints?.peerTook(role)
      return what.answered({item})
    }
    if (item.resultStatus === 'Success') return
    const facts = {peer: this.#peer.address, operation: operationOf(what), reason: item.resultReason}
    this.#service.log.warn(facts, `The client refused a request: ${item.resultMessage ?? 'without a message'}`)
  }

  #giveUp(why: string): void {
    for (const waiting of this.#queue.splice(0)) fail(waiting, why)
  }
}

/** By its first bytes: the tag of a Response Message. */
export function isResponseMessage(message: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = message
  return ((first << 16) | (second << 8) | third) === Tag.ResponseMessage
}

function receives(identity: Identity | undefined, kind: Subscription): boolean {
  return identity?.receives?.includes(kind) === true
}

function operationOf(waiting: Waiting): OperationName {
  if (waiting.needs === 'query') return waiting.question.operation
  return waiting.needs === 'put' ? 'Put' : 'Notify'
}

function fail(waiting: Waiting, why: string): void {
  if (waiting.needs === 'query') waiting.answered({failed: why})
}
