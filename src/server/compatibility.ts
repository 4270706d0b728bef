import type {AttributeKey} from '../kmip/attributes/attribute-set.ts'
import type {AttributeName} from '../kmip/attributes/catalogue.ts'
import {attributeNames} from '../kmip/attributes/lookup.ts'

/** Clients that cannot read all of what KMIP lets a server say. */
export const compatibilities = ['pykmip'] as const
export type Compatibility = (typeof compatibilities)[number]

/**
 * What PyKMIP can decode; any other attribute in a list makes it fail as a whole. Not the Digest: it wants a Key Format
 * Type in it at 1.0 too, where KMIP has none.
 */
const readByPykmip = new Set<AttributeName>([
  'ActivationDate',
  'ApplicationSpecificInformation',
  'ArchiveDate',
  'CertificateLength',
  'CertificateType',
  'CompromiseDate',
  'CompromiseOccurrenceDate',
  'ContactInformation',
  'CryptographicAlgorithm',
  'CryptographicLength',
  'CryptographicParameters',
  'CryptographicUsageMask',
  'DeactivationDate',
  'DestroyDate',
  'Fresh',
  'InitialDate',
  'LastChangeDate',
  'LeaseTime',
  'Name',
  'ObjectGroup',
  'ObjectType',
  'OperationPolicyName',
  'ProcessStartDate',
  'ProtectStopDate',
  'Sensitive',
  'State',
  'UniqueIdentifier',
])

const readable: Readonly<Record<Compatibility, ReadonlySet<AttributeName>>> = {pykmip: readByPykmip}

/** The attributes to leave out of unasked lists for the sake of such clients. */
export function attributesHiddenFor(compatibility: Compatibility): readonly AttributeKey[] {
  return attributeNames.filter((name) => !readable[compatibility].has(name))
}

/** Whether such clients read a Key Value as a structure alone, also where it is wrapped. */
export function wantsStructuredKeyValues(compatibility: Compatibility): boolean {
  return compatibility === 'pykmip'
}
