import {UsageError} from '../errors.ts'
import type {AttributeName} from '../kmip/attributes/catalogue.ts'
import {customKeyParts} from '../kmip/attributes/custom-key.ts'
import {attributeByTag, definitionOf, isStandard} from '../kmip/attributes/lookup.ts'
import {tagTable} from '../kmip/spec/tag-details.ts'
import {Tag} from '../kmip/spec/tags.ts'
import {ItemType, type ItemTypeName, structureNode, type TtlvNode} from '../ttlv/node.ts'
import {parseAttributeKey} from './attribute-key.ts'
import {attributeContainer} from './attribute-containers.ts'
import {isList, isMapping, plainText, type Plain, type PlainMapping} from './plain.ts'
import {type PlainContext, scalarFromPlain} from './scalar-from-plain.ts'
import {parseStructure} from './structure-value.ts'
import {parseTag} from './tag-value.ts'
import {findNamed} from './word.ts'

export type {PlainContext} from './scalar-from-plain.ts'

/**
 * Items from a mapping: keys are names of tags, however spelt, or numbers as `0x540001`; a list repeats the item.
 * Attributes stand by their names in a mapping `Attributes` and become tagged attributes, whatever the version: the
 * typed declarations read both forms.
 *
 * @throws UsageError naming the place
 */
export function itemsFromPlain(mapping: PlainMapping, context: PlainContext): TtlvNode[] {
  return Object.entries(mapping).flatMap(([name, plain]) =>
    nodesFromPlain(parseTag(name, context.place), plain, {...context, place: `${context.place}, ${name}`}),
  )
}

/** One item, or one for each member of a list. @throws UsageError naming the place */
export function nodesFromPlain(tag: number, plain: Plain, context: PlainContext): TtlvNode[] {
  if (!isList(plain) || (isMask(tag) && !plain.some(isList))) return [nodeFromPlain(tag, plain, context)]
  return plain.map((one, index) => nodeFromPlain(tag, one, {...context, place: `${context.place}[${index}]`}))
}

/**
 * The item of a tag from what people write: mappings are structures; names of enumerations and masks are those of the
 * specification; bytes are hexadecimal digits, `{text: …}`, `{base64: …}` or `{hex: …}`; dates are as on the command
 * line; `{type: Integer, value: 5}` says the type where the tag has none.
 *
 * @throws UsageError naming the place
 */
export function nodeFromPlain(tag: number, plain: Plain, context: PlainContext): TtlvNode {
  const container = attributeContainer(tag)
  if (container !== undefined && isMapping(plain)) return structureNode(container, attributeNodes(plain, context))
  if (isTyped(plain)) return typedNode(tag, plain, context)
  const types = typesOf(tag) ?? inferredTypes(plain)
  if (types.includes('Structure')) {
    if (isMapping(plain) && !isBytes(plain, types)) return structureNode(tag, itemsFromPlain(plain, context))
    const short = shortForm(tag, plain, context)
    if (short !== undefined) return short
  }
  return scalarFromPlain(tag, plain, {...context, types})
}

/** Attributes by name, as tagged attributes and Vendor Attributes. KMIP 2.1 section 7.1. */
export function attributeNodes(mapping: PlainMapping, context: PlainContext): TtlvNode[] {
  return Object.entries(mapping).flatMap(([name, plain]) => {
    const key = parseAttributeKey(name)
    const place = `${context.place}, ${name}`
    if (isStandard(key)) return nodesFromPlain(definitionOf(key).tag, plain, {...context, place})
    const {vendor, name: own} = customKeyParts(key)
    return (isList(plain) ? plain : [plain]).map((one) =>
      structureNode(Tag.Attribute, [
        {tag: Tag.VendorIdentification, type: ItemType.TextString, value: vendor},
        {tag: Tag.AttributeName, type: ItemType.TextString, value: own},
        nodeFromPlain(Tag.AttributeValue, one, {...context, place}),
      ]),
    )
  })
}

function isMask(tag: number): boolean {
  return tagTable.entry(tag)?.mask !== undefined
}

/**
 * All that any version allows, those of the newest first; undefined where any type may be. Where a text may be, it is
 * the only form without `type`: neither is `7` an identifier without quotes, nor is a text the name of a value.
 */
function typesOf(tag: number): readonly ItemTypeName[] | undefined {
  const steps = tagTable.entry(tag)?.typeSteps
  if (steps === undefined || steps.some(({types}) => types === undefined)) return undefined
  const types = [...new Set(steps.toReversed().flatMap(({types = []}) => types))]
  return types.includes('TextString') ? types.filter((type) => type === 'TextString' || type === 'Structure') : types
}

function inferredTypes(plain: Plain): readonly ItemTypeName[] {
  if (typeof plain === 'string') return ['TextString']
  if (typeof plain === 'number' || typeof plain === 'bigint') return ['Integer']
  if (plain instanceof Date) return ['DateTime']
  return isMapping(plain) ? ['ByteString', 'Structure'] : ['Boolean', 'ByteString']
}

type Typed = PlainMapping & {readonly type: string; readonly value: Plain}

function isTyped(plain: Plain): plain is Typed {
  return isMapping(plain) && Object.keys(plain).length === 2 && typeof plain['type'] === 'string' && 'value' in plain
}

const typeNames = Object.keys(ItemType).map((name) => ({
  name: name as ItemTypeName,
  specName: name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' '),
  aliases: name === 'ByteString' ? ['bytes'] : [],
}))

function typedNode(tag: number, {type, value}: Typed, context: PlainContext): TtlvNode {
  const found = findNamed(type, typeNames)
  if (found === undefined) {
    throw new UsageError(`${context.place} has no type ${JSON.stringify(type)}`, {
      hint: `Use one of ${typeNames.map(({specName}) => specName).join(', ')}`,
    })
  }
  if (found.name !== 'Structure') return scalarFromPlain(tag, value, {...context, types: [found.name]})
  if (!isMapping(value)) throw new UsageError(`${context.place} takes a mapping, not ${plainText(value)}`)
  return structureNode(tag, itemsFromPlain(value, context))
}

function isBytes(plain: PlainMapping, types: readonly ItemTypeName[]): boolean {
  const [name, more] = Object.keys(plain)
  const isForm = more === undefined && (name === 'text' || name === 'base64' || name === 'hex')
  return isForm && types.includes('ByteString')
}

/** The short forms that some structures have on the command line, such as `CBC/PKCS5` for Cryptographic Parameters. */
function shortForm(tag: number, plain: Plain, {place}: PlainContext): TtlvNode | undefined {
  const name = attributeByTag(tag)
  if (name === undefined || typeof plain !== 'string') return undefined
  const value = parseStructure(name, plain, place)
  return value === undefined ? undefined : encoded(name, value)
}

function encoded(name: AttributeName, value: unknown): TtlvNode | undefined {
  const {tag, type} = definitionOf(name)
  // The value was parsed for this attribute
  return type.encode(tag, value as never, 'any')
}
