import type {FullObjectDescription, ObjectDescription} from '../../administration/object-description.ts'
import {escapeText} from '../../ttlv/escape-text.ts'
import type {KeyValue} from '../output/key-values.ts'
import type {Column} from '../output/table.ts'
import type {Paint, Palette} from '../output/palette.ts'
import {dateText} from './date-text.ts'
import {durationText} from './duration-text.ts'

const gap = 2
/** A name that would have to be shorter than this is left out. */
const shortestName = 6

const id: Column<ObjectDescription> = {heading: 'Object', value: (one) => one.id, paint: (_, {accent}) => accent}
const kind: Column<ObjectDescription> = {heading: 'Kind', value: kindText}
const state: Column<ObjectDescription> = {
  heading: 'State',
  value: (one) => shortStates[one.state ?? ''] ?? one.state ?? '-',
  paint: statePaint,
}
const role: Column<ObjectDescription> = {heading: 'Role', value: (one) => one.role ?? '-'}
const names = (width: number): Column<ObjectDescription> => ({
  heading: 'Name',
  value: (one) => cut(one.names.join(', '), width),
})

/** The columns for objects at a time: as many as a terminal of some columns has room for, all where there is no limit. */
export function objectColumns(
  objects: readonly ObjectDescription[],
  {now, width = Infinity}: {readonly now: Date; readonly width?: number | undefined},
): readonly Column<ObjectDescription>[] {
  const age: Column<ObjectDescription> = {
    heading: 'Age',
    align: 'right',
    value: (one) => (one.ageSeconds === undefined ? '-' : roughly(one.ageSeconds)),
  }
  const used: Column<ObjectDescription> = {
    heading: 'Used',
    align: 'right',
    value: ({lastUsedAt: at}) => (at === undefined ? '-' : roughly((now.getTime() - at.getTime()) / 1000)),
  }
  const columns = [id, kind, state, age, used]
  let room = width - columns.reduce((sum, column) => sum + widthOf(column, objects) + gap, -gap)
  const wanted = widthOf(names(Infinity), objects)
  const given = Math.min(wanted, room - gap)
  if (given >= Math.min(wanted, shortestName)) {
    columns.push(names(given))
    room -= given + gap
  }
  return room >= widthOf(role, objects) + gap ? [...columns, role] : columns
}

export function objectFacts(object: FullObjectDescription, now: Date): readonly KeyValue[] {
  const {ageSeconds: age, lastUsedAt, links, length} = object
  return [
    ['Object', object.id],
    ['Scope', object.scope],
    ['Made by', object.role ?? 'not known'],
    ['Type', object.objectType],
    ['Algorithm', object.algorithm],
    ['Length', length === undefined ? undefined : `${length} bits`],
    ['Names', object.names.length === 0 ? undefined : object.names],
    ['Groups', object.groups.length === 0 ? undefined : object.groups],
    ['Usage', object.usage.length === 0 ? undefined : object.usage.join(', ')],
    ['State', object.state],
    ['Reason', object.revocationReason],
    ['Created', since(object.createdAt, age)],
    ['Last used', lastUsedAt ? since(lastUsedAt, (now.getTime() - lastUsedAt.getTime()) / 1000) : 'no use is known'],
    ['Changed', day(object.lastChangedAt)],
    ['Activation', day(object.activationDate)],
    ['Process start', day(object.processStartDate)],
    ['Protect stop', day(object.protectStopDate)],
    ['Deactivation', day(object.deactivationDate)],
    ['Compromised', day(object.compromiseDate)],
    ['Destroyed', day(object.destroyDate)],
    ['Archived', day(object.archiveDate)],
    ['Links', links.length === 0 ? undefined : links.map(({type, object: other}) => `${type} ${other}`)],
  ]
}

function day(date: Date | undefined): string | undefined {
  return date && dateText(date)
}

function since(date: Date | undefined, seconds: number | undefined): string | undefined {
  return date === undefined || seconds === undefined ? undefined : `${dateText(date)}, ${roughly(seconds)} ago`
}

/** What an object is in one short word: `AES-256`, `RSA-4096 priv`, `Certificate`. */
function kindText({objectType, algorithm, length}: ObjectDescription): string {
  const half = halves[objectType]
  if (half === undefined) return shortTypes[objectType] ?? objectType
  if (algorithm === undefined) return shortTypes[objectType] ?? objectType
  return `${algorithm}${length === undefined ? '' : `-${length}`}${half}`
}

const halves: Readonly<Record<string, string>> = {SymmetricKey: '', PublicKey: ' pub', PrivateKey: ' priv'}

const shortTypes: Readonly<Record<string, string>> = {
  SecretData: 'Secret',
  OpaqueObject: 'Opaque',
  SplitKey: 'Key part',
  PGPKey: 'PGP key',
  PublicKey: 'Public key',
  PrivateKey: 'Private key',
  SymmetricKey: 'Key',
}

/** Two states have one name too long for a table of 80 columns. */
const shortStates: Readonly<Record<string, string>> = {DestroyedCompromised: 'Destr compr'}

function statePaint({state: name}: ObjectDescription, palette: Palette): Paint {
  if (name === 'Active') return palette.good
  return name?.includes('Compromised') === true ? palette.bad : palette.faint
}

/** The largest unit alone: `400d`, `3h`. */
function roughly(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  return /^\d+[dhms]/.exec(durationText(whole))?.[0] ?? '0s'
}

function cut(text: string, width: number): string {
  const characters = Array.from(text)
  return characters.length <= width
    ? text
    : `${characters
        .slice(0, width - 1)
        .join('')
        .trimEnd()}…`
}

/** What a table makes of it; a name that has to be escaped may take more. */
function widthOf(column: Column<ObjectDescription>, objects: readonly ObjectDescription[]): number {
  const texts = [column.heading, ...objects.map((one) => escapeText(String(column.value(one))))]
  return texts.reduce((width, text) => Math.max(width, Array.from(text).length), 0)
}
