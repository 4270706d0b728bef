import type {ValueNaming, Vocabulary} from '../../../src/ttlv/vocabulary.ts'

/** Tags of the small vocabulary that the TTLV tests use; numbers as in KMIP 1.4 section 9.1.3.1. */
export const Tag = {
  Attribute: 0x420008,
  AttributeIndex: 0x420009,
  AttributeName: 0x42000a,
  AttributeValue: 0x42000b,
  BatchCount: 0x42000d,
  BatchItem: 0x42000f,
  CryptographicUsageMask: 0x42002c,
  KeyBlock: 0x420040,
  KeyMaterial: 0x420043,
  KeyValue: 0x420045,
  Operation: 0x42005c,
  RequestMessage: 0x420078,
  State: 0x42008d,
  TimeStamp: 0x420092,
  UniqueIdentifier: 0x420094,
  VendorIdentification: 0x42009d,
  Password: 0x4200a1,
  /** A name that cannot be an XML element. */
  Odd: 0x4200f1,
} as const

const names = new Map<number, string>([
  ...Object.entries(Tag).map(([name, tag]): [number, string] => [tag, name]),
  [Tag.Odd, 'Odd name'],
])
const tags = new Map([...names].map(([tag, name]): [string, number] => [name, tag]))
tags.set('Identifier', Tag.UniqueIdentifier)

function namingOf(kind: ValueNaming['kind'], values: Record<string, number>): ValueNaming {
  return {
    kind,
    nameOf: (value) => Object.keys(values).find((name) => values[name] === value),
    valueOf: (name) => (Object.hasOwn(values, name) ? values[name] : undefined),
  }
}

const namings = new Map<number, ValueNaming>([
  [Tag.Operation, namingOf('enumeration', {Create: 1, Get: 10})],
  [Tag.State, namingOf('enumeration', {PreActive: 1, Active: 2})],
  [Tag.CryptographicUsageMask, namingOf('mask', {Sign: 1, Verify: 2, Encrypt: 4, Decrypt: 8, Top: 0x80000000})],
])

const attributes = new Map<string, number>([
  ['Cryptographic Usage Mask', Tag.CryptographicUsageMask],
  ['State', Tag.State],
])

export const vocabulary: Vocabulary = {
  tagName: (tag) => names.get(tag),
  tagByName: (name) => tags.get(name),
  naming: (tag) => namings.get(tag),
  attributeTag: (name) => attributes.get(name),
  attributeNameTag: Tag.AttributeName,
  attributeValueTag: Tag.AttributeValue,
  isSecret: (tag) => tag === Tag.KeyMaterial || tag === Tag.Password,
}
