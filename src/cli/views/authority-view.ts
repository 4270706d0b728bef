import {describeMapping} from '../../administration/authority-mapping.ts'
import type {AuthorityDescription} from '../../administration/authority-description.ts'
import type {CertificateDescription} from '../../ca/certificate.ts'
import type {KeyValue} from '../output/key-values.ts'
import type {Column} from '../output/table.ts'
import {dateText} from './date-text.ts'

/** Time enough to tell clients of another one. */
const warnBefore = 30 * 24 * 60 * 60_000

type Expiry = 'good' | 'soon' | 'past'

function expiry({notAfter}: AuthorityDescription, now: Date): Expiry {
  const left = notAfter.getTime() - now.getTime()
  if (left <= 0) return 'past'
  return left < warnBefore ? 'soon' : 'good'
}

const expiryPaint = {good: 'good', soon: 'warning', past: 'bad'} as const
const expiryNote: Readonly<Record<Expiry, string>> = {good: '', soon: ' (soon)', past: ' (expired)'}

/** Of `kmipctl ca list`. */
export function authorityColumns(now: Date): readonly Column<AuthorityDescription>[] {
  return [
    {heading: 'Name', value: ({name}) => name, paint: (_, {accent}) => accent},
    {heading: 'Kind', value: ({kind, supersededBy}) => (supersededBy === undefined ? kind : `${kind}, superseded`)},
    {heading: 'Key', value: keyText},
    {
      heading: 'Expires',
      value: (one) => `${dateText(one.notAfter)}${expiryNote[expiry(one, now)]}`,
      paint: (one, palette) => palette[expiryPaint[expiry(one, now)]],
    },
    {heading: 'Credentials', value: ({credentials}) => credentials, align: 'right'},
    {heading: 'Used by', value: ({usedBy}) => (usedBy.length === 0 ? '-' : usedBy.join(', '))},
  ]
}

function keyText({keyType, keyBits}: AuthorityDescription): string {
  return [keyType, keyBits].filter((part) => part !== undefined).join(' ')
}

export function authorityFacts(authority: AuthorityDescription): readonly KeyValue[] {
  const {kind, mapping, supersededBy, usedBy, revoked} = authority
  return [
    ['Name', authority.name],
    ['Kind', kind],
    ['Generation', authority.generation],
    ['Superseded by', supersededBy],
    ['Clients', mapping && describeMapping(mapping)],
    ['Used by', usedBy.length === 0 ? undefined : usedBy],
    ['Credentials', kind === 'imported' ? undefined : authority.credentials],
    [
      'Revoked',
      revoked.length === 0 ? undefined : revoked.map(({serialNumber, subject}) => `${serialNumber} (${subject})`),
    ],
  ]
}

export function certificateFacts(certificate: CertificateDescription): readonly KeyValue[] {
  const {key} = certificate
  return [
    ['Subject', certificate.subject],
    ['Issuer', certificate.issuer],
    ['Serial number', certificate.serialNumber],
    ['Valid from', dateText(certificate.notBefore)],
    ['Expires', dateText(certificate.notAfter)],
    ['Key', key.curve ?? `${key.type} ${key.bits ?? ''}`.trim()],
    ['Fingerprint', `SHA-256 ${certificate.fingerprint}`],
  ]
}

/** What becomes of credentials when their authority is trusted no more: `, which ends 2 valid credentials`. */
export function affectedText(credentials: number): string {
  if (credentials === 0) return ''
  return credentials === 1 ? ', which ends 1 valid credential' : `, which ends ${credentials} valid credentials`
}
