import {describeCertificate, readCertificates} from '../ca/certificate.ts'
import type {AdministrationReader, AuthorityMapping, AuthorityRecord} from '../storage/store.ts'
import {describeRevoked, type ForeignCertificateDescription} from './revoked-certificates.ts'
import {baseName, intermediateName, issuerName, shownName} from './authority-names.ts'

/** A certificate authority without its private key. */
export interface AuthorityDescription {
  /** `default` is the server's own hierarchy; a slash and a number stand behind names of earlier generations. */
  readonly name: string
  readonly kind: 'default' | 'generated' | 'imported'
  readonly generation: number
  /** That of the authority that issues; an imported one may have several. */
  readonly certificatePem: string
  /** The issuing one first, the root last. */
  readonly chainPem: readonly string[]
  readonly keyType: string
  readonly keyBits: number | undefined
  /** In decimal. */
  readonly serialNumber: string
  readonly notBefore: Date
  /** Of the certificate that ends first. */
  readonly notAfter: Date
  /** SHA-256 of the first certificate in DER, lower-case hexadecimal. */
  readonly fingerprint: string
  /** Which scope and role its clients have; of imported ones. */
  readonly mapping: AuthorityMapping | undefined
  /** Name of what took its place; it is trusted, but signs no more. */
  readonly supersededBy: string | undefined
  /** Roles and listeners in words. */
  readonly usedBy: readonly string[]
  /** Certificates of an imported one that were taken back here. */
  readonly revoked: readonly ForeignCertificateDescription[]
  /** That it issued, and that are neither expired nor revoked. */
  readonly credentials: number
}

/** Of one that is not a scope's. */
export async function describeAuthority(
  administration: AdministrationReader,
  record: AuthorityRecord,
  now: Date,
): Promise<AuthorityDescription> {
  const certificates = readCertificates(record.certificatePem)
  const [issuing, ...others] = certificates.map((certificate) => describeCertificate(certificate))
  if (issuing === undefined) throw new TypeError(`The authority ${record.name} has no certificate`)
  const ends = [issuing, ...others].map(({notAfter}) => notAfter.getTime())
  return {
    name: shownName(record.name),
    kind: record.kind === 'scope' ? 'default' : record.kind,
    generation: record.generation,
    certificatePem: record.certificatePem,
    chainPem: [...certificates.map(String), ...(await rootOf(administration, record))],
    keyType: issuing.key.type,
    keyBits: issuing.key.bits,
    serialNumber: issuing.serialNumber,
    notBefore: issuing.notBefore,
    notAfter: new Date(Math.min(...ends)),
    fingerprint: issuing.fingerprint,
    mapping: record.mapping,
    supersededBy: record.supersededBy === undefined ? undefined : shownName(record.supersededBy),
    usedBy: await usersOf(administration, record),
    revoked: (await administration.revokedCertificates(record.name)).map(describeRevoked),
    credentials: await administration.countIssuedCredentials(issuerName(record), now.getTime()),
  }
}

async function rootOf(administration: AdministrationReader, {issuer}: AuthorityRecord): Promise<readonly string[]> {
  const root = issuer === undefined ? undefined : await administration.authority(issuer)
  return root === undefined ? [] : [root.certificatePem]
}

/** Who would be without an authority: roles it issues for, listeners it serves or whose clients it verifies. */
async function usersOf(administration: AdministrationReader, record: AuthorityRecord): Promise<readonly string[]> {
  if (record.supersededBy !== undefined || baseName(record.name) === intermediateName) return []
  const {name} = record
  const users: string[] = []
  for (const role of await administration.rolesOfAuthority(name)) {
    const scope = await administration.scopeById(role.scopeId)
    users.push(`role ${role.name} of scope ${scope?.name ?? role.scopeId}`)
  }
  for (const listener of await administration.listeners()) {
    const names = [listener.authority, ...listener.additionalClientAuthorities]
    if (names.includes(name)) users.push(`listener ${listener.name}`)
  }
  return users
}
