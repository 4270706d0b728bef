import {KmipError} from '../../kmip/error.ts'
import {bytesToHex} from '../../ttlv/hex.ts'
import type {OperationContext} from '../context.ts'
import {
  decodeApplication,
  encodeApplication,
  type ApplicationState,
  type OperationKind,
  type SessionState,
} from './application-state.ts'
import {applicationRecord, foundRecord, handleRecord, handlesPerRecord, objectRecord} from './records.ts'
import {Refusal} from './refusal.ts'

/** Seconds that an application is remembered after its last call. */
const lifetime = 24 * 60 * 60
/** Seconds after which a call gives the records of an application their time again. */
const refreshInterval = 60 * 60
/** Bytes of the state: each call reads all of it, and every session can keep parameters of mechanisms there. */
const largestState = 4 * 1024 * 1024
/** Sessions at the same time. */
export const longestSessionList = 256

/**
 * One C_Initialize and what came after it: sessions, object handles, session objects. Kept sealed in the store under
 * its Correlation Value, so that any server of the store can go on with it, and given only to the credential that made
 * it.
 */
export class Application {
  readonly correlationValue: Uint8Array
  /** Names of its records begin with it. */
  readonly id: string
  state: ApplicationState
  readonly #context: OperationContext
  #stored: Uint8Array | undefined
  #ended = false

  private constructor(context: OperationContext, correlationValue: Uint8Array, state: ApplicationState) {
    this.#context = context
    this.correlationValue = correlationValue
    this.id = bytesToHex(correlationValue)
    this.state = state
  }

  /** A new one, not yet saved. */
  static async begin(context: OperationContext): Promise<Application> {
    const {identity, now, entropy} = context
    await context.objects.deleteExpiredContinuations()
    return new Application(context, entropy.bytes(16), {
      serialNumber: identity.serialNumber,
      fingerprint: identity.foreign?.fingerprint,
      refreshedAt: Math.floor(now.getTime() / 1000),
      loggedIn: false,
      lastSession: 0,
      sessions: {},
      handles: 0,
      objects: {},
    })
  }

  /** Fails with Invalid Asynchronous Correlation Value for what was forgotten, never was, or is another's. */
  static async find(context: OperationContext, correlationValue: Uint8Array): Promise<Application> {
    const {identity} = context
    const stored = await context.objects.continuation(applicationRecord(bytesToHex(correlationValue)))
    const state = stored === undefined ? undefined : decodeApplication(stored)
    if (
      state === undefined ||
      state.serialNumber !== identity.serialNumber ||
      state.fingerprint !== identity.foreign?.fingerprint
    ) {
      throw new KmipError(
        'InvalidAsynchronousCorrelationValue',
        'The Correlation Value belongs to no C_Initialize of this credential that has not been finalized',
      )
    }
    const application = new Application(context, correlationValue, state)
    application.#stored = stored
    return application
  }

  /** Fails with CKR_SESSION_HANDLE_INVALID. */
  session(handle: number): SessionState {
    const session = this.state.sessions[String(handle)]
    if (session === undefined) throw new Refusal('SESSION_HANDLE_INVALID')
    return session
  }

  openSession(readWrite: boolean): number {
    const {state} = this
    if (Object.keys(state.sessions).length >= longestSessionList) throw new Refusal('SESSION_COUNT')
    state.lastSession++
    state.sessions[String(state.lastSession)] = {readWrite, operations: {}}
    return state.lastSession
  }

  /** With the objects that live in it. When the last session is closed, the user is logged out. */
  async closeSession(handle: number): Promise<void> {
    const {state} = this
    const session = this.session(handle)
    if (session.found !== undefined) await this.#context.objects.deleteContinuation(foundRecord(this.id, handle))
    for (const [id, owner] of Object.entries(state.objects)) {
      if (owner === handle) await this.forgetObject(id)
    }
    const {[String(handle)]: closed, ...others} = state.sessions
    state.sessions = others
    if (closed !== undefined && Object.keys(others).length === 0) state.loggedIn = false
  }

  async forgetObject(id: string): Promise<void> {
    const {[id]: owner, ...others} = this.state.objects
    if (owner === undefined) return
    this.state.objects = others
    await this.#context.objects.deleteContinuation(objectRecord(this.id, id))
  }

  /** Ends one operation of a session, if there is such a session and operation. */
  endOperation(handle: number, kind: OperationKind): void {
    const session = this.state.sessions[String(handle)]
    if (session === undefined) return
    session.operations = {...session.operations, [kind]: undefined}
  }

  /** As it was before this call. */
  reset(): void {
    if (this.#stored !== undefined) this.state = decodeApplication(this.#stored)
  }

  /** Forgets everything. */
  async end(): Promise<void> {
    for (const id of this.#recordIds()) await this.#context.objects.deleteContinuation(id)
    this.#ended = true
  }

  /**
   * Keeps what has changed, and gives all records their time when they have not had it for a while. Fails with
   * CKR_DEVICE_MEMORY when there is more to keep than there is room for.
   */
  async save(): Promise<void> {
    if (this.#ended) return
    const seconds = Math.floor(this.#context.now.getTime() / 1000)
    const isDue = seconds - this.state.refreshedAt >= refreshInterval
    if (isDue) {
      this.state.refreshedAt = seconds
      await this.#refresh()
    }
    const encoded = encodeApplication(this.state)
    if (encoded.length > largestState) throw new Refusal('DEVICE_MEMORY')
    if (this.#stored !== undefined && Buffer.compare(encoded, this.#stored) === 0) return
    await this.put(applicationRecord(this.id), encoded)
  }

  /** Keeps a record of this application as long as the application itself. */
  async put(id: string, state: Uint8Array): Promise<void> {
    await this.#context.objects.putContinuation({id, state, expiresAt: this.#expiry()})
  }

  /** Records are refreshed every hour or less often, so each lives at least as long as its application. */
  #expiry(): number {
    return this.state.refreshedAt + lifetime + refreshInterval
  }

  async #refresh(): Promise<void> {
    const {objects} = this.#context
    for (const id of this.#recordIds()) {
      const state = id === applicationRecord(this.id) ? undefined : await objects.continuation(id)
      if (state !== undefined) await this.put(id, state)
    }
  }

  #recordIds(): readonly string[] {
    const {id, state} = this
    const handleRecords = Math.ceil(state.handles / handlesPerRecord)
    return [
      applicationRecord(id),
      ...Array.from({length: handleRecords}, (_, number) => handleRecord(id, number)),
      ...Object.keys(state.objects).map((object) => objectRecord(id, object)),
      ...Object.entries(state.sessions)
        .filter(([, {found}]) => found !== undefined)
        .map(([handle]) => foundRecord(id, Number(handle))),
    ]
  }
}
