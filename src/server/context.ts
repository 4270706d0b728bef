import {randomBytes} from 'node:crypto'
import {KmipError} from '../kmip/error.ts'
import type {AttributeKey} from '../kmip/attributes/attribute-set.ts'
import type {IdentifierReference} from '../kmip/schema/identifier.ts'
import type {OperationName} from '../kmip/schema/operation.ts'
import type {ManagedObjectType} from '../kmip/objects/managed-object.ts'
import type {AnyField} from '../kmip/schema/structure.ts'
import type {CapabilityInformation} from '../kmip/structures/capability-information.ts'
import type {ExtensionInformation} from '../kmip/structures/extension-information.ts'
import type {ProfileInformation} from '../kmip/structures/profile-information.ts'
import type {ProtectionStorageMasks} from '../kmip/structures/protection-storage-masks.ts'
import type {RNGParameters} from '../kmip/structures/rng-parameters.ts'
import type {ValidationInformation} from '../kmip/structures/validation-information.ts'
import type {EnumName} from '../kmip/spec/enumeration.ts'
import type {AttestationType, ClientRegistrationMethod} from '../kmip/spec/enumerations.ts'
import {inRange, type Version} from '../kmip/spec/version.ts'
import type {AttestationPolicy} from './authentication/attestation-policy.ts'
import type {AuthorityAccess} from './certification/authority-access.ts'
import type {CredentialPolicy} from './credential-policy.ts'
import type {EndpointRoles} from './endpoint-roles.ts'
import type {Identity} from './identity/identity.ts'
import type {JobAccess} from './jobs/job-access.ts'
import type {ScopeRules} from './rules/scope-rules.ts'
import type {ObjectAccess} from './objects/object-access.ts'
import type {Outside} from './objects/outside-work.ts'
import type {ServerObject} from './objects/server-object.ts'
import type {Provisioning} from './provisioning/provisioning.ts'
import {timeOrderedUuid} from './objects/time-ordered-uuid.ts'
import type {TicketGuard} from './tickets/ticket-guard.ts'

/** What the server can do and calls itself; Query answers from here, so that it tells only the truth. */
export interface ServerFacts {
  readonly operations: readonly OperationName[]
  readonly objectTypes: readonly ManagedObjectType[]
  /** Newest first. */
  readonly versions: readonly Version[]
  readonly vendorIdentification: string
  readonly serverInformation: {readonly name: string; readonly version: string}
  readonly profiles: readonly ProfileInformation[]
  /** Where KMIP over HTTPS is spoken. */
  readonly httpsUrls: readonly string[]
  readonly capabilities: CapabilityInformation
  /** Of the random number generators; new keys come from the first. */
  readonly rngs: readonly RNGParameters[]
  readonly validations: readonly ValidationInformation[]
  readonly attestationTypes: readonly EnumName<typeof AttestationType>[]
  readonly clientRegistrationMethods: readonly EnumName<typeof ClientRegistrationMethod>[]
  /** Items under vendors' tags that it understands. */
  readonly extensions: readonly ExtensionInformation[]
  /** How objects can be protected in storage: alternatives, the preferred one first. */
  readonly protectionStorageMasks: ProtectionStorageMasks
}

/** Choices of the operator that change what handlers do. */
export interface ServerPolicy {
  /** Refuse a Name that another object of the scope has, as the letter of KMIP wants; most clients repeat names. */
  readonly uniqueNames: boolean
  /** Left out where a client asks for all attributes: some clients cannot read the newer ones. */
  readonly hiddenAttributes: ReadonlySet<AttributeKey>
  /** A key wrapped without encoding always goes out in a structure: some clients cannot read the Byte String. */
  readonly structuredKeyValues?: boolean | undefined
  /** Whether the user name in a message has to be that of the client certificate. */
  readonly messageCredential: CredentialPolicy
  /** Off when absent. */
  readonly attestation?: AttestationPolicy | undefined
}

/** Sources of what must differ from call to call; fixed in tests. */
export interface Entropy {
  readonly bytes: (length: number) => Uint8Array
  readonly identifier: () => string
}

export const systemEntropy: Entropy = {bytes: (length) => randomBytes(length), identifier: timeOrderedUuid}

