import type {DataReference} from '../kmip/operations/data-reference.ts'
import type {IdentifierReference} from '../kmip/schema/identifier.ts'
import type {EnumerationTable} from '../kmip/spec/enumeration.ts'
import {Data, UniqueIdentifier} from '../kmip/spec/enumerations.ts'
import {findNamed, unknownWord} from './word.ts'

type Reference<Name extends string> = {readonly placeholder: Name} | {readonly index: number}

/**
 * An identifier, or what stands for one that an earlier operation of the batch made: `@placeholder` for the ID
 * Placeholder, `@create-key-pair-private-key` for the result of an operation, `@0` and `@-1` for a position. An
 * identifier that begins with @ is written with two of them.
 *
 * @throws UsageError naming the flag or argument
 */
export function parseIdentifier(text: string, setting = 'ID'): IdentifierReference {
  if (!text.startsWith('@')) return text
  if (text.startsWith('@@')) return text.slice(1)
  return /^@placeholder$/i.test(text)
    ? {placeholder: 'IDPlaceholder'}
    : parseReference(UniqueIdentifier, text.slice(1), setting)
}

/**
 * What stands for the output of an earlier operation of the batch: `encrypt`, or a position as `0` or `-1`; an @ in front
 * does not matter.
 *
 * @throws UsageError naming the flag
 */
export function parseDataReference(text: string, setting: string): Exclude<DataReference, Uint8Array> {
  return parseReference(Data, text.replace(/^@/, ''), setting)
}

function parseReference<Name extends string>(
  table: EnumerationTable<Name>,
  word: string,
  setting: string,
): Reference<Name> {
  if (/^-?\d{1,9}$/.test(word)) return {index: Number(word)}
  const found = findNamed(word, table.entries)
  if (found === undefined) throw unknownWord(setting, word, table.entries)
  return {placeholder: found.name}
}
