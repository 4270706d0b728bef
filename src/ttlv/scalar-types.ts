import {ItemType} from './node.ts'
import type {NodeOf, ScalarCode, ScalarType} from './scalar-type.ts'
import {bigIntegerType} from './scalars/big-integer.ts'
import {booleanType} from './scalars/boolean.ts'
import {byteStringType} from './scalars/byte-string.ts'
import {dateTimeExtendedType} from './scalars/date-time-extended.ts'
import {dateTimeType} from './scalars/date-time.ts'
import {enumerationType} from './scalars/enumeration.ts'
import {integerType} from './scalars/integer.ts'
import {intervalType} from './scalars/interval.ts'
import {longIntegerType} from './scalars/long-integer.ts'
import {identifierType, nameReferenceType, referenceType, textStringType} from './scalars/text.ts'

/** All wire types but Structure, by their code. */
export const scalarTypes: {readonly [Code in ScalarCode]: ScalarType<Code>} = {
  [ItemType.Integer]: integerType,
  [ItemType.LongInteger]: longIntegerType,
  [ItemType.BigInteger]: bigIntegerType,
  [ItemType.Enumeration]: enumerationType,
  [ItemType.Boolean]: booleanType,
  [ItemType.TextString]: textStringType,
  [ItemType.ByteString]: byteStringType,
  [ItemType.DateTime]: dateTimeType,
  [ItemType.Interval]: intervalType,
  [ItemType.DateTimeExtended]: dateTimeExtendedType,
  [ItemType.Identifier]: identifierType,
  [ItemType.Reference]: referenceType,
  [ItemType.NameReference]: nameReferenceType,
}

/** Any one of them: what can be asked of a type before its values are known. */
export type AnyScalarType = (typeof scalarTypes)[ScalarCode]

/** Index is the type code, so that decoding needs one array look-up. */
const byCode: readonly (AnyScalarType | undefined)[] = Array.from({length: 15}, (_, code) =>
  Object.values(scalarTypes).find((type) => type.code === code),
)
const byName: ReadonlyMap<string, AnyScalarType> = new Map(Object.values(scalarTypes).map((type) => [type.name, type]))

/** Undefined for Structure and for codes that KMIP does not define. */
export function scalarTypeByCode(code: number): AnyScalarType | undefined {
  return byCode[code]
}

/** `TextString` and the like, as the text encodings spell them. */
export function scalarTypeByName(name: string): AnyScalarType | undefined {
  return byName.get(name)
}

/** The wire type of this node. */
export function scalarTypeOf<Code extends ScalarCode>(node: NodeOf<Code>): ScalarType<Code> {
  return scalarTypes[node.type]
}
