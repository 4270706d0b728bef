import {createHash} from 'node:crypto'
import {StorageError} from '../../errors.ts'
import type {OperationName} from '../../kmip/schema/operation.ts'
import {parseStoredJson} from '../../storage/stored-json.ts'
import type {ForeignCertificate} from '../identity/presented.ts'

/** Operations, or bytes of their data, that are left. */
export interface TicketLimit {
  readonly unit: 'Object' | 'Byte'
  readonly left: bigint
}

/** What is not named is free. KMIP 2.1 section 7.34. */
export interface TicketRight {
  readonly operations?: readonly OperationName[] | undefined
  readonly objects?: readonly string[] | undefined
  readonly groups?: readonly string[] | undefined
  readonly limit?: TicketLimit | undefined
}

/** Who logged in. */
export interface TicketOwner {
  readonly roleId: string
  readonly serialNumber: string
  /** Of a client that has no credential, but a certificate of an imported authority. */
  readonly foreign?: ForeignCertificate | undefined
}

/** What the store keeps of a ticket, under the hash of its value. */
export interface TicketState {
  readonly owner: TicketOwner
  /** The message of the login proved its sender by a credential in it, beside the certificate. */
  readonly isProven: boolean
  /** Seconds since 1970. */
  readonly expiresAt: number
  readonly requestsLeft?: number | undefined
  readonly limit?: TicketLimit | undefined
  /** Of a delegated login; another one is for the role that logged in, with all that it may do. */
  readonly rights?: readonly TicketRight[] | undefined
}

/** A ticket that a message shows and that holds. */
export interface PresentedTicket {
  /** In the store. */
  readonly id: string
  readonly state: TicketState
}

/** The key of a ticket in the store, from which its value does not follow. */
export function ticketId(value: Uint8Array): string {
  return `ticket ${createHash('sha256').update(value).digest('hex')}`
}

export function encodeTicket(state: TicketState): Uint8Array {
  const text = JSON.stringify(state, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
  return new TextEncoder().encode(text)
}

/** Fails with StorageError CORRUPT. */
export function decodeTicket(bytes: Uint8Array): TicketState {
  const stored = parseStoredJson(new TextDecoder().decode(bytes), 'A ticket')
  if (!isStored(stored)) throw new StorageError('CORRUPT', 'The store holds a ticket that is none')
  return {
    ...stored,
    limit: stored.limit && limitOf(stored.limit),
    rights: stored.rights?.map((right) => ({...right, limit: right.limit && limitOf(right.limit)})),
  }
}

interface StoredLimit {
  readonly unit: TicketLimit['unit']
  readonly left: string
}

interface StoredTicket extends Omit<TicketState, 'limit' | 'rights'> {
  readonly limit?: StoredLimit | undefined
  readonly rights?: readonly (Omit<TicketRight, 'limit'> & {readonly limit?: StoredLimit | undefined})[] | undefined
}

function isStored(value: unknown): value is StoredTicket {
  return typeof value === 'object' && value !== null && 'owner' in value && 'expiresAt' in value
}

function limitOf({unit, left}: StoredLimit): TicketLimit {
  return {unit, left: BigInt(left)}
}
