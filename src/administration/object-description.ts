import type {AttributeSet} from '../kmip/attributes/attribute-set.ts'
import {CryptographicUsageMask} from '../kmip/spec/masks.ts'
import {isArchived} from '../server/lifecycle/state.ts'
import type {ServerObject} from '../server/objects/server-object.ts'

/** A managed object without its value. */
export interface ObjectDescription {
  /** Unique Identifier. */
  readonly id: string
  readonly scope: string
  /** Name of the role that made it; undefined when nobody noted that, or the role is gone. */
  readonly role: string | undefined
  readonly objectType: string
  /** As of now; undefined for objects that have none, such as templates. */
  readonly state: string | undefined
  readonly algorithm: string | undefined
  /** In bits. */
  readonly length: number | undefined
  readonly names: readonly string[]
  readonly createdAt: Date | undefined
  readonly ageSeconds: number | undefined
  /** The last cryptographic use or delivery; undefined when none is known. */
  readonly lastUsedAt: Date | undefined
  readonly isArchived: boolean
  readonly links: readonly ObjectLink[]
}

export interface ObjectLink {
  readonly type: string
  readonly object: string
}

/** And the rest of what an operator may want to know. */
export interface FullObjectDescription extends ObjectDescription {
  /** Names of the bits of the Cryptographic Usage Mask. */
  readonly usage: readonly string[]
  readonly groups: readonly string[]
  readonly lastChangedAt: Date | undefined
  readonly activationDate: Date | undefined
  readonly processStartDate: Date | undefined
  readonly protectStopDate: Date | undefined
  readonly deactivationDate: Date | undefined
  readonly compromiseDate: Date | undefined
  readonly destroyDate: Date | undefined
  readonly archiveDate: Date | undefined
  readonly revocationReason: string | undefined
}

/** What is known of an object beside itself. */
export interface ObjectCircumstances {
  readonly scope: string
  readonly role: string | undefined
  readonly now: Date
  /** Milliseconds since 1970. */
  readonly usedAt: number | undefined
}

export function describeObject(
  {id, type, attributes}: ServerObject,
  {scope, role, now, usedAt}: ObjectCircumstances,
): ObjectDescription {
  const createdAt = attributes.get('InitialDate')
  return {
    id,
    scope,
    role,
    objectType: type,
    state: wordOf(attributes.get('State')),
    algorithm: wordOf(attributes.get('CryptographicAlgorithm')),
    length: attributes.get('CryptographicLength'),
    names: attributes.all('Name').map(({nameValue}) => nameValue),
    createdAt,
    ageSeconds: createdAt && Math.max(0, Math.floor((now.getTime() - createdAt.getTime()) / 1000)),
    lastUsedAt: usedAt === undefined ? undefined : new Date(usedAt),
    isArchived: isArchived(attributes),
    links: linksOf(attributes),
  }
}

export function describeObjectFully(object: ServerObject, circumstances: ObjectCircumstances): FullObjectDescription {
  const {attributes} = object
  return {
    ...describeObject(object, circumstances),
    usage: CryptographicUsageMask.namesOf(attributes.get('CryptographicUsageMask') ?? 0).names,
    groups: attributes.all('ObjectGroup').map(String),
    lastChangedAt: attributes.get('LastChangeDate'),
    activationDate: attributes.get('ActivationDate'),
    processStartDate: attributes.get('ProcessStartDate'),
    protectStopDate: attributes.get('ProtectStopDate'),
    deactivationDate: attributes.get('DeactivationDate'),
    compromiseDate: attributes.get('CompromiseDate'),
    destroyDate: attributes.get('DestroyDate'),
    archiveDate: attributes.get('ArchiveDate'),
    revocationReason: wordOf(attributes.get('RevocationReason')?.revocationReasonCode),
  }
}

function linksOf(attributes: AttributeSet): readonly ObjectLink[] {
  return attributes.all('Link').flatMap(({linkType, linkedObjectIdentifier: object}) => {
    return typeof object === 'string' ? [{type: String(linkType), object}] : []
  })
}

/** Numbers of vendors have no names. */
function wordOf(value: string | number | undefined): string | undefined {
  return typeof value === 'number' ? `0x${value.toString(16)}` : value
}
