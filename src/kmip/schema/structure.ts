import {ItemType, itemTypeName, type TtlvNode} from '../../ttlv/node.ts'
import {kmipTagName} from '../spec/tag-name.ts'
import {inRange, type EncodingVersion} from '../spec/version.ts'
import {DecodeError} from './decode-error.ts'
import {encodeField, type Field} from './field.ts'
import type {ValueType} from './value-type.ts'

// A field of any value: `T` stands in both directions, so no single type but `any` accepts them all.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyField = Field<any>
export type Fields = Readonly<Record<string, AnyField>>

type FieldValue<F> = F extends Field<infer T> ? T : never
type RequiredKeys<F extends Fields> = {[K in keyof F]: F[K]['presence'] extends 'required' ? K : never}[keyof F]
type Simplify<T> = {[K in keyof T]: T[K]} & {}

/** The model type of a set of fields. */
export type FieldValues<F extends Fields> = Simplify<
  {readonly [K in RequiredKeys<F>]: FieldValue<F[K]>} & {
    readonly [K in Exclude<keyof F, RequiredKeys<F>>]?: FieldValue<F[K]> | undefined
  }
>

/** A KMIP structure declared once; `Infer<typeof X>` is its type in the model. */
export interface Structure<F extends Fields> extends ValueType<FieldValues<F>> {
  readonly name: string
  readonly fields: F
  /** Decodes the items of a structure that stands under any tag. */
  decodeItems(items: readonly TtlvNode[]): FieldValues<F>
  /** Encodes the members in their order, leaving out what the version does not know. */
  encodeItems(value: FieldValues<F>, version: EncodingVersion): TtlvNode[]
}

/** The model type of a declared structure. */
export type Infer<S> = S extends Structure<infer F> ? FieldValues<F> : never

/** A member that may have several tags is called what it is. */
function labelOf({tags, description}: AnyField): string {
  const [tag, other] = tags
  return tag === undefined || other !== undefined ? description : kmipTagName(tag)
}

/**
 * Declares a structure: its members in the order of the specification. Decoding accepts members in any order and of
 * any version (real clients send newer optional fields under older versions), ignores unknown items, and refuses
 * duplicates and missing required members. Encoding writes only what the version knows.
 */
export function structure<const F extends Fields>(name: string, fields: F): Structure<F> {
  const members = Object.entries(fields)
  const required = members.filter(([, member]) => member.presence === 'required')
  const byVersion = new Map<EncodingVersion, readonly (readonly [string, AnyField])[]>()
  const byTag = new Map<number, number>()
  members.forEach(([, member], index) => member.tags.forEach((tag) => byTag.set(tag, index)))

  function read(items: readonly TtlvNode[], complete: boolean): FieldValues<F> {
    const collected: (TtlvNode[] | undefined)[] = []
    for (const item of items) {
      const index = byTag.get(item.tag)
      if (index === undefined) continue
      const nodes = collected[index]
      if (nodes === undefined) collected[index] = [item]
      else nodes.push(item)
    }
    const result: Record<string, unknown> = {}
    members.forEach(([key, member], index) => {
      const nodes = collected[index]
      if (nodes !== undefined) result[key] = member.decode(nodes)
    })
    if (complete) checkRequired(result)
    return result as FieldValues<F>
  }

  function checkRequired(result: Record<string, unknown>): void {
    for (const [key, member] of required) {
      if (result[key] === undefined) throw new DecodeError(`${labelOf(member)} is missing`)
    }
  }

  function encodeItems(value: FieldValues<F>, version: EncodingVersion): TtlvNode[] {
    const out: TtlvNode[] = []
    const values: Record<string, unknown> = value
    for (const [key, field] of membersIn(version)) {
      const member = values[key]
      if (member !== undefined) encodeField(field, member, version, out)
    }
    return out
  }

  /** The members that a version has; worked out once, since every message asks. */
  function membersIn(version: EncodingVersion): readonly (readonly [string, AnyField])[] {
    let known = byVersion.get(version)
    if (known === undefined) {
      known = members.filter(([, member]) => inRange(member.range, version))
      byVersion.set(version, known)
    }
    return known
  }

  return {
    name,
    fields,
    description: `Structure ${name}`,
    decodeItems: (items) => read(items, true),
    encodeItems,
    decode: (node) => read(itemsOf(node), true),
    decodePattern: (node) => read(itemsOf(node), false),
    encode: (tag, value, version) => ({tag, type: ItemType.Structure, value: encodeItems(value, version)}),
  }
}

function itemsOf(node: TtlvNode): readonly TtlvNode[] {
  if (node.type !== ItemType.Structure) {
    throw new DecodeError(`Expected Structure, found ${itemTypeName(node.type) ?? node.type}`)
  }
  return node.value
}

/** Names of the members that a version knows, in order. */
export function fieldsIn(fields: Fields, version: EncodingVersion): string[] {
  return Object.entries(fields).flatMap(([key, member]) => (inRange(member.range, version) ? [key] : []))
}
