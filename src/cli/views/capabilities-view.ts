import {saidTexts} from '../../lab/capabilities/said-text.ts'
import type {AskedCapabilities} from '../../lab/capabilities/asked.ts'
import type {Lacks} from '../../lab/capabilities/lacks.ts'
import type {TrialResult} from '../../lab/capabilities/trials.ts'
import type {KeyValue} from '../output/key-values.ts'
import type {Column} from '../output/table.ts'

/** What a server says of itself, with each word once. */
export function askedFacts({vendor, versions, more, refusedFunctions}: AskedCapabilities): readonly KeyValue[] {
  const facts: KeyValue[] = [
    ['Vendor', vendor ?? 'not told'],
    ['Versions', versions.map(({version}) => version).join(', ')],
  ]
  for (const {version, refused} of versions) if (refused !== undefined) facts.push([`Query at ${version}`, refused])
  for (const [name, text] of saidTexts(more)) facts.push([name, text])
  if (refusedFunctions.length > 0) facts.push(['Refused to say', refusedFunctions.join(', ')])
  return facts
}

/** What there is in which versions, newest first. */
export interface Availability {
  readonly name: string
  readonly versions: readonly string[]
}

export function availability({versions}: AskedCapabilities, of: 'operations' | 'objectTypes'): readonly Availability[] {
  const all = [...new Set(versions.flatMap((one) => one[of]))].toSorted()
  return all.map((name) => ({
    name,
    versions: versions.filter((one) => one[of].includes(name)).map((one) => one.version),
  }))
}

export function availabilityColumns(heading: string, all: number): readonly Column<Availability>[] {
  return [
    {heading, value: ({name}) => name},
    {heading: 'Versions', value: ({versions}) => (versions.length === all ? 'all' : versions.join(', '))},
  ]
}

export const trialColumns: readonly Column<TrialResult>[] = [
  {heading: 'Trial', value: ({trial}) => trial},
  {
    heading: 'Works',
    value: ({works}) => (works ? 'yes' : 'no'),
    paint: ({works}, palette) => (works ? palette.good : palette.bad),
  },
  {heading: 'What it said', value: ({said}) => said ?? ''},
]

export const lackColumns: readonly Column<Lacks>[] = [
  {heading: 'Client', value: ({client}) => client},
  {heading: 'KMIP', value: ({version}) => version},
  {
    heading: 'Lacks',
    value: ({speaks, operations, version}) => (speaks ? operations.join(', ') || 'nothing' : `version ${version}`),
    paint: ({speaks, operations}, palette) => (speaks && operations.length === 0 ? palette.good : palette.bad),
  },
]
