import type {Subscription} from '../announcements/subscription.ts'
import type {MessageCredentialRecord} from '../../storage/store.ts'
import type {OperationName} from '../../kmip/schema/operation.ts'
import type {PresentedTicket} from '../tickets/ticket-state.ts'
import type {ForeignCertificate} from './presented.ts'

/** Whom a request comes from: a credential, through it a role, through that a scope. */
export interface Identity {
  readonly scopeId: string
  readonly scopeName: string
  readonly roleId: string
  readonly roleName: string
  /** Serial number of the client certificate, decimal. */
  readonly serialNumber: string
  /** Of the client certificate, if it has one. */
  readonly commonName: string | undefined
  /** What the server may send to it on its own. */
  readonly receives?: readonly Subscription[] | undefined
  /** What the operator registered for its messages. */
  readonly messageCredentials?: readonly MessageCredentialRecord[] | undefined
  /** Of a client whose certificate an imported authority signed: no credential is stored of it. */
  readonly foreign?: ForeignCertificate | undefined
  /** The message proved its sender by a credential in it, beside the certificate. */
  readonly isProvenByMessage?: boolean | undefined
  /** Under which the message acts: scope, role and permissions are those that the ticket leaves. */
  readonly ticket?: PresentedTicket | undefined
  /** All that a client with a replaced credential may still have: the objects that take its place. */
  readonly only?: ReadonlySet<string> | undefined
  readonly allows: (operation: OperationName) => boolean
}

/** For logs and refusals: `role app of scope finance`. */
export function describeIdentity({roleName, scopeName, ticket, only}: Identity): string {
  const role = `${ticket === undefined ? '' : 'the ticket of '}role ${roleName} of scope ${scopeName}`
  return only === undefined ? role : `${role} with a credential that was replaced`
}
