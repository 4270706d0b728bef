import type {AttributeKey} from '../../../kmip/attributes/attribute-set.ts'
import {parseAttributeKey} from '../../../notation/attribute-key.ts'
import {bareWord} from '../../../notation/word.ts'
import {UsageError} from '../../../errors.ts'
import {escapeText} from '../../../ttlv/escape-text.ts'
import type {Column} from '../../output/table.ts'
import {textWidth} from '../../output/text-width.ts'
import {type Json, keyText} from '../model-json.ts'

/** An object that was found and what was asked about it. */
export interface LocatedObject {
  readonly uniqueIdentifier: string
  /** In the names of the model; undefined where the server refused them. */
  readonly attributes: {readonly [name: string]: Json} | undefined
}

/** A column of a list of objects. */
export interface AttributeColumn {
  /** As it was typed. */
  readonly heading: string
  /** Undefined for the identifier. */
  readonly key: AttributeKey | undefined
}

/** What the flags call these. */
const flagNames: Readonly<Record<string, AttributeKey>> = {
  algorithm: 'CryptographicAlgorithm',
  length: 'CryptographicLength',
  usage: 'CryptographicUsageMask',
  type: 'ObjectType',
  group: 'ObjectGroup',
}

export const usualColumns = 'id,name,state,algorithm,length'

/**
 * Names of attributes between commas, however spelt; `id` is the identifier, which is the first column where it is not
 * named.
 *
 * @throws UsageError naming the word
 */
export function parseColumns(text: string): readonly AttributeColumn[] {
  const columns = text.split(',').map((word): AttributeColumn => {
    const heading = word.trim()
    if (heading === '') throw new UsageError('--columns has an empty name', {hint: `Write it like ${usualColumns}`})
    const bare = bareWord(heading)
    const isIdentifier = bare === 'id' || bare === 'uniqueidentifier'
    return {heading, key: isIdentifier ? undefined : (flagNames[bare] ?? parseAttributeKey(heading))}
  })
  const hasIdentifier = columns.some(({key}) => key === undefined)
  return hasIdentifier ? columns : [{heading: 'id', key: undefined}, ...columns]
}

const gap = 2
/** A column is not cut to less. */
const shortest = 8

/** The columns as a table has them: texts are cut so that they fit the terminal, identifiers are not. */
export function tableColumns(
  columns: readonly AttributeColumn[],
  objects: readonly LocatedObject[],
  width = Infinity,
): readonly Column<LocatedObject>[] {
  const textOf = (column: AttributeColumn, object: LocatedObject) =>
    column.key === undefined ? object.uniqueIdentifier : cellText(object.attributes?.[keyText(column.key)] ?? null)
  const widths = columns.map((column) =>
    Math.max(...[column.heading, ...objects.map((object) => escapeText(textOf(column, object)))].map(textWidth)),
  )
  let excess = widths.reduce((sum, one) => sum + one + gap, -gap) - width
  while (excess > 0) {
    const widest = widestOf(columns, widths)
    if (widest === undefined) break
    widths[widest] = (widths[widest] ?? 0) - 1
    excess -= 1
  }
  return columns.map((column, index) => ({
    heading: column.heading,
    align: column.key === 'CryptographicLength' ? 'right' : 'left',
    value: (object) => cut(escapeText(textOf(column, object)), widths[index] ?? Infinity),
    ...(column.key === undefined ? {paint: (_: LocatedObject, {accent}) => accent} : {}),
  }))
}

function widestOf(columns: readonly AttributeColumn[], widths: readonly number[]): number | undefined {
  let widest: number | undefined
  for (const [index, {key, heading}] of columns.entries()) {
    const width = widths[index] ?? 0
    const isCut = key !== undefined && width > Math.max(shortest, textWidth(heading))
    if (isCut && width > (widest === undefined ? 0 : (widths[widest] ?? 0))) widest = index
  }
  return widest
}

function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  let kept = ''
  for (const character of text) {
    if (textWidth(kept + character) >= width) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}

/** A value in a few words. */
export function cellText(value: Json): string {
  if (value === null) return '-'
  if (isList(value)) return value.length === 0 ? '-' : value.map(cellText).join(', ')
  if (typeof value !== 'object') return String(value)
  const {nameValue} = value
  if (nameValue !== undefined) return cellText(nameValue)
  return Object.values(value).map(cellText).join(':')
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
