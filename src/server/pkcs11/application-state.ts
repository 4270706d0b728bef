import {StorageError} from '../../errors.ts'
import {parseStoredJson} from '../../storage/stored-json.ts'

/** What a session can have going on, one of each. */
export type OperationKind = 'encrypt' | 'decrypt' | 'digest' | 'sign' | 'verify'

/** An operation between its Init and its end. */
export interface ActiveOperation {
  readonly mechanism: number
  /** Of the mechanism, in hexadecimal. */
  readonly parameter?: string | undefined
  /** Unique Identifier. */
  readonly key?: string | undefined
  /** Once the first part is there: where the KMIP operation goes on, in hexadecimal. */
  readonly stream?: string | undefined
  /** Bytes that may still be worked on; undefined without such a limit. */
  readonly left?: number | undefined
}

export interface SessionState {
  readonly readWrite: boolean
  /** How many of the objects that a search found have been given out; undefined without a search. */
  found?: number | undefined
  operations: Partial<Record<OperationKind, ActiveOperation>>
}

/** What is kept of one C_Initialize until its C_Finalize. */
export interface ApplicationState {
  /** Of the credential that it belongs to. */
  readonly serialNumber: string
  /** Of a client that has no credential, but a certificate of an imported authority. */
  readonly fingerprint?: string | undefined
  /** Seconds since 1970 at which all records of it were last given their time. */
  refreshedAt: number
  loggedIn: boolean
  lastSession: number
  sessions: Record<string, SessionState>
  /** Object handles that have been given out. */
  handles: number
  /** Session objects: the handle of its session by Unique Identifier. */
  objects: Record<string, number>
}

export function encodeApplication(state: ApplicationState): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(state))
}

/** Fails with StorageError CORRUPT. */
export function decodeApplication(stored: Uint8Array): ApplicationState {
  const state = parseStoredJson(new TextDecoder().decode(stored), 'A PKCS#11 application')
  if (!isApplication(state)) throw new StorageError('CORRUPT', 'The store holds a PKCS#11 application that is none')
  return state
}

function isApplication(value: unknown): value is ApplicationState {
  return typeof value === 'object' && value !== null && 'sessions' in value && 'serialNumber' in value
}
