import {operations} from '../operations/index.ts'
import type {Operation} from '../schema/operation.ts'
import type {AnyField, Fields} from '../schema/structure.ts'
import {Operation as OperationTable} from '../spec/enumerations.ts'
import {tagTable} from '../spec/tag-details.ts'
import {compareVersions, type Version, type VersionRange} from '../spec/version.ts'
import type {DescribedPart, Description} from './description.ts'

/** All operations that are declared, in the order of their numbers. */
export function describedOperations(): readonly Description[] {
  return OperationTable.entries.flatMap(({name}) => {
    const declared: Operation | undefined = Object.hasOwn(operations, name)
      ? operations[name as keyof typeof operations]
      : undefined
    return declared === undefined ? [] : [describeOperation(declared)]
  })
}

function describeOperation({name, range, request, response}: Operation): Description {
  const entry = OperationTable.entry(name)
  return {
    kind: 'operation',
    name: entry?.specName ?? name,
    identifier: name,
    number: entry?.value,
    ...range,
    deprecatedSince: entry?.deprecatedSince,
    facts: fromServer.has(name) ? {'Asked by': 'the server, of its clients'} : {},
    sections: [
      {title: 'Request', parts: partsOf(request.fields, range)},
      {title: 'Response', parts: partsOf(response.fields, range)},
    ],
  }
}

const fromServer: ReadonlySet<string> = new Set(['Notify', 'Put'])

/** The members of a structure that stand within a range of versions, in their order. */
export function partsOf(fields: Fields, within: VersionRange): readonly DescribedPart[] {
  return Object.values(fields).map((field) => partOf(field, within))
}

function partOf({tags, range, presence, repeats, description}: AnyField, within: VersionRange): DescribedPart {
  const entry = tagTable.entry(tags[0] ?? 0)
  return {
    name: entry?.specName ?? description,
    identifier: entry?.name ?? description,
    since: later(range.since, within.since),
    until: range.until ?? within.until,
    type: description,
    required: presence === 'required',
    repeats,
  }
}

function later(a: Version, b: Version): Version {
  return compareVersions(a, b) < 0 ? b : a
}
