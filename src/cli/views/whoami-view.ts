import {operationFlagName} from '../../administration/operation-name.ts'
import type {AskedIdentity} from '../../client/ask-identity.ts'
import type {ConnectionDescription} from '../client/connection-description.ts'
import type {KeyValue} from '../output/key-values.ts'
import {dateText} from './date-text.ts'

/** The certificate that a client presents. */
export interface OwnCertificate {
  readonly subject: string
  readonly issuer: string
  /** In decimal. */
  readonly serialNumber: string
  readonly notAfter: Date
  /** Whole days until it ends; negative when it has ended. */
  readonly daysLeft: number
}

export function ownCertificateFacts(certificate: OwnCertificate | null): readonly KeyValue[] {
  if (certificate === null) return [['Certificate', 'none is presented']]
  const {subject, issuer, serialNumber, notAfter, daysLeft} = certificate
  return [
    ['Certificate', subject],
    ['Serial number', serialNumber],
    ['Issuer', issuer],
    ['Expires', `${dateText(notAfter)}, ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left`],
  ]
}

export function serverFacts({server, tls}: ConnectionDescription): readonly KeyValue[] {
  if (tls === null) return [['Server', server]]
  const {serverCertificate: certificate, version, cipher} = tls
  return [
    ['Server', `${server}, ${version}, ${cipher}`],
    ['Its subject', certificate?.subject],
    ['Its names', certificate?.names.join(', ')],
    ['Its issuer', certificate?.issuer],
    ['It expires', certificate === null ? undefined : dateText(new Date(certificate.notAfter))],
  ]
}

export function identityFacts({version, vendor, operations, identity, refused}: AskedIdentity): readonly KeyValue[] {
  const common: readonly KeyValue[] = [
    ['KMIP', version],
    ['Vendor', vendor],
    ['Query', refused],
  ]
  if (identity === undefined)
    return [...common, ['Operations', operations.length === 0 ? undefined : words(operations)]]
  const {scope, role, operations: allowed} = identity
  return [...common, ['Scope', scope], ['Role', role], ['May call', words(allowed)]]
}

function words(operations: AskedIdentity['operations']): string {
  return operations
    .map((name) => (typeof name === 'string' ? operationFlagName(name) : `0x${name.toString(16)}`))
    .join(', ')
}
