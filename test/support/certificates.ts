import type {CertificateFields} from '../../src/ca/x509/certificate-fields.ts'
import {AttributeSet} from '../../src/kmip/attributes/attribute-set.ts'
import type {ManagedObject} from '../../src/kmip/objects/managed-object.ts'
import {Certify} from '../../src/kmip/operations/certify.ts'
import {Get} from '../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../src/kmip/operations/get-attributes.ts'
import {certificateFieldsOf} from '../../src/server/objects/certificates/certificate-attributes.ts'
import {ecPair, spkiPublic, type Pair} from './key-pairs.ts'
import {attributes, register, type AttributeValues} from './managed-objects.ts'
import type {TestEngine} from './test-engine.ts'

/** A Certificate object of DER. */
export function x509(certificateValue: Uint8Array): ManagedObject<'Certificate'> {
  return {type: 'Certificate', value: {certificateType: 'X_509', certificateValue: Uint8Array.from(certificateValue)}}
}

/** Registers the public half of a pair. */
export async function registerPublicKey(t: TestEngine, pair: Pair = ecPair(), values: AttributeValues = {}) {
  return register(t, spkiPublic(pair), values)
}

/** Certifies a public key without a certificate request. */
export async function certify(t: TestEngine, uniqueIdentifier: string, values: AttributeValues = {}): Promise<string> {
  const set = attributes({CertificateType: 'X_509', ...values})
  return (await t.call(Certify, {uniqueIdentifier, attributes: set})).uniqueIdentifier
}

/** All attributes of an object. */
export async function attributesOf(t: TestEngine, uniqueIdentifier: string): Promise<AttributeSet> {
  return (await t.call(GetAttributes, {uniqueIdentifier})).attributes ?? new AttributeSet()
}

/** A certificate taken apart. */
export async function fieldsOf(t: TestEngine, uniqueIdentifier: string): Promise<CertificateFields> {
  const {object} = await t.call(Get, {uniqueIdentifier})
  return certificateFieldsOf((object as ManagedObject<'Certificate'>).value)
}
