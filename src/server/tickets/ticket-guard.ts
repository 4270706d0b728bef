import {KmipError} from '../../kmip/error.ts'
import type {OperationName} from '../../kmip/schema/operation.ts'
import type {ObjectAccess} from '../objects/object-access.ts'
import type {ServerObject} from '../objects/server-object.ts'
import {invalidTicket} from './invalid-ticket.ts'
import {
  decodeTicket,
  encodeTicket,
  type PresentedTicket,
  type TicketLimit,
  type TicketRight,
  type TicketState,
} from './ticket-state.ts'

/**
 * Keeps the items of one message within the rights and limits of its ticket. One right has to allow the whole item: each
 * object that it touches leaves fewer of them. KMIP 2.1 sections 6.1.12 and 7.34.
 */
export class TicketGuard {
  readonly #ticket: PresentedTicket
  readonly #store: Pick<ObjectAccess, 'continuation' | 'putContinuation'>
  #operation: OperationName = 'Query'
  #state: TicketState
  /** Places of the rights that allow what the item has done so far; undefined when the ticket is not about rights. */
  #rights: readonly number[] | undefined
  #touched = new Set<string>()
  #hasTouched = false

  constructor(ticket: PresentedTicket, store: Pick<ObjectAccess, 'continuation' | 'putContinuation'>) {
    this.#ticket = ticket
    this.#state = ticket.state
    this.#store = store
  }

