import {AttributeSet, type AttributeValue} from '../../../kmip/attributes/attribute-set.ts'
import type {AttributeName} from '../../../kmip/attributes/catalogue.ts'
import {appliesTo} from '../../../kmip/attributes/object-class.ts'
import {checkClientMaySet, checkCustomValues, checkSingleInstance} from '../../../kmip/attributes/rules.ts'
import {definitionOf} from '../../../kmip/attributes/lookup.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {ManagedObjectType} from '../../../kmip/objects/managed-object.ts'
import type {RNGParameters} from '../../../kmip/structures/rng-parameters.ts'
import type {OperationContext} from '../../context.ts'
import {defaultLeaseTime} from '../../lifecycle/lease.ts'
import {applyDates} from '../../lifecycle/state.ts'
import {checkDateOrder} from '../../lifecycle/date-order.ts'
import {checkRotation} from '../../rotation/automatic-rotation.ts'
import {beginSet} from '../../rotation/rotated-set.ts'
import {checkInstanceLimit} from '../instance-limit.ts'
import {checkNamesAreFree} from '../names.ts'
import {checkQuantumSafety} from '../quantum-safety.ts'
import {usualStorage} from './protection-storage.ts'
import {addTemplates} from './templates.ts'

/** How a new object came to be. */
export interface Origin {
  readonly type: ManagedObjectType
  /** This server made the value, rather than being given it. */
  readonly generated: boolean
  /** Identifier of an object that gives its names to the new one. */
  readonly replaced?: string
}

/** The attributes a client asked for, its templates' among them, checked against the rules of the specification. */
export async function requestedAttributes(
  context: OperationContext,
  requested: AttributeSet | undefined,
  type: ManagedObjectType,
): Promise<AttributeSet> {
  const attributes = numbered(requested ?? new AttributeSet())
  for (const key of attributes.keys()) {
    checkClientMaySet(key, type)
    checkCustomValues(attributes, key)
  }
  checkSingleInstance(attributes)
  await addTemplates(context, attributes, {names: requested?.templateNames ?? [], type})
  for (const key of attributes.keys()) checkInstanceLimit(attributes, key)
  checkApplicationData(attributes)
  return attributes
}

/** A copy with indices as the server gives them: from 0 up, whatever the client wrote. KMIP 1.4 section 2.1.1. */
function numbered(requested: AttributeSet): AttributeSet {
  const attributes = new AttributeSet()
  for (const key of requested.keys()) for (const value of requested.all(key)) attributes.add(key, value)
  return attributes
}

/** No namespace here can make Application Data of its own. KMIP 1.4 section 3.36. */
export function checkApplicationData(attributes: AttributeSet): void {
  const lacking = attributes.all('ApplicationSpecificInformation').find((value) => value.applicationData === undefined)
  if (lacking !== undefined) {
    throw new KmipError(
      'ApplicationNamespaceNotSupported',
      `Application Data for the namespace ${lacking.applicationNamespace} cannot be generated here, send it`,
    )
  }
}

/**
 * Completes the attributes of a new object with those the server sets: identity, dates, state, defaults. Algorithm,
 * length and digest belong to the value and are there already. KMIP 1.4 section 3.
 */
export async function completeAttributes(
  context: OperationContext,
  attributes: AttributeSet,
  {type, generated, replaced}: Origin,
): Promise<string> {
  checkDateOrder(attributes)
  checkRotation(context, {type, attributes})
  await checkNamesAreFree(context, attributes, replaced)
  const id = context.entropy.identifier()
  const {now} = context
  attributes.set('UniqueIdentifier', id).set('ObjectType', type).set('InitialDate', now).set('LastChangeDate', now)
  setDefault(attributes, 'OperationPolicyName', 'default')
  completeDisclosure(attributes)
  if (generated) {
    checkGenerator(context, attributes)
    attributes.set('OriginalCreationDate', now)
    attributes.set('RandomNumberGenerator', context.facts.rngs[0] ?? randomNumberGenerator)
  }
  if (appliesTo(definitionOf('Fresh'), type)) setDefault(attributes, 'Fresh', true)
  if (appliesTo(definitionOf('LeaseTime'), type)) setDefault(attributes, 'LeaseTime', defaultLeaseTime)
  if (appliesTo(definitionOf('State'), type)) attributes.set('State', 'PreActive')
  usualStorage(context, attributes)
  checkQuantumSafety(attributes)
  startUsageLimits(attributes)
  beginSet(attributes)
  applyDates(attributes, now)
  return id
}

/** Sets an attribute that nobody has set. */
export function setDefault<N extends AttributeName>(attributes: AttributeSet, key: N, value: AttributeValue<N>): void {
  if (!attributes.has(key)) attributes.set(key, value)
}

/** Sensitive and Extractable with the twins that remember how they began. KMIP 1.4 sections 3.47 to 3.50. */
export function completeDisclosure(attributes: AttributeSet): void {
  setDefault(attributes, 'Sensitive', false)
  setDefault(attributes, 'Extractable', true)
  setDefault(attributes, 'AlwaysSensitive', attributes.get('Sensitive') === true)
  setDefault(attributes, 'NeverExtractable', attributes.get('Extractable') === false)
}

/** The count begins at the total. KMIP 1.4 section 3.21. */
export function startUsageLimits(attributes: AttributeSet): void {
  const limits = attributes.get('UsageLimits')
  if (limits === undefined) return
  if (limits.usageLimitsTotal < 0n)
    throw new KmipError('InvalidAttributeValue', 'The Usage Limits Total cannot be negative')
  attributes.set('UsageLimits', {...limits, usageLimitsCount: limits.usageLimitsTotal})
}

/** What node:crypto draws from: OpenSSL's default generator. */
export const randomNumberGenerator: RNGParameters = {
  rngAlgorithm: 'DRBG',
  cryptographicAlgorithm: 'AES',
  cryptographicLength: 256,
}

/** What is true of it as well, and may be asked for. */
const generatorDetails = {drbgAlgorithm: 'CTR', predictionResistance: false} as const

/** Refuses another generator than the ones there are. KMIP 1.4 section 3.44. */
function checkGenerator({facts}: OperationContext, attributes: AttributeSet): void {
  const wanted = attributes.get('RandomNumberGenerator')
  if (wanted === undefined || facts.rngs.some((rng) => isSuch(rng, wanted))) return
  throw new KmipError('InvalidAttributeValue', 'This server has no Random Number Generator such as the request wants')
}

function isSuch(offered: RNGParameters, wanted: RNGParameters): boolean {
  const all: RNGParameters = offered === randomNumberGenerator ? {...offered, ...generatorDetails} : offered
  const members = Object.keys(wanted) as (keyof RNGParameters)[]
  return members.every((member) => wanted[member] === undefined || wanted[member] === all[member])
}
