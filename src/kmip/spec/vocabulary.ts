import type {Vocabulary} from '../../ttlv/vocabulary.ts'
import {attributeTag} from './attribute-names.ts'
import {isSecretTag} from './secret-tags.ts'
import {tagTable} from './tag-details.ts'
import {tagName} from './tag-name.ts'
import {Tag} from './tags.ts'

/** KMIP's names for the text encodings of `ttlv`. */
export const kmipVocabulary: Vocabulary = {
  tagName,
  tagByName: (name) => tagTable.valueOf(name),
  naming: (tag) => tagTable.naming(tag),
  attributeTag,
  attributeNameTag: Tag.AttributeName,
  attributeValueTag: Tag.AttributeValue,
  isSecret: isSecretTag,
}
