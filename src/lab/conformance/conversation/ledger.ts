import {Tag} from '../../../kmip/spec/tags.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'
import {type ObjectRecord, newRecord} from './object-record.ts'
import {attributesIn, childOf, childrenOf, identifierIn, identifiersIn, numberIn} from './payload.ts'

/** An operation that succeeded: its payloads as they went over the wire. */
export interface Performed {
  readonly operation: string
  readonly request: TtlvNode | undefined
  readonly response: TtlvNode | undefined
}

/**
 * What a conversation tells of the objects in it: which material the server made, so that it may be anything, and which
 * the client gave, so that everything that follows from it is settled.
 */
export class Ledger {
  /** Versions in which the server has answered. */
  readonly versions = new Set<string>()
  /** Object Groups that requests have named. */
  readonly groups = new Set<string>()
  readonly #objects = new Map<string, ObjectRecord>()
  /** Outputs that the server has given: what is computed from them is settled by what they were computed from. */
  readonly #outputs = new Set<string>()
  /** Streams whose output varies, by their Correlation Value. */
  readonly #varyingStreams = new Set<string>()
  /** Made and not destroyed, in that order. */
  readonly #alive = new Set<string>()

  object(identifier: string | undefined): ObjectRecord | undefined {
    return identifier === undefined ? undefined : this.#objects.get(identifier)
  }

