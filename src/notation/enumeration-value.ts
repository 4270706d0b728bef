import type {EnumerationTable} from '../kmip/spec/enumeration.ts'
import {findNamed, unknownWord} from './word.ts'

export interface EnumerationWords {
  /** A first word that may be left out: `Query` for the functions of Query. */
  readonly prefix?: string | undefined
}

/**
 * A value of an enumeration by its name, whatever its case and separators, or by its number as `0x80000001`.
 *
 * @throws UsageError naming the flag and what it takes
 */
export function parseEnumeration<Name extends string>(
  table: EnumerationTable<Name>,
  text: string,
  setting: string,
  {prefix = ''}: EnumerationWords = {},
): Name | number {
  const number = parseCode(text)
  if (number !== undefined) return table.nameOf(number) ?? number
  const {entries} = table
  const found = findNamed(text, entries) ?? findNamed(`${prefix}${text}`, entries)
  if (found === undefined) throw unknownWord(setting, text, entries)
  return found.name
}

/** The same of a flag that may be absent. */
export function givenEnumeration<Name extends string>(
  table: EnumerationTable<Name>,
  text: string | undefined,
  setting: string,
): Name | number | undefined {
  return text === undefined ? undefined : parseEnumeration(table, text, setting)
}

/** Numbers of vendors have no names; 32 bits at most. */
function parseCode(text: string): number | undefined {
  return /^0x[0-9a-f]{1,8}$/i.test(text.trim()) ? Number(text) : undefined
}
