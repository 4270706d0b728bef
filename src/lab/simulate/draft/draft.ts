import type {TagName} from '../../../kmip/spec/tags.ts'

/** An item of a request before its values are known. Its type follows from its tag. */
export interface Draft {
  readonly tag: TagName
  /** Whose type and names the value has, where the tag alone does not say: the tag of an attribute's value. */
  readonly like?: TagName | undefined
  readonly value: DraftValue
}

/**
 * A text may hold names in braces, which stand for settings and kept values: `{key}`. A text is a name where the tag has an
 * enumeration.
 */
export type DraftValue = string | number | boolean | DraftItems | DraftMask | DraftBytes | DraftOctets

/** A structure. */
export interface DraftItems {
  readonly items: readonly Draft[]
}

/** Names of bits. */
export interface DraftMask {
  readonly bits: readonly string[]
}

/** Bytes that an answer brought or that were made before, one after the other. */
export interface DraftBytes {
  readonly kept: readonly string[]
}

/** Bytes made by chance when they are first asked for, and kept under the name. */
export interface DraftOctets {
  readonly random: string
  readonly length: number
}

export function item(tag: TagName, value: DraftValue, like?: TagName): Draft {
  return like === undefined ? {tag, value} : {tag, like, value}
}

export function structure(tag: TagName, ...items: readonly Draft[]): Draft {
  return {tag, value: {items}}
}

export function mask(...bits: readonly string[]): DraftMask {
  return {bits}
}

export function kept(...names: readonly string[]): DraftBytes {
  return {kept: names}
}

export function random(name: string, length: number): DraftOctets {
  return {random: name, length}
}
