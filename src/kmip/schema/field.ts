import type {TtlvNode} from '../../ttlv/node.ts'
import {kmipTagName} from '../spec/tag-name.ts'
import {type EncodingVersion, type Version, type VersionRange} from '../spec/version.ts'
import {KmipError} from '../error.ts'
import {DecodeError, located, within} from './decode-error.ts'
import type {ValueType} from './value-type.ts'

export type Presence = 'required' | 'optional'

/**
 * One member of a structure. It claims tags; the structure hands it all child items that bear them, in order, and it
 * makes one value of them. Most fields claim one tag; a set of attributes claims all forms that the versions give it.
 */
export interface Field<T, P extends Presence = Presence> {
  readonly presence: P
  readonly range: VersionRange
  /** The first one names the field in messages. */
  readonly tags: readonly number[]
  /** Never called with an empty list. */
  decode(nodes: readonly TtlvNode[]): T
  /** Appends the items; called only when the version has the field. */
  encode(value: T, version: EncodingVersion, out: TtlvNode[]): void
  /** For help texts: what a value looks like. */
  readonly description: string
  /** The type of its items, where they have one; a declared structure among them tells its own fields. */
  readonly item?: {readonly description: string}
  /** What people write by the names of attributes, since the two generations of KMIP have different items for it. */
  readonly holds?: 'attributes' | 'one attribute' | 'attribute names'
  readonly repeats: boolean
}

/** Adds the version range to a field; `P` and `T` stay. */
export interface FieldBuilder<T, P extends Presence> extends Field<T, P> {
  optional(): FieldBuilder<T, 'optional'>
  since(version: Version): FieldBuilder<T, P>
  until(version: Version): FieldBuilder<T, P>
}

/** A field of one item that may be repeated. */
export interface SingleFieldBuilder<T> extends FieldBuilder<T, 'required'> {
  /** Any number of items; an empty list when none is there. */
  repeated(): FieldBuilder<readonly T[], 'optional'>
}

/** Makes builder methods for any field. */
export function buildable<T, P extends Presence>(field: Field<T, P>): FieldBuilder<T, P> {
  return {
    ...field,
    optional: () => buildable({...field, presence: 'optional'}),
    since: (version) => buildable({...field, range: {...field.range, since: version}}),
    until: (version) => buildable({...field, range: {...field.range, until: version}}),
  }
}

function only(nodes: readonly TtlvNode[]): TtlvNode {
  const [first] = nodes
  if (nodes.length !== 1 || first === undefined) {
    throw new DecodeError(`${kmipTagName(first?.tag ?? 0)} appears ${nodes.length} times where one is allowed`)
  }
  return first
}

/** A field holding one item under `tag`. */
export function field<T>(tag: number, type: ValueType<T>): SingleFieldBuilder<T> {
  const single: Field<T, 'required'> = {
    presence: 'required',
    range: {since: '1.0'},
    tags: [tag],
    description: type.description,
    item: type,
    repeats: false,
    decode(nodes) {
      try {
        return type.decode(only(nodes))
      } catch (error) {
        throw located(tag, error)
      }
    },
    encode(value, version, out) {
      const node = type.encode(tag, value, version)
      if (node !== undefined) out.push(node)
    },
  }
  return {...buildable(single), repeated: () => buildable(repeatedField(tag, type))}
}

function repeatedField<T>(tag: number, type: ValueType<T>): Field<readonly T[], 'optional'> {
  return {
    presence: 'optional',
    range: {since: '1.0'},
    tags: [tag],
    description: type.description,
    item: type,
    repeats: true,
    decode: (nodes) => nodes.map((node, index) => within(`${kmipTagName(tag)}[${index}]`, () => type.decode(node))),
    encode(values, version, out) {
      for (const value of values) {
        const node = type.encode(tag, value, version)
        if (node !== undefined) out.push(node)
      }
    },
  }
}

/** Encodes one member that the version has, or fails when a required one has no form in it. */
export function encodeField<T>(member: Field<T>, value: T, version: EncodingVersion, out: TtlvNode[]): void {
  const before = out.length
  member.encode(value, version, out)
  if (member.presence === 'required' && out.length === before) {
    throw new KmipError(
      'FeatureNotSupported',
      `${kmipTagName(member.tags[0] ?? 0)} has ${typeof value === 'string' ? `the value ${value}, which` : 'a value that'} KMIP ${version} cannot express`,
    )
  }
}