  /** Before an item that the actor may run. */
  async begin(operation: OperationName): Promise<void> {
    this.#operation = operation
    this.#touched = new Set()
    this.#hasTouched = false
    if (isLimited(this.#ticket.state)) this.#state = await this.#stored()
    const {rights} = this.#state
    this.#rights = rights?.flatMap(({operations}, place) => ((operations?.includes(operation) ?? true) ? [place] : []))
  }

  /** Whether the item may do what another operation does too: only the rights to both are left. */
  alsoDoes(operation: OperationName): boolean {
    const {rights} = this.#state
    if (rights === undefined || this.#rights === undefined) return true
    const both = this.#rights.filter((place) => rights[place]?.operations?.includes(operation) ?? true)
    if (both.length > 0) this.#rights = both
    return both.length > 0
  }

  /** Whether a search may find all that there is. */
  get findsAll(): boolean {
    return this.#remaining.some(isFree)
  }

  /** Whether a search may find the object. */
  mayFind(object: ServerObject): boolean {
    return this.#remaining.some((right) => covers(right, object))
  }

  /** A search was made. */
  searched(): void {
    this.#hasTouched = true
  }

  /** Before an object is looked for, so that one that is not named is refused whether there is one or not. */
  checkNamed(id: string): void {
    if (this.#touched.has(id)) return
    if (!this.#remaining.some(({objects}) => objects?.includes(id) ?? true)) throw this.#refusal(id)
  }

  /** An object that the item uses or changes. */
  touch(object: ServerObject): void {
    if (this.#touched.has(object.id)) return
    // What is found together is looked at one by one; no two of them have to be allowed by the same right
    if (this.#operation === 'Locate') {
      if (!this.mayFind(object)) throw this.#refusal(object.id)
    } else this.#keep((right) => covers(right, object), object.id)
    this.#note(object.id)
  }

  /** An object as it is put in the place of one with its identifier. */
  checkReach(object: ServerObject): void {
    this.#keep((right) => covers(right, object), object.id)
  }

  /** An object that the item makes: of a right to named objects only where it comes from one of them. */
  make(object: ServerObject): void {
    const comesFromObject = this.#touched.size > 0
    this.#keep((right) => (right.objects === undefined || comesFromObject) && isInGroup(right, object), object.id)
    this.#note(object.id)
  }

  /** After an item that succeeded; `request` is its decoded payload. Takes what it costs from the limits. */
  async finish(request: unknown): Promise<void> {
    if (!this.#hasTouched) {
      this.#keep((right) => isFree(right) || right.operations !== undefined, undefined)
    }
    if (!isLimited(this.#state)) return
    const bytes = byteCountOf(request)
    const limit = spent(this.#state.limit, bytes)
    const rights = this.#spendRight(bytes)
    this.#state = {...this.#state, limit, rights}
    const {id} = this.#ticket
    await this.#store.putContinuation({id, state: encodeTicket(this.#state), expiresAt: this.#state.expiresAt})
  }

  /** Of the rights that allow the item, the first one pays that can. */
  #spendRight(bytes: number): readonly TicketRight[] | undefined {
    const {rights} = this.#state
    if (rights === undefined || this.#rights === undefined) return rights
    const payer = this.#rights.find((place) => canPay(rights[place]?.limit, bytes)) ?? this.#rights[0]
    return rights.map((right, place) => (place === payer ? {...right, limit: spent(right.limit, bytes)} : right))
  }

  get #remaining(): readonly TicketRight[] {
    const {rights} = this.#state
    if (rights === undefined || this.#rights === undefined) return [everything]
    return rights.filter((_, place) => this.#rights?.includes(place))
  }

  #keep(allows: (right: TicketRight) => boolean, id: string | undefined): void {
    const {rights} = this.#state
    if (rights === undefined || this.#rights === undefined) return
    this.#rights = this.#rights.filter((place) => {
      const right = rights[place]
      return right !== undefined && allows(right)
    })
    if (this.#rights.length === 0) throw this.#refusal(id)
  }

  #note(id: string): void {
    this.#touched.add(id)
    this.#hasTouched = true
  }

  async #stored(): Promise<TicketState> {
    const bytes = await this.#store.continuation(this.#ticket.id)
    if (bytes === undefined) throw invalidTicket()
    return decodeTicket(bytes)
  }

  #refusal(id: string | undefined): KmipError {
    const object = id === undefined ? 'without one of its objects' : `with object ${id}`
    return new KmipError('PermissionDenied', `No right of the ticket allows ${this.#operation} ${object}`)
  }
}

const everything: TicketRight = {}

function isFree({objects, groups}: TicketRight): boolean {
  return objects === undefined && groups === undefined
}

function covers(right: TicketRight, object: ServerObject): boolean {
  return (right.objects?.includes(object.id) ?? true) && isInGroup(right, object)
}

function isInGroup({groups}: TicketRight, {attributes}: ServerObject): boolean {
  return groups === undefined || attributes.all('ObjectGroup').some((group) => groups.includes(group))
}

function isLimited({limit, rights = []}: TicketState): boolean {
  return limit !== undefined || rights.some((right) => right.limit !== undefined)
}

function costOf({unit}: TicketLimit, bytes: number): bigint {
  return unit === 'Byte' ? BigInt(bytes) : 1n
}

function canPay(limit: TicketLimit | undefined, bytes: number): boolean {
  return limit === undefined || limit.left >= costOf(limit, bytes)
}

function spent(limit: TicketLimit | undefined, bytes: number): TicketLimit | undefined {
  if (limit === undefined) return undefined
  if (!canPay(limit, bytes)) throw new KmipError('UsageLimitExceeded', 'The Usage Limits of the ticket are used up')
  return {...limit, left: limit.left - costOf(limit, bytes)}
}

/** Members of requests in which there is data to work on, one in each request; PKCS#11 has it among its parameters. */
const dataMembers: ReadonlySet<string> = new Set(['data', 'digestedData', 'pkcs11InputParameters'])

/** Of the data that an operation is asked to work on. */
function byteCountOf(request: unknown): number {
  if (typeof request !== 'object' || request === null) return 0
  const counts = Object.entries(request).map(([name, value]: [string, unknown]) =>
    dataMembers.has(name) && value instanceof Uint8Array ? value.length : 0,
  )
  return Math.max(0, ...counts)
}
