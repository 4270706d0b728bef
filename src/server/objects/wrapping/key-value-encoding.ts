import {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {attributeByName} from '../../../kmip/attributes/lookup.ts'
import {KmipError} from '../../../kmip/error.ts'
import {KeyValue, type KeyMaterial} from '../../../kmip/objects/key-value.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import type {KeyWrappingSpecification} from '../../../kmip/structures/key-wrapping-specification.ts'
import {readBinary} from '../../../ttlv/binary-reader.ts'
import {writeBinary} from '../../../ttlv/binary-writer.ts'
import type {OperationContext} from '../../context.ts'

export type EncodingOption = NonNullable<KeyWrappingSpecification['encodingOption']>

/** A Key Value that is not wrapped. */
export type PlainKeyValue = Extract<KeyValue, {readonly kind: 'plain'}>

/**
 * What is wrapped: the material alone, or the TTLV encoding of the Key Value with the attributes in it. KMIP 1.4
 * section 2.1.6.
 */
export function encodeKeyValue(
  {version}: OperationContext,
  value: PlainKeyValue,
  encoding: EncodingOption,
): Uint8Array {
  checkKnown(encoding)
  if (encoding === 'NoEncoding') {
    if (value.attributes !== undefined && value.attributes.size > 0) {
      throw new KmipError('EncodingOptionError', 'Attributes cannot be wrapped without encoding')
    }
    if (value.keyMaterial instanceof Uint8Array) return value.keyMaterial
    throw new KmipError('EncodingOptionError', 'The key value has no form without encoding')
  }
  const node = KeyValue.encode(Tag.KeyValue, value, version)
  if (node === undefined)
    throw new KmipError('EncodingOptionError', 'The key value has no form in this version of KMIP')
  return writeBinary(node)
}

/** The Key Value in the bytes that were wrapped; fails with Encoding Option Error for bytes that are none. */
export function decodeKeyValue(bytes: Uint8Array, encoding: EncodingOption): PlainKeyValue {
  checkKnown(encoding)
  if (encoding === 'NoEncoding') return {kind: 'plain', keyMaterial: bytes satisfies KeyMaterial}
  try {
    const node = readBinary(bytes)
    const value = node.tag === Tag.KeyValue ? KeyValue.decode(node) : undefined
    if (value?.kind === 'plain') return value
  } catch (cause) {
    throw new KmipError('EncodingOptionError', notAKeyValue, {cause})
  }
  throw new KmipError('EncodingOptionError', notAKeyValue)
}

const notAKeyValue = 'What was wrapped is no Key Value in TTLV Encoding'

/** The attributes of an object that a specification names, those it lacks left out; undefined when it names none. */
export function namedAttributes(
  attributes: AttributeSet,
  {attributeName: names = []}: KeyWrappingSpecification,
  encoding: EncodingOption,
): AttributeSet | undefined {
  if (names.length === 0) return undefined
  if (encoding === 'NoEncoding') {
    throw new KmipError('EncodingOptionError', 'Attributes cannot be wrapped without encoding')
  }
  const picked = new AttributeSet()
  for (const key of new Set(names.map(attributeByName))) {
    for (const {index, value} of attributes.instances(key)) picked.add(key, value, index)
  }
  return picked
}

function checkKnown(encoding: EncodingOption): void {
  if (typeof encoding === 'string') return
  throw new KmipError('EncodingOptionError', `Encoding Option ${encoding} is not known`)
}
