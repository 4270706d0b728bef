import {UsageError} from '../../../errors.ts'
import {isList, isMapping, type Plain, plainText, type PlainMapping} from '../../../notation/plain.ts'
import {bareWord} from '../../../notation/word.ts'

/** Structures that hold nothing but one item, any number of times: a list stands for them. */
const members: Readonly<Record<string, string>> = {
  objecttypes: 'Object Type',
  objectgroups: 'Object Group',
  operations: 'Operation',
  objects: 'Unique Identifier',
}

/**
 * A rule or right with lists in place of the structures that are lists: `{Operations: [Get]}` is
 * `{Operations: {Operation: [Get]}}`.
 *
 * @throws UsageError where it is no mapping
 */
export function normalRule(plain: Plain, setting: string): PlainMapping {
  if (!isMapping(plain)) throw new UsageError(`${setting} takes a mapping, not ${plainText(plain)}`)
  return Object.fromEntries(
    Object.entries(plain).map(([name, value]) => {
      const member = members[bareWord(name)]
      const isShort = member !== undefined && (isList(value) || typeof value === 'string')
      return [name, isShort ? {[member]: value} : value]
    }),
  )
}
