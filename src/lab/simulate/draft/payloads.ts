import {attributeTag} from '../../../kmip/spec/attribute-names.ts'
import {kmipTagName} from '../../../kmip/spec/tag-name.ts'
import type {TagName} from '../../../kmip/spec/tags.ts'
import {type Draft, type DraftValue, item, mask, random, structure} from './draft.ts'

/** The Unique Identifier that was kept under this name. */
export function id(name: string): Draft {
  return item('UniqueIdentifier', `{${name}}`)
}

/** An Attribute of 1.x without an index. A Name is given as its text; custom attributes are texts. */
export function attribute(name: string, value: DraftValue): Draft {
  const tag = attributeTag(name)
  const like = tag === undefined ? 'ApplicationData' : (kmipTagName(tag) as TagName)
  return structure('Attribute', item('AttributeName', name), attributeValue(name, value, like))
}

function attributeValue(name: string, value: DraftValue, like: TagName): Draft {
  if (name !== 'Name') return item('AttributeValue', value, like)
  return structure('AttributeValue', item('NameValue', value), item('NameType', 'UninterpretedTextString'))
}

/** Attributes in this order. */
export type Attributes = Readonly<Record<string, DraftValue>>

/** Bare Attribute structures, as Locate has them. */
export function attributes(values: Attributes): Draft[] {
  return Object.entries(values).map(([name, value]) => attribute(name, value))
}

export function template(values: Attributes, tag: TagName = 'TemplateAttribute'): Draft {
  return structure(tag, ...attributes(values))
}

/** Algorithm, length and use of an AES key, in the order most products have. */
export function aes(length: number, ...uses: readonly string[]): Attributes {
  return {
    'Cryptographic Algorithm': 'AES',
    'Cryptographic Length': length,
    'Cryptographic Usage Mask': mask(...uses),
  }
}

/** A symmetric AES key, Raw, whose bytes are made by chance and kept under the name. */
export function aesKey(material: string, bytes: number): Draft {
  return structure(
    'SymmetricKey',
    structure(
      'KeyBlock',
      item('KeyFormatType', 'Raw'),
      structure('KeyValue', item('KeyMaterial', random(material, bytes))),
      item('CryptographicAlgorithm', 'AES'),
      item('CryptographicLength', bytes * 8),
    ),
  )
}

/** Secret Data in the format Opaque without algorithm and length. */
export function secret(type: 'Password' | 'Seed', material: string, bytes: number): Draft {
  return structure(
    'SecretData',
    item('SecretDataType', type),
    structure(
      'KeyBlock',
      item('KeyFormatType', 'Opaque'),
      structure('KeyValue', item('KeyMaterial', random(material, bytes))),
    ),
  )
}

/** Cryptographic Parameters in the order of the specification, which is that of the arguments. */
export function parameters(values: Readonly<Partial<Record<TagName, DraftValue>>>): Draft {
  const fields = Object.entries(values) as [TagName, DraftValue][]
  return structure('CryptographicParameters', ...fields.map(([tag, value]) => item(tag, value)))
}

/** AES in CBC with PKCS5 padding. */
export const cbc = {BlockCipherMode: 'CBC', PaddingMethod: 'PKCS5', CryptographicAlgorithm: 'AES'} as const

export function queryFunctions(...names: readonly string[]): Draft[] {
  return names.map((name) => item('QueryFunction', name))
}

export function revocation(code: string, message?: string): Draft {
  const said = message === undefined ? [] : [item('RevocationMessage', message)]
  return structure('RevocationReason', item('RevocationReasonCode', code), ...said)
}

/** `1.4` */
export function protocolVersion(version: string): Draft {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return structure('ProtocolVersion', item('ProtocolVersionMajor', major), item('ProtocolVersionMinor', minor))
}
