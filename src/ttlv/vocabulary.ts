/**
 * What the text encodings must know of names. The tree itself has only numbers; `kmip/spec` supplies the names, so that
 * this layer stays free of KMIP's tables. Encoding names: KMIP Profiles 2.1 sections 5.4 (XML) and 5.5 (JSON).
 */
export interface Vocabulary {
  /** `UniqueIdentifier` for 0x420094; undefined for unknown and extension tags. */
  tagName(tag: number): string | undefined
  /** Accepts aliases; case-sensitive. */
  tagByName(name: string): number | undefined
  /** How the numbers under this tag are named; undefined when they are plain numbers. */
  naming(tag: number): ValueNaming | undefined
  /** The tag whose value an attribute of this 1.x name (`Cryptographic Usage Mask`) carries. */
  attributeTag(attributeName: string): number | undefined
  /** Tag of Attribute Name and of Attribute Value: the value's naming follows the name given before it. */
  readonly attributeNameTag: number
  readonly attributeValueTag: number
  /** True for tags whose value must not be shown: key material, passwords. */
  isSecret(tag: number): boolean
}

/** Names of an enumeration's values or of a mask's bits. */
export interface ValueNaming {
  readonly kind: 'enumeration' | 'mask'
  nameOf(value: number): string | undefined
  valueOf(name: string): number | undefined
}
