import {describeCertificate} from '../../ca/certificate.ts'
import {pathToAnchor} from '../../ca/x509/path-to-anchor.ts'
import type {AdministrationReader} from '../../storage/store.ts'
import {commonNameOf} from './common-name.ts'
import type {Identity} from './identity.ts'
import {fieldsOf, importedAuthorities, type ImportedAuthority} from './imported-authorities.ts'
import type {KnownIntermediates} from './known-intermediates.ts'
import {foreignCertificate, type Presented} from './presented.ts'
import {type Refusal, unknownCertificate} from './refusal.ts'
import {roleIdentity} from './role-identity.ts'
import {isMapped, mapSubject} from './subject-mapping.ts'

/** An answer, and until when it holds: milliseconds since 1970. */
export interface Answer {
  readonly identification: Identity | Refusal
  readonly notAfter: number
  /** What holds then; that the certificate has expired unless told otherwise. */
  readonly afterwards?: Refusal | undefined
}

export interface ForeignRequest {
  readonly presented: Presented
  readonly intermediates: KnownIntermediates
  readonly now: Date
}

/** A path to an imported authority. */
interface Origin {
  readonly authority: ImportedAuthority
  readonly end: Date
}

/**
 * Who comes with a certificate that is no credential: whom the mapping of the imported authority makes of it that signed
 * it. Names alone prove nothing; each certificate of the path has to be signed by the next.
 */
export async function identifyForeign(administration: AdministrationReader, request: ForeignRequest): Promise<Answer> {
  const {presented} = request
  const [leaf] = presented.certificates ?? []
  if (leaf === undefined) return refused(unknownCertificate)
  const revoked = await administration.revokedCertificate(presented.fingerprint)
  if (revoked !== undefined) {
    const {serialNumber: number, authority} = revoked
    return refused({refused: `certificate ${number} of the authority ${authority} is revoked`, cause: 'revoked'})
  }
  const origins = originsOf(await importedAuthorities(administration, presented.listener), request)
  if (origins.length === 0) return refused(unknownCertificate)
  const {serialNumber} = describeCertificate(leaf)
  const client = {serialNumber, commonName: commonNameOf(leaf), foreign: foreignCertificate(presented)}
  const outcomes = []
  for (const {authority, end} of origins) {
    const mapped = await mapSubject(administration, fieldsOf(leaf).subject, authority.mapping)
    outcomes.push({mapped, notAfter: end.getTime()})
  }
  const identified = outcomes.flatMap(({mapped, notAfter}) =>
    isMapped(mapped)
      ? [{notAfter, identification: roleIdentity(mapped.scope, mapped.role, client), role: mapped.role}]
      : [],
  )
  const [first] = identified
  if (first === undefined) return refused(outcomes.map(({mapped}) => mapped).find((one) => 'refused' in one))
  if (identified.every(({role}) => role.id === first.role.id)) return first
  const names = origins.map(({authority}) => authority.name).join(', ')
  return refused({
    refused: `the authorities ${names} give the client certificate different roles`,
    cause: 'unmapped',
  })
}

function originsOf(
  authorities: readonly ImportedAuthority[],
  {presented, intermediates, now}: ForeignRequest,
): Origin[] {
  const [leaf, ...sent] = (presented.certificates ?? []).map(fieldsOf)
  if (leaf === undefined) return []
  const between = [...sent, ...intermediates.all()]
  const origins = authorities.flatMap((authority): Origin[] => {
    const end = pathToAnchor({leaf, between, anchors: authority.anchors, date: now})
    return end === undefined ? [] : [{authority, end}]
  })
  if (origins.length > 0) intermediates.remember(sent)
  return origins
}

function refused(refusal: Refusal = unknownCertificate): Answer {
  return {identification: refusal, notAfter: Infinity}
}
