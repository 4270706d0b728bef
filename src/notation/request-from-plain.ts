import {UsageError} from '../errors.ts'
import {AttributeSet, type AttributeKey} from '../kmip/attributes/attribute-set.ts'
import type {AttributeItem} from '../kmip/attributes/attribute-item.ts'
import {decodeAttributeV2} from '../kmip/attributes/wire-v2.ts'
import {KmipError} from '../kmip/error.ts'
import type {Operation} from '../kmip/schema/operation.ts'
import type {AnyField, Fields, FieldValues} from '../kmip/schema/structure.ts'
import {Operation as OperationTable} from '../kmip/spec/enumerations.ts'
import {tagTable} from '../kmip/spec/tag-details.ts'
import {parseAttributeKey} from './attribute-key.ts'
import {parseInteger} from './number-value.ts'
import {isList, isMapping, plainText, type Plain, type PlainMapping} from './plain.ts'
import {attributeNodes, nodesFromPlain, type PlainContext} from './read-plain.ts'
import {nearTag} from './tag-value.ts'
import {bareWord} from './word.ts'

/** For messages, and for what the time is part of. */
export interface RequestContext {
  readonly now: Date
  /** Where the whole request stands. */
  readonly place?: string | undefined
  /** Where a member of the model stands, where that is not in one place with the others: `--rights`. */
  readonly placeOf?: ((member: string) => string) | undefined
}

/**
 * The typed request of an operation from a mapping with the names of its payload, in any version's words: attributes
 * stand by name in `Attributes` (`Common Attributes`, …), one attribute as `{NAME: VALUE}` (in 1.x also `Attribute
 * Index`), names of attributes as a list.
 *
 * @throws UsageError naming the place, for what the operation does not have, what it lacks, and values that do not fit
 */
export function requestFromPlain<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  plain: Plain,
  {now, place = 'request', placeOf}: RequestContext,
): FieldValues<Req> {
  const mapping = plain ?? {}
  if (!isMapping(mapping)) throw new UsageError(`${place} takes a mapping, not ${plainText(plain)}`)
  const {fields} = operation.request
  const values: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(mapping)) {
    const [key, field] = memberOf(fields, name, {operation, place})
    if (values[key] !== undefined) throw new UsageError(`${place} has ${JSON.stringify(name)} twice`)
    values[key] = valueOf(field, {name, plain: value}, {now, place: placeOf?.(key) ?? `${place}, ${name}`})
  }
  for (const [key, field] of Object.entries(fields)) {
    if (field.presence === 'required' && values[key] === undefined) {
      if (field.holds === 'attributes') values[key] = new AttributeSet()
      else throw new UsageError(`${place} lacks ${specName(field)}, which ${nameOf(operation)} needs`)
    }
  }
  // Every member was decoded by its own field, and none that is required is missing
  return values as FieldValues<Req>
}

function memberOf(
  fields: Fields,
  name: string,
  {operation, place}: {readonly operation: Pick<Operation, 'name'>; readonly place: string},
): readonly [string, AnyField] {
  const wanted = bareWord(name)
  const found = Object.entries(fields).find(([key, field]) => namesOf(key, field).includes(wanted))
  if (found !== undefined) return found
  const tags = Object.values(fields).flatMap((field) => field.tags)
  const names = Object.values(fields).map(specName)
  throw new UsageError(`${place} has ${JSON.stringify(name)}, which ${nameOf(operation)} does not know`, {
    hint:
      nearTag(name, tags) ??
      (names.length === 0 ? 'Leave it out: the request is empty' : `Use ${[...new Set(names)].join(', ')}`),
  })
}

function namesOf(key: string, {tags}: AnyField): string[] {
  const named = tags.flatMap((tag) => {
    const entry = tagTable.entry(tag)
    return entry === undefined ? [] : [entry.name, entry.specName, ...entry.aliases]
  })
  return [key, ...named].map(bareWord)
}

function specName({tags, holds}: AnyField): string {
  if (holds === 'attributes') return tagTable.entry(tags.at(1) ?? 0)?.specName ?? 'Attributes'
  return tagTable.entry(tags[0] ?? 0)?.specName ?? ''
}

