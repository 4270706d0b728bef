import {certificateFieldsOf} from '../objects/certificates/certificate-attributes.ts'
import {readCertificate} from '../../ca/certificate.ts'
import {chainValidity, isRoot, mayBeIssuer} from '../../ca/x509/chain-validity.ts'
import {KmipError} from '../../kmip/error.ts'
import {Validate} from '../../kmip/operations/validate.ts'
import {certificatesOfIssuer, requestedCertificates, type ListedCertificate} from '../certification/certificate-list.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'

/** Real chains have two to five. */
const mostCertificates = 100

/**
 * KMIP 1.4 section 4.24, 2.1 section 6.1.57. The certificates of a request are one chain in any order; further issuers
 * come from the scope. Trusted is whatever signed itself, among what is given and what the scope holds.
 */
export const validate = handler(Validate, async (context, request) => {
  const {certificate = [], uniqueIdentifier = [], validityDate: date = context.now} = request
  if (certificate.length + uniqueIdentifier.length > mostCertificates) {
    throw new KmipError('InvalidMessage', `A certificate chain has at most ${mostCertificates} certificates here`)
  }
  const listed = await requestedCertificates(context, certificate, uniqueIdentifier)
  const leaf = endOfChain(listed)
  const known = await withIssuers(context, listed)
  const revoked = new Set(known.filter((one) => isRevoked(one, date)).map(({fields}) => fields))
  const validity = chainValidity({
    leaf: leaf.fields,
    issuers: known.map(({fields}) => fields),
    date,
    isRevoked: (fields) => revoked.has(fields),
  })
  const expired = listed.some(({fields}) => date < fields.notBefore || date > fields.notAfter || revoked.has(fields))
  return {validityIndicator: expired ? 'Invalid' : validity}
})

/** The one certificate that signed none of the others. */
function endOfChain(listed: readonly ListedCertificate[]): ListedCertificate {
  const ends = listed.filter((one) => !listed.some((other) => other !== one && mayBeIssuer(other.fields, one.fields)))
  // A root may be there because it is trusted, while what is between is known to the scope
  const bare = ends.filter(({fields}) => !isRoot(fields))
  const [end, second] = bare.length > 0 ? bare : ends
  if (end !== undefined && second === undefined) return end
  throw new KmipError(
    'InvalidMessage',
    listed.length === 0 ? 'Validate needs certificates or their identifiers' : 'The certificates are not one chain',
  )
}

/** The certificates and, level by level, all that may have signed them. */
async function withIssuers(
  context: OperationContext,
  listed: readonly ListedCertificate[],
): Promise<readonly ListedCertificate[]> {
  const known = new Map(listed.map((one) => [one.fields.certificate.fingerprint256, one]))
  const authority = await ownAuthority(context)
  if (authority !== undefined) addUnknown(known, authority)
  for (const {fields} of known.values()) {
    if (isRoot(fields)) continue
    // A map goes on to what is added to it meanwhile
    for (const issuer of await certificatesOfIssuer(context, fields)) {
      if (known.size < mostCertificates) addUnknown(known, issuer)
    }
  }
  return [...known.values()]
}

function addUnknown(known: Map<string, ListedCertificate>, one: ListedCertificate): void {
  const {fingerprint256} = one.fields.certificate
  if (!known.has(fingerprint256)) known.set(fingerprint256, one)
}

/** The authority of the scope, of which clients may have destroyed the certificate. */
async function ownAuthority(context: OperationContext): Promise<ListedCertificate | undefined> {
  const record = await context.authorities.newest()
  if (record === undefined) return undefined
  const certificateValue = readCertificate(record.certificatePem).raw
  return {fields: certificateFieldsOf({certificateType: 'X_509', certificateValue}), object: undefined}
}

/** A compromised certificate was never good; a deactivated one is not, from its Deactivation Date on. */
function isRevoked({object}: ListedCertificate, date: Date): boolean {
  const state = object?.attributes.get('State')
  if (state === 'Compromised') return true
  const end = object?.attributes.get('DeactivationDate')
  return state === 'Deactivated' && end !== undefined && end <= date
}
