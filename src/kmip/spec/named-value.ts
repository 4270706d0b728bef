import type {Version, VersionRange} from './version.ts'

/** What most rows of a table do not need. */
export interface RowDetails {
  /** Last version that has it. */
  readonly until?: Version
  readonly deprecatedSince?: Version
  /** Other names that readers accept: the specification's text changed between versions. */
  readonly aliases?: readonly string[]
}

/** A line of a table: number, name as the specification prints it, first version that has it. */
export type NamedValueRow = readonly [value: number, specName: string, since: Version, details?: RowDetails]

/** A named number: a value of an enumeration or a bit of a mask. */
export interface NamedValue<Name extends string = string> extends VersionRange {
  /** As XML and JSON write it, KMIP Profiles 2.1 section 5.4. */
  readonly name: Name
  readonly value: number
  /** As the specification prints it. */
  readonly specName: string
  readonly deprecatedSince?: Version
  readonly aliases: readonly string[]
}

/** Named numbers in the order of their table, findable both ways. */
export interface NamedValueIndex<Name extends string> {
  readonly entries: readonly NamedValue<Name>[]
  /** Aliases are in here too. */
  readonly byName: ReadonlyMap<string, NamedValue<Name>>
  readonly byValue: ReadonlyMap<number, NamedValue<Name>>
}

/** Turns a table's rows into its index. */
export function indexNamedValues<Name extends string>(
  rows: Readonly<Record<Name, NamedValueRow>>,
): NamedValueIndex<Name> {
  const entries: NamedValue<Name>[] = []
  const byName = new Map<string, NamedValue<Name>>()
  const byValue = new Map<number, NamedValue<Name>>()
  for (const name in rows) {
    const [value, specName, since, details] = rows[name]
    const entry: NamedValue<Name> = {name, value, specName, since, aliases: [], ...details}
    entries.push(entry)
    byValue.set(value, entry)
    byName.set(name, entry)
    for (const alias of entry.aliases) byName.set(alias, entry)
  }
  return {entries, byName, byValue}
}