function nameOf({name}: Pick<Operation, 'name'>): string {
  return OperationTable.specName(name) ?? name
}

interface Written {
  readonly name: string
  readonly plain: Plain
}

function valueOf(field: AnyField, {name, plain}: Written, context: PlainContext): unknown {
  return reporting(context.place, () => {
    if (field.holds === 'attributes') return setFromPlain(plain, context)
    if (field.holds === 'one attribute') return attributeFromPlain(plain, context)
    if (field.holds === 'attribute names') return keysFromPlain(plain, field, context)
    checkMembers(plain, field.item, context.place)
    return field.decode(nodesFromPlain(tagFor(field, name), plain, context))
  })
}

/** Of a field that several kinds of item may fill, the one that was named. */
function tagFor({tags}: AnyField, name: string): number {
  const wanted = bareWord(name)
  const named = tags.find((tag) => {
    const entry = tagTable.entry(tag)
    return entry !== undefined && [entry.name, entry.specName].map(bareWord).includes(wanted)
  })
  return named ?? tags[0] ?? 0
}

function setFromPlain(plain: Plain, context: PlainContext): AttributeSet {
  const set = new AttributeSet()
  for (const node of attributeNodes(mappingOf(plain, context), context)) {
    const {key, value} = decodeAttributeV2(node)
    // The catalogue decoded the value for this key
    set.add(key, value as never)
  }
  return set
}

function attributeFromPlain(plain: Plain, context: PlainContext): AttributeItem {
  const mapping = mappingOf(plain, context)
  const isIndex = (name: string) => bareWord(name) === 'attributeindex'
  const index = Object.entries(mapping).find(([name]) => isIndex(name))?.[1]
  const rest = Object.fromEntries(Object.entries(mapping).filter(([name]) => !isIndex(name)))
  const [node, more] = attributeNodes(rest, context)
  if (node === undefined || more !== undefined) {
    throw new UsageError(`${context.place} takes one attribute, as {NAME: VALUE}`)
  }
  const item = decodeAttributeV2(node)
  return index === undefined ? item : {...item, index: parseInteger(plainText(index), context.place)}
}

function keysFromPlain(plain: Plain, {repeats}: AnyField, {place}: PlainContext): AttributeKey | AttributeKey[] {
  const keys = (isList(plain) ? plain : [plain]).map((name) => {
    if (typeof name === 'string') return parseAttributeKey(name)
    throw new UsageError(`${place} takes names of attributes, not ${plainText(name)}`)
  })
  if (repeats) return keys
  const [key, more] = keys
  if (key === undefined || more !== undefined) throw new UsageError(`${place} takes the name of one attribute`)
  return key
}

function mappingOf(plain: Plain, {place}: PlainContext): PlainMapping {
  if (isMapping(plain)) return plain
  throw new UsageError(`${place} takes a mapping of attributes by name, not ${plainText(plain)}`)
}

/** Decoding ignores what a structure does not have, which is right for messages and wrong for what somebody typed. */
function checkMembers(plain: Plain, item: AnyField['item'], place: string): void {
  if (!isDeclared(item)) return
  for (const one of isList(plain) ? plain : [plain]) {
    if (!isMapping(one)) continue
    for (const [name, value] of Object.entries(one)) {
      const wanted = bareWord(name)
      const found = Object.entries(item.fields).find(([key, field]) => namesOf(key, field).includes(wanted))
      if (found === undefined) {
        const tags = Object.values(item.fields).flatMap((field) => field.tags)
        const hint = nearTag(name, tags) ?? `Use ${Object.values(item.fields).map(specName).join(', ')}`
        throw new UsageError(`${place} has ${JSON.stringify(name)}, which ${item.name} does not know`, {hint})
      }
      checkMembers(value, found[1].item, `${place}, ${name}`)
    }
  }
}

function isDeclared(item: AnyField['item']): item is {name: string; fields: Fields; description: string} {
  return item !== undefined && 'fields' in item && 'name' in item
}

/** Says where a value stands that does not fit; what is no fault of the value goes on as it is. */
function reporting<T>(place: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof KmipError) throw new UsageError(`${place}: ${error.message}`, {hint: error.hint, cause: error})
    throw error
  }
}
