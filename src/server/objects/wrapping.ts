import {wrapKey} from '../../crypto/key-wrap.ts'
import {KmipError} from '../../kmip/error.ts'
import type {KeyBlock} from '../../kmip/objects/key-block.ts'
import {KeyValue} from '../../kmip/objects/key-value.ts'
import type {ManagedObject} from '../../kmip/objects/managed-object.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import type {KeyWrappingSpecification} from '../../kmip/structures/key-wrapping-specification.ts'
import {writeBinary} from '../../ttlv/binary-writer.ts'
import type {OperationContext} from '../context.ts'
import {checkUse} from '../lifecycle/usage.ts'
import {keyBlockOf, symmetricKeyOf, withKeyBlock} from './key-material.ts'

const wrapUse = {name: 'Wrap Key', mask: 'WrapKey', protects: true} as const

/** Wraps an object's key value with a key of the same scope. KMIP 1.4 sections 2.1.5 and 2.1.6. */
export async function wrapContent(
  context: OperationContext,
  content: ManagedObject,
  specification: KeyWrappingSpecification,
): Promise<ManagedObject> {
  const keyBlock = keyBlockOf(content)
  if (keyBlock === undefined) throw new KmipError('IllegalOperation', `A ${content.type} has no key value to wrap`)
  if (keyBlock.keyWrappingData !== undefined)
    throw new KmipError('IllegalOperation', 'The object is stored wrapped already')
  const information = checkedSpecification(specification)
  const wrappingKey = await context.target(information.uniqueIdentifier)
  checkUse(wrappingKey, wrapUse, context.now)
  const encodingOption = encodingOf(specification)
  const bytes = wrapKey(symmetricKeyOf(wrappingKey), await plainBytes(context, keyBlock, specification, encodingOption))
  return withKeyBlock(content, {
    ...keyBlock,
    keyValue: encodingOption === 'NoEncoding' ? {kind: 'plain', keyMaterial: bytes} : {kind: 'wrapped', bytes},
    keyWrappingData: {
      wrappingMethod: 'Encrypt',
      encryptionKeyInformation: {
        ...information,
        cryptographicParameters: information.cryptographicParameters ?? {blockCipherMode: 'NISTKeyWrap'},
      },
      // TTLV Encoding goes without saying; clients that did not name it may not expect the field.
      encodingOption: encodingOption === 'TTLVEncoding' ? specification.encodingOption : encodingOption,
    },
  })
}

function checkedSpecification(specification: KeyWrappingSpecification) {
  const {wrappingMethod, encryptionKeyInformation: information, macSignatureKeyInformation} = specification
  if (wrappingMethod !== 'Encrypt' || macSignatureKeyInformation !== undefined) {
    throw new KmipError('FeatureNotSupported', `Wrapping Method ${wrappingMethod} is not supported, Encrypt is`)
  }
  if (information === undefined)
    throw new KmipError('InvalidField', 'Key Wrapping Specification names no encryption key')
  const mode = information.cryptographicParameters?.blockCipherMode ?? 'NISTKeyWrap'
  if (mode !== 'NISTKeyWrap')
    throw new KmipError('FeatureNotSupported', `Keys are wrapped with NISTKeyWrap, not ${mode}`)
  return information
}

type EncodingOption = NonNullable<KeyWrappingSpecification['encodingOption']>

/**
 * TTLV Encoding is the default. A client that says nothing at all about how to wrap gets the bare key in RFC 3394,
 * which is what appliances that send such requests unwrap; the answer says so.
 */
function encodingOf({
  encodingOption,
  encryptionKeyInformation,
  attributeName = [],
}: KeyWrappingSpecification): EncodingOption {
  if (encodingOption !== undefined) return encodingOption
  const silent = encryptionKeyInformation?.cryptographicParameters === undefined && attributeName.length === 0
  return silent ? 'NoEncoding' : 'TTLVEncoding'
}

async function plainBytes(
  context: OperationContext,
  keyBlock: KeyBlock,
  {attributeName: names = []}: KeyWrappingSpecification,
  encodingOption: EncodingOption,
): Promise<Uint8Array> {
  const value = keyBlock.keyValue
  if (value?.kind !== 'plain') throw new KmipError('KeyValueNotPresent', 'The object has no value to wrap')
  if (encodingOption === 'NoEncoding') {
    if (names.length > 0) throw new KmipError('EncodingOptionError', 'Attributes cannot be wrapped without encoding')
    if (value.keyMaterial instanceof Uint8Array) return value.keyMaterial
    throw new KmipError('EncodingOptionError', 'The key value has no form without encoding')
  }
  if (encodingOption !== 'TTLVEncoding') {
    throw new KmipError('EncodingOptionError', `Encoding Option ${encodingOption} is not known`)
  }
  if (names.length > 0)
    throw new KmipError('FeatureNotSupported', 'Wrapping attributes together with a key is not supported')
  const node = KeyValue.encode(Tag.KeyValue, value, context.version)
  if (node === undefined)
    throw new KmipError('EncodingOptionError', 'The key value has no form in this version of KMIP')
  return writeBinary(node)
}
