import type {ItemTypeName} from '../../ttlv/node.ts'
import type {ValueNaming} from '../../ttlv/vocabulary.ts'
import {enumerations, type EnumerationName} from './enumeration-index.ts'
import {lazy} from './lazy.ts'
import {masks, type MaskName} from './masks.ts'
import type {RowDetails} from './named-value.ts'
import {compareVersions, versions, type Version, type VersionRange} from './version.ts'

/** The item types that a tag may have; `Unstated` where no specification says. */
type TypeColumn = ItemTypeName | 'Any' | 'Unstated' | readonly ItemTypeName[]

/** The types per version; each holds until the next one begins. */
type TypeHistory = Readonly<Partial<Record<Version, TypeColumn>>>

export interface TagRowDetails extends RowDetails {
  /** The enumeration of its values; `Tag` when the value is itself a tag. */
  readonly enumeration?: EnumerationName | 'Tag'
  readonly mask?: MaskName
}

/** A line of the table: name as the specification prints it, item types, first version that has the tag. */
export type TagRow = readonly [
  specName: string,
  types: TypeColumn | TypeHistory,
  since: Version,
  details?: TagRowDetails,
]

/** Item types from a version on; undefined when any type is allowed or none is stated. */
export interface TypeStep {
  readonly since: Version
  readonly types: readonly ItemTypeName[] | undefined
}

/** All there is to know of a tag. */
export interface TagEntry<Name extends string = string> extends VersionRange {
  /** As XML and JSON write it. */
  readonly name: Name
  readonly tag: number
  /** As the specification prints it. */
  readonly specName: string
  /** Oldest first, at least one. */
  readonly typeSteps: readonly TypeStep[]
  readonly enumeration?: EnumerationName | 'Tag'
  readonly mask?: MaskName
  readonly deprecatedSince?: Version
  readonly aliases: readonly string[]
}

interface TagIndex<Name extends string> {
  readonly entries: readonly TagEntry<Name>[]
  readonly byName: ReadonlyMap<string, TagEntry<Name>>
  readonly byTag: ReadonlyMap<number, TagEntry<Name>>
}

/** The tags of KMIP; it also names the values of items that hold a tag. */
export class TagTable<Name extends string = string> implements ValueNaming {
  readonly kind = 'enumeration'
  readonly #index: () => TagIndex<Name>

  constructor(codes: Readonly<Record<Name, number>>, rows: Readonly<Record<Name, TagRow>>) {
    this.#index = lazy(() => indexTags(codes, rows))
  }

  /** In ascending order of the tags. */
  get entries(): readonly TagEntry<Name>[] {
    return this.#index().entries
  }

  /** Finds a tag by its number, its name or an alias. */
  entry(nameOrTag: string | number): TagEntry<Name> | undefined {
    const {byName, byTag} = this.#index()
    return typeof nameOrTag === 'number' ? byTag.get(nameOrTag) : byName.get(nameOrTag)
  }

  nameOf(tag: number): Name | undefined {
    return this.#index().byTag.get(tag)?.name
  }

  /** Accepts aliases; case-sensitive. */
  valueOf(name: string): number | undefined {
    return this.#index().byName.get(name)?.tag
  }

  /** The item types that a version allows; undefined for unknown tags and where any is allowed or none stated. */
  typesIn(tag: number, version: Version): readonly ItemTypeName[] | undefined {
    const steps = this.entry(tag)?.typeSteps
    return steps?.findLast((step) => compareVersions(step.since, version) <= 0)?.types
  }

  /** How the numbers under this tag are named; undefined when they are plain numbers. */
  naming(tag: number): ValueNaming | undefined {
    const entry = this.#index().byTag.get(tag)
    if (entry?.mask !== undefined) return masks[entry.mask]
    if (entry?.enumeration === 'Tag') return this
    return entry?.enumeration === undefined ? undefined : enumerations[entry.enumeration]
  }
}

function indexTags<Name extends string>(
  codes: Readonly<Record<Name, number>>,
  rows: Readonly<Record<Name, TagRow>>,
): TagIndex<Name> {
  const entries: TagEntry<Name>[] = []
  const byName = new Map<string, TagEntry<Name>>()
  const byTag = new Map<number, TagEntry<Name>>()
  for (const name in rows) {
    const [specName, types, since, details] = rows[name]
    const typeSteps = stepsOf(types, since)
    const entry: TagEntry<Name> = {name, tag: codes[name], specName, typeSteps, since, aliases: [], ...details}
    entries.push(entry)
    byTag.set(entry.tag, entry)
    byName.set(name, entry)
    for (const alias of entry.aliases) byName.set(alias, entry)
  }
  return {entries, byName, byTag}
}

function stepsOf(types: TypeColumn | TypeHistory, since: Version): TypeStep[] {
  if (isColumn(types)) return [{since, types: typeList(types)}]
  return versions.flatMap((version) => {
    const column = types[version]
    return column === undefined ? [] : [{since: version, types: typeList(column)}]
  })
}

function isColumn(types: TypeColumn | TypeHistory): types is TypeColumn {
  return typeof types === 'string' || Array.isArray(types)
}

function typeList(column: TypeColumn): readonly ItemTypeName[] | undefined {
  if (typeof column !== 'string') return column
  return column === 'Any' || column === 'Unstated' ? undefined : [column]
}
