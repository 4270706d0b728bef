import {attributeSet} from '../attributes/attribute-fields.ts'
import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {enumeration, text} from '../schema/scalars.ts'
import {DerivationMethod, ObjectType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {DerivationParameters} from '../structures/derivation-parameters.ts'

/** KMIP 1.4 section 4.6, 2.1 section 6.1.14. */
export const DeriveKey = operation('DeriveKey', {
  since: '1.0',
  request: {
    objectType: field(Tag.ObjectType, enumeration(ObjectType)),
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).repeated(),
    derivationMethod: field(Tag.DerivationMethod, enumeration(DerivationMethod)),
    derivationParameters: field(Tag.DerivationParameters, DerivationParameters),
    attributes: attributeSet({v1: Tag.TemplateAttribute, v2: Tag.Attributes}),
  },
  response: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
    attributes: attributeSet({v1: Tag.TemplateAttribute, v2: Tag.Attributes}).optional().until('1.4'),
  },
})