/** Everything a handler may touch. One per message; items of a batch share it, and through it the ID Placeholder. */
export interface OperationContext {
  readonly identity: Identity
  readonly now: Date
  readonly entropy: Entropy
  readonly objects: ObjectAccess
  readonly facts: ServerFacts
  readonly policy: ServerPolicy
  /** Of the request; for encoding what stands inside a byte string, never for decisions. */
  readonly version: Version
  /** True when the version of the request has this member of a payload. */
  expresses(member: Pick<AnyField, 'range'>): boolean
  /** KMIP 1.4 section 4: set by operations that make or find one object, emptied by a Locate that finds several. */
  placeholder: string | undefined
  /** The identifier a request means: its own, or the ID Placeholder. */
  resolve(reference: IdentifierReference | undefined): string
  /**
   * The result of work that takes longer than a transaction may last. Only to be asked for when everything is checked
   * that could refuse the request: without the result at hand the message begins anew once it is there.
   */
  readonly outside: Outside
  /**
   * Does work of which nothing remains when it throws, for operations that succeed nevertheless. Whoever catches what it
   * throws takes only the errors that it knows.
   */
  readonly attempt: <T>(work: () => Promise<T>) => Promise<T>
  /** Certificate authorities of the scope. */
  readonly authorities: AuthorityAccess
  /** Of the client, that it may replace. */
  readonly credential: Provisioning
  /** Asynchronous requests of the same credential. */
  readonly jobs: JobAccess
  /** Keeps the items within the ticket under which the message acts; undefined without one. */
  readonly ticket: TicketGuard | undefined
  /** Of the connection; undefined where its ends cannot change their roles. */
  readonly endpoints?: EndpointRoles | undefined
  /** What new objects of the scope are held against, and what they get by default. */
  readonly rules: ScopeRules
  /** The object a request means; fails with Object Not Found. */
  target(reference: IdentifierReference | undefined): Promise<ServerObject>
}

export type ContextParts = Pick<
  OperationContext,
  | 'identity'
  | 'now'
  | 'entropy'
  | 'objects'
  | 'facts'
  | 'policy'
  | 'version'
  | 'outside'
  | 'attempt'
  | 'jobs'
  | 'authorities'
  | 'credential'
  | 'ticket'
  | 'endpoints'
  | 'rules'
>

export function createContext(parts: ContextParts): OperationContext {
  return new MessageContext(parts)
}

/** A class, because one is made for every message and objects of classes are the cheapest to make. */
class MessageContext implements OperationContext {
  readonly identity: Identity
  readonly now: Date
  readonly entropy: Entropy
  readonly objects: ObjectAccess
  readonly facts: ServerFacts
  readonly policy: ServerPolicy
  readonly version: Version
  readonly outside: Outside
  readonly attempt: OperationContext['attempt']
  readonly jobs: JobAccess
  readonly authorities: AuthorityAccess
  readonly ticket: TicketGuard | undefined
  readonly credential: Provisioning
  readonly endpoints: EndpointRoles | undefined
  readonly rules: ScopeRules
  placeholder: string | undefined = undefined

  constructor(parts: ContextParts) {
    this.identity = parts.identity
    this.now = parts.now
    this.entropy = parts.entropy
    this.objects = parts.objects
    this.facts = parts.facts
    this.policy = parts.policy
    this.version = parts.version
    this.outside = parts.outside
    this.attempt = parts.attempt
    this.jobs = parts.jobs
    this.authorities = parts.authorities
    this.ticket = parts.ticket
    this.rules = parts.rules
    this.credential = parts.credential
    this.endpoints = parts.endpoints
  }

  expresses(member: Pick<AnyField, 'range'>): boolean {
    return inRange(member.range, this.version)
  }

  resolve(reference: IdentifierReference | undefined): string {
    if (typeof reference === 'string') return reference
    if (reference === undefined || ('placeholder' in reference && reference.placeholder === 'IDPlaceholder')) {
      if (this.placeholder !== undefined) return this.placeholder
      throw new KmipError('ObjectNotFound', 'The request names no object and no earlier item of its batch left one')
    }
    throw new KmipError('InvalidField', 'The Unique Identifier is of a kind this server cannot resolve')
  }

  target(reference: IdentifierReference | undefined): Promise<ServerObject> {
    return this.objects.load(this.resolve(reference))
  }
}
