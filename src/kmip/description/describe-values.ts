import {enumerations} from '../spec/enumeration-index.ts'
import type {EnumerationTable} from '../spec/enumeration.ts'
import {masks} from '../spec/masks.ts'
import type {MaskTable} from '../spec/mask.ts'
import type {NamedValue} from '../spec/named-value.ts'
import {tagTable} from '../spec/tag-details.ts'
import type {TagEntry} from '../spec/tag-table.ts'
import {compareVersions, versions, type VersionRange} from '../spec/version.ts'
import type {DescribedPart, Description} from './description.ts'

/** All enumerations, then all masks. */
export function describedTables(): readonly Description[] {
  return [
    ...Object.values(enumerations).map((table) => describeTable(table, 'Values')),
    ...Object.values(masks).map((table) => describeTable(table, 'Bits')),
  ]
}

/** All tags, in the order of their numbers. */
export function describedTags(): readonly Description[] {
  return tagTable.entries.map(describeTag)
}

function describeTable(table: EnumerationTable | MaskTable, title: string): Description {
  return {
    kind: table.kind,
    name: tagTable.entry(table.name)?.specName ?? table.name,
    identifier: table.name,
    ...spanOf(table.entries),
    facts: {},
    sections: [{title, parts: table.entries.map(valueOf)}],
  }
}

function valueOf({name, specName, value, since, until, deprecatedSince}: NamedValue): DescribedPart {
  return {name: specName, identifier: name, number: value, since, until, deprecatedSince}
}

/** From the first version that has any of the values to the last one. */
function spanOf(values: readonly VersionRange[]): VersionRange {
  const since = versions.find((version) => values.some((value) => value.since === version)) ?? '1.0'
  if (values.some(({until}) => until === undefined)) return {since}
  const ends = values.flatMap(({until}) => until ?? [])
  return {since, until: ends.sort(compareVersions).at(-1)}
}

function describeTag({name, tag, specName, typeSteps, since, until, ...rest}: TagEntry): Description {
  const types = typeSteps.map((step) => {
    const names = step.types?.join(' or ') ?? 'any'
    return typeSteps.length === 1 ? names : `${names} since ${step.since}`
  })
  const naming = rest.enumeration ?? rest.mask
  return {
    kind: 'tag',
    name: specName,
    identifier: name,
    number: tag,
    since,
    until,
    deprecatedSince: rest.deprecatedSince,
    facts: {
      'Item type': types.join(', '),
      ...(naming === undefined ? {} : {'Values named by': naming}),
      ...(rest.aliases.length === 0 ? {} : {'Also called': rest.aliases.join(', ')}),
    },
    sections: [],
  }
}
