import type {Plain} from '../../../notation/plain.ts'
import {type Place, ScriptError} from '../place.ts'

export type ScalarValue = null | boolean | number | bigint | string | Uint8Array

/** A value of a YAML file that knows where it stands. */
export type SourceValue = SourceScalar | SourceList | SourceMapping

export interface SourceScalar {
  readonly kind: 'scalar'
  readonly place: Place
  readonly value: ScalarValue
  /** As it is written, without quotes: `1.10` stays `1.10`. */
  readonly text: string
}

export interface SourceList {
  readonly kind: 'list'
  readonly place: Place
  readonly items: readonly SourceValue[]
}

export interface SourceMapping {
  readonly kind: 'mapping'
  readonly place: Place
  readonly entries: readonly SourceEntry[]
}

export interface SourceEntry {
  readonly name: string
  /** Of the name. */
  readonly place: Place
  readonly value: SourceValue
}

/** The value as YAML means it, without places. */
export function plainOf(source: SourceValue): Plain {
  if (source.kind === 'scalar') return source.value
  if (source.kind === 'list') return source.items.map(plainOf)
  return Object.fromEntries(source.entries.map(({name, value}) => [name, plainOf(value)]))
}

/** @throws ScriptError naming what was to be a mapping */
export function mappingOf(source: SourceValue, what: string): SourceMapping {
  if (source.kind === 'mapping') return source
  throw new ScriptError(source.place, `${what} is no mapping of names to values`)
}

/** @throws ScriptError naming what was to be a list */
export function listOf(source: SourceValue, what: string): readonly SourceValue[] {
  if (source.kind === 'list') return source.items
  throw new ScriptError(source.place, `${what} is no list`, {hint: 'Begin each item with a hyphen'})
}

/** A list, or one value that stands for a list of it. */
export function oneOrMore(source: SourceValue): readonly SourceValue[] {
  return source.kind === 'list' ? source.items : [source]
}

/** A text that is not empty; numbers are taken as they are written. @throws ScriptError */
export function textOf(source: SourceValue, what: string): string {
  const isText = source.kind === 'scalar' && source.value !== null && !(source.value instanceof Uint8Array)
  if (isText && source.text.trim() !== '') return source.text
  throw new ScriptError(source.place, `${what} is no text`)
}

/** @throws ScriptError */
export function booleanOf(source: SourceValue, what: string): boolean {
  if (source.kind === 'scalar' && typeof source.value === 'boolean') return source.value
  throw new ScriptError(source.place, `${what} is neither true nor false`)
}

/** A whole number from 1 on. @throws ScriptError */
export function countOf(source: SourceValue, what: string): number {
  const value = source.kind === 'scalar' ? source.value : undefined
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value
  throw new ScriptError(source.place, `${what} is no whole number from 1 on`)
}
