import {KmipError} from '../../../kmip/error.ts'
import type {KeyValue} from '../../../kmip/objects/key-value.ts'
import type {ManagedObject} from '../../../kmip/objects/managed-object.ts'
import type {EncryptionKeyInformation} from '../../../kmip/structures/encryption-key-information.ts'
import type {KeyWrappingData} from '../../../kmip/structures/key-wrapping-data.ts'
import {KeyWrappingSpecification} from '../../../kmip/structures/key-wrapping-specification.ts'
import type {OperationContext} from '../../context.ts'
import {keyBlockOf, withKeyBlock} from '../key-material.ts'
import {isMadeHere} from '../origin.ts'
import {contentOf, type ServerObject} from '../server-object.ts'
import {authenticateKey} from './key-authentication.ts'
import {encryptKey, usualParameters, type EncryptedKey} from './key-encryption.ts'
import {encodeKeyValue, namedAttributes, type EncodingOption, type PlainKeyValue} from './key-value-encoding.ts'
import {wrappingSteps, type WrappingSteps} from './wrapping-method.ts'
import {wrappingObject} from './wrapping-object.ts'
import {wrappingParameters} from './wrapping-parameters.ts'

/** Something to wrap. */
export interface Wrapping {
  /** Whose value it is; its attributes may go along. */
  readonly object: ServerObject
  /** Its value in the format that the client wants. */
  readonly content: ManagedObject
  readonly specification: KeyWrappingSpecification
}

/** Wraps an object's key value with keys of the same scope. KMIP 1.4 sections 2.1.5 and 2.1.6. */
export async function wrapContent(context: OperationContext, wrapping: Wrapping): Promise<ManagedObject> {
  const {object, content, specification} = wrapping
  const keyBlock = keyBlockOf(content)
  if (keyBlock === undefined) throw new KmipError('InvalidObjectType', `A ${content.type} has no key value to wrap`)
  const {keyValue} = keyBlock
  if (keyValue?.kind !== 'plain') throw new KmipError('KeyValueNotPresent', 'The object has no value to wrap')
  const steps = wrappingSteps(specification)
  const encoding = encodingOf(context, specification)
  const attributes = namedAttributes(object.attributes, specification, encoding)
  const value: PlainKeyValue = {...keyValue, attributes: attributes ?? keyValue.attributes}
  const plain = encodeKeyValue(context, value, encoding)
  const {encrypted, data} = await wrapped(context, specification, {steps, plain})
  const wrappedValue = encrypted === undefined ? value : formOf(context, wrapping, {encoding, bytes: encrypted})
  return withKeyBlock(content, {
    ...keyBlock,
    keyValue: wrappedValue,
    // TTLV Encoding goes without saying; clients that did not name it may not expect the field.
    keyWrappingData: {...data, encodingOption: encoding === 'TTLVEncoding' ? specification.encodingOption : encoding},
  })
}

interface Plain {
  readonly steps: WrappingSteps
  readonly plain: Uint8Array
}

interface Wrapped {
  readonly encrypted: EncryptedKey['bytes'] | undefined
  readonly data: KeyWrappingData
}

async function wrapped(
  context: OperationContext,
  specification: KeyWrappingSpecification,
  {steps, plain}: Plain,
): Promise<Wrapped> {
  const {wrappingMethod, encryptionKeyInformation: encryption, macSignatureKeyInformation: signing} = specification
  const encrypted = encryption && (await encryptedValue(context, encryption, plain))
  const signed =
    signing && (await authenticated(context, signing, steps.authenticates === 'value' ? plain : encrypted?.bytes))
  return {
    encrypted: encrypted?.bytes,
    data: {
      wrappingMethod,
      encryptionKeyInformation: encrypted?.information,
      macSignatureKeyInformation: signed?.information,
      macSignature: signed?.macSignature,
      ivCounterNonce: encrypted?.ivCounterNonce,
    },
  }
}

async function encryptedValue(context: OperationContext, information: EncryptionKeyInformation, plain: Uint8Array) {
  const key = await wrappingObject(context, information.uniqueIdentifier)
  const parameters = wrappingParameters(key, information.cryptographicParameters) ?? usualParameters(key)
  const encrypted = await encryptKey(context, {key, parameters}, plain)
  return {...encrypted, information: {cryptographicParameters: parameters, ...information}}
}

async function authenticated(
  context: OperationContext,
  information: EncryptionKeyInformation,
  bytes: Uint8Array = new Uint8Array(0),
) {
  const key = await wrappingObject(context, information.uniqueIdentifier)
  const parameters = wrappingParameters(key, information.cryptographicParameters)
  const macSignature = await authenticateKey(context, {key, parameters}, bytes)
  return {macSignature, information: {...(parameters && {cryptographicParameters: parameters}), ...information}}
}

/**
 * TTLV Encoding is the default. A client that says nothing at all about how to wrap gets the bare key, which is what
 * appliances that send such requests unwrap; the answer says so.
 */
function encodingOf(context: OperationContext, specification: KeyWrappingSpecification): EncodingOption {
  if (specification.encodingOption !== undefined) return specification.encodingOption
  // 1.0 has no field that could tell a bare key from an encoded one.
  const canSay = context.expresses(KeyWrappingSpecification.fields.encodingOption)
  return canSay && isSilent(specification) ? 'NoEncoding' : 'TTLVEncoding'
}

function isSilent(specification: KeyWrappingSpecification): boolean {
  const {wrappingMethod, encodingOption, encryptionKeyInformation, attributeName = []} = specification
  return (
    wrappingMethod === 'Encrypt' &&
    encodingOption === undefined &&
    encryptionKeyInformation?.cryptographicParameters === undefined &&
    attributeName.length === 0
  )
}

interface WrappedBytes {
  readonly encoding: EncodingOption
  readonly bytes: Uint8Array
}

/**
 * A wrapped Key Value is a Byte String (KMIP 1.4 section 2.1.4). Without encoding, clients know it as a structure around
 * the bytes as well: those who registered the key in such a structure get it back so, those who do not say how to wrap,
 * and those whom the operator spares the other form.
 */
function formOf({policy}: OperationContext, wrapping: Wrapping, {encoding, bytes}: WrappedBytes): KeyValue {
  const {object, specification} = wrapping
  const structured = policy.structuredKeyValues === true || isSilent(specification) || isRegisteredInStructure(object)
  return encoding === 'NoEncoding' && structured ? {kind: 'plain', keyMaterial: bytes} : {kind: 'wrapped', bytes}
}

function isRegisteredInStructure(object: ServerObject): boolean {
  return !isMadeHere(object) && keyBlockOf(contentOf(object))?.keyValue?.kind === 'plain'
}
