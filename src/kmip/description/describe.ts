import {inRange, type Version} from '../spec/version.ts'
import {describedAttributes} from './describe-attribute.ts'
import {describedOperations} from './describe-operation.ts'
import {describedTables, describedTags} from './describe-values.ts'
import type {Description} from './description.ts'

/** Everything that has a name in KMIP: operations, attributes, enumerations, masks, tags. */
export function allDescriptions(): readonly Description[] {
  return [...describedOperations(), ...describedAttributes(), ...describedTables(), ...describedTags()]
}

/**
 * What the specifications say of a name, in any spelling (`Cryptographic Length`, `cryptographic-length`,
 * `0x42002a`). A value of an enumeration is found through its enumeration. Several things may have one name: the tag of
 * an attribute or an enumeration is left out, for the attribute or enumeration says it all.
 */
export function describe(name: string): readonly Description[] {
  const all = allDescriptions()
  const wanted = bare(name)
  const number = /^0x[0-9a-f]{6}$/i.test(name) ? Number(name) : undefined
  const isNamed = (item: Description): boolean =>
    item.number === number && number !== undefined ? item.kind === 'tag' : names(item).includes(wanted)
  const found = all.filter(isNamed)
  if (found.length === 0) return all.filter(({sections, kind}) => isTable(kind) && sections.some(hasPart(wanted)))
  const others = found.filter(({kind}) => kind !== 'tag')
  return others.length === 0 || number !== undefined ? found : others
}

/** The same as one version has it; undefined when it has not. */
export function inVersion(description: Description, version: Version): Description | undefined {
  if (!inRange(description, version)) return undefined
  const sections = description.sections.map(({title, parts}) => ({
    title,
    parts: parts.filter((part) => inRange(part, version)),
  }))
  return {...description, sections}
}

function isTable(kind: Description['kind']): boolean {
  return kind === 'enumeration' || kind === 'mask'
}

function hasPart(wanted: string): (section: Description['sections'][number]) => boolean {
  return ({parts}) => parts.some((part) => names(part).includes(wanted))
}

function names({name, identifier}: {readonly name: string; readonly identifier: string}): readonly string[] {
  return [bare(name), bare(identifier)]
}

/** Separators do not count. */
export function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}