  /** The objects that were made since the last call and not destroyed. */
  takeLeftovers(): string[] {
    const leftovers = [...this.#alive]
    this.#alive.clear()
    return leftovers
  }

  /** True for bytes that came from the server. */
  isOutput(bytes: Uint8Array): boolean {
    return this.#outputs.has(hex(bytes))
  }

  isVaryingStream(correlationValue: TtlvNode | undefined): boolean {
    const {value} = correlationValue ?? {}
    return value instanceof Uint8Array && this.#varyingStreams.has(hex(value))
  }

  noteVaryingStream(correlationValue: TtlvNode | undefined): void {
    if (correlationValue?.value instanceof Uint8Array) this.#varyingStreams.add(hex(correlationValue.value))
  }

  /** Learns from an operation that the server has performed. */
  note(performed: Performed): void {
    const {operation, request, response} = performed
    for (const {value} of childrenOf(response)) {
      if (value instanceof Uint8Array && value.length > 0) this.#outputs.add(hex(value))
    }
    const note = notes[operation]
    if (note !== undefined) note(this, performed)
    else this.learn([identifierIn(response) ?? identifierIn(request)], request)
  }

  /** Begins the record of an object. */
  add(identifier: string | undefined, known: boolean): void {
    if (identifier === undefined) return
    this.#objects.set(identifier, newRecord(known))
    this.#alive.add(identifier)
  }

  destroyed(identifier: string | undefined): void {
    if (identifier !== undefined) this.#alive.delete(identifier)
  }

  /** Takes the attributes that a request gave to objects. */
  learn(
    identifiers: readonly (string | undefined)[],
    request: TtlvNode | undefined,
    accepts?: (tag: number) => boolean,
  ): void {
    const facts = attributesIn(request, accepts)
    for (const {tag, value} of facts) {
      if (tag === Tag.ObjectGroup && typeof value.value === 'string') this.groups.add(value.value)
    }
    for (const identifier of identifiers) {
      const record = this.object(identifier)
      if (record === undefined) continue
      for (const {tag, value} of facts) learnAttribute(record, tag, value)
    }
  }
}

function learnAttribute(record: ObjectRecord, tag: number, value: TtlvNode): void {
  record.given.add(tag)
  if (typeof value.value === 'bigint') record.dates.set(tag, value.value)
  if (tag === Tag.CryptographicParameters) record.parameters ??= value
  if (tag === Tag.CryptographicAlgorithm && typeof value.value === 'number') record.algorithm = value.value
}

type Note = (ledger: Ledger, performed: Performed) => void

/** A new object with the request's attributes. */
const made =
  (known: (ledger: Ledger, request: TtlvNode | undefined) => boolean): Note =>
  (ledger, {request, response}) => {
    const identifier = identifierIn(response)
    ledger.add(identifier, known(ledger, request))
    ledger.learn([identifier], request)
    const record = ledger.object(identifier)
    if (record !== undefined) record.algorithm ??= keyBlockAlgorithm(request)
  }

const keyPair: Note = (ledger, {request, response}) => {
  const privateKey = identifierIn(response, Tag.PrivateKeyUniqueIdentifier)
  const publicKey = identifierIn(response, Tag.PublicKeyUniqueIdentifier)
  ledger.add(privateKey, false)
  ledger.add(publicKey, false)
  const common = (tag: number) => tag === Tag.CommonTemplateAttribute || tag === Tag.CommonAttributes
  ledger.learn([privateKey, publicKey], request, common)
  ledger.learn([privateKey], request, (tag) => privateSets.has(tag))
  ledger.learn([publicKey], request, (tag) => publicSets.has(tag))
}

const privateSets: ReadonlySet<number> = new Set([Tag.PrivateKeyTemplateAttribute, Tag.PrivateKeyAttributes])
const publicSets: ReadonlySet<number> = new Set([Tag.PublicKeyTemplateAttribute, Tag.PublicKeyAttributes])

/** A date that the operation itself sets is the server's again. */
const forget =
  (...tags: readonly number[]): Note =>
  (ledger, {request, response}) => {
    const record = ledger.object(identifierIn(response) ?? identifierIn(request))
    for (const tag of tags) record?.dates.delete(tag)
    const occurrence = childOf(request, Tag.CompromiseOccurrenceDate)
    if (typeof occurrence?.value === 'bigint') record?.dates.set(Tag.CompromiseOccurrenceDate, occurrence.value)
  }

const notes: Readonly<Partial<Record<string, Note>>> = {
  Register: made((_, request) => givesValue(request)),
  Import: made((_, request) => givesValue(request)),
  Create: made(() => false),
  ReKey: made(() => false),
  Certify: made(() => false),
  ReCertify: made(() => false),
  DeriveKey: made((ledger, request) => identifiersIn(request).every((id) => ledger.object(id)?.known === true)),
  CreateKeyPair: keyPair,
  ReKeyKeyPair: keyPair,
  CreateSplitKey(ledger, {request, response}) {
    const secretKnown = ledger.object(identifierIn(request))?.known === true
    for (const identifier of identifiersIn(response)) {
      ledger.add(identifier, false)
      const record = ledger.object(identifier)
      if (record !== undefined) record.secretKnown = secretKnown
    }
    ledger.learn(identifiersIn(response), request)
  },
  JoinSplitKey: made((ledger, request) =>
    identifiersIn(request).every((id) => {
      const part = ledger.object(id)
      return part?.known === true || part?.secretKnown === true
    }),
  ),
  Activate: forget(Tag.ActivationDate),
  Revoke: forget(Tag.DeactivationDate, Tag.CompromiseDate, Tag.CompromiseOccurrenceDate),
  Destroy(ledger, performed) {
    forget(Tag.DestroyDate)(ledger, performed)
    ledger.destroyed(identifierIn(performed.response) ?? identifierIn(performed.request))
  },
  Archive: forget(Tag.ArchiveDate),
}

const objectTags: ReadonlySet<number> = new Set([
  Tag.SymmetricKey,
  Tag.PrivateKey,
  Tag.PublicKey,
  Tag.SplitKey,
  Tag.SecretData,
  Tag.PGPKey,
])

/** An object may be registered without its value, which is then somewhere else or for the server to make. */
function givesValue(request: TtlvNode | undefined): boolean {
  const block = keyBlockOf(request)
  return block === undefined || childOf(block, Tag.KeyValue) !== undefined
}

function keyBlockOf(request: TtlvNode | undefined): TtlvNode | undefined {
  return childOf(
    childrenOf(request).find(({tag}) => objectTags.has(tag)),
    Tag.KeyBlock,
  )
}

function keyBlockAlgorithm(request: TtlvNode | undefined): number | undefined {
  return numberIn(keyBlockOf(request), Tag.CryptographicAlgorithm)
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
