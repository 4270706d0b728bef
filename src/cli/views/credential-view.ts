import type {CredentialDescription, CredentialStatus} from '../../administration/credential-description.ts'
import {describeCertificate} from '../../ca/certificate.ts'
import type {KeyValue} from '../output/key-values.ts'
import type {Palette} from '../output/palette.ts'
import type {Column} from '../output/table.ts'
import {dateText} from './date-text.ts'

const statusPaint: Readonly<Record<CredentialStatus, keyof Palette>> = {
  valid: 'good',
  expired: 'warning',
  revoked: 'bad',
}

export const credentialColumns: readonly Column<CredentialDescription>[] = [
  {heading: 'Serial number', value: ({serialNumber}) => serialNumber, paint: (_, {accent}) => accent},
  {heading: 'Scope', value: ({scope}) => scope},
  {heading: 'Role', value: ({role}) => role},
  {heading: 'Status', value: ({status}) => status, paint: ({status}, palette) => palette[statusPaint[status]]},
  {heading: 'Expires', value: ({notAfter}) => dateText(notAfter)},
]

/** For lists in which somebody has labels. */
export const labelsColumn: Column<CredentialDescription> = {heading: 'Labels', value: labelsText}

export const expiringColumns: readonly Column<CredentialDescription & {readonly daysLeft: number}>[] = [
  {heading: 'Serial number', value: ({serialNumber}) => serialNumber, paint: (_, {accent}) => accent},
  {heading: 'Scope', value: ({scope}) => scope},
  {heading: 'Role', value: ({role}) => role},
  labelsColumn,
  {heading: 'Expires', value: ({notAfter}) => dateText(notAfter)},
  {heading: 'Days left', value: (one) => one.daysLeft, align: 'right', paint: (_, {warning}) => warning},
]

/** Whole days until a credential ends. */
export function daysLeft({notAfter}: CredentialDescription, now: Date): number {
  return Math.floor((notAfter.getTime() - now.getTime()) / 86_400_000)
}

function labelsText({labels}: CredentialDescription): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
}

export function credentialFacts(credential: CredentialDescription): readonly KeyValue[] {
  const {
    subject,
    key,
    subjectAlternativeNames: names,
    extendedKeyUsage,
  } = describeCertificate(credential.certificatePem)
  const alternatives = [...names.dnsNames, ...names.ipAddresses, ...names.emails, ...names.uris]
  const labels = Object.entries(credential.labels).map(([name, value]) => `${name}=${value}`)
  const {revokedAt} = credential
  return [
    ['Serial number', credential.serialNumber],
    ['Scope', credential.scope],
    ['Role', credential.role],
    ['Status', credential.status],
    ['Valid from', dateText(credential.notBefore)],
    ['Expires', dateText(credential.notAfter)],
    ['Revoked', revokedAt === undefined ? undefined : dateText(revokedAt)],
    ['Subject', subject],
    ['Other names', alternatives.length === 0 ? undefined : alternatives],
    ['Purposes', extendedKeyUsage.join(', ')],
    ['Labels', labels.length === 0 ? undefined : labels],
    ['Issued by', credential.authority],
    ['Key', key.curve ?? `${key.type} ${key.bits ?? ''}`.trim()],
    ['Fingerprint', `SHA-256 ${credential.fingerprint}`],
  ]
}
