import type {DescribedPart, DescribedSection, Description} from '../../kmip/description/description.ts'
import type {VersionRange} from '../../kmip/spec/version.ts'
import type {KeyValue} from '../output/key-values.ts'
import type {Column} from '../output/table.ts'

export const descriptionColumns: readonly Column<Description>[] = [
  {heading: 'Name', value: ({name}) => name, paint: (_, {accent}) => accent},
  {heading: 'Kind', value: ({kind}) => kind},
  {heading: 'Number', value: ({number}) => numberText(number)},
  {heading: 'Versions', value: versionsText},
]

export function descriptionFacts(description: Description): readonly KeyValue[] {
  const {kind, name, identifier, number, deprecatedSince, facts} = description
  return [
    [kind.replace(/^./, (letter) => letter.toUpperCase()), name],
    ['In XML and JSON', identifier],
    ['Number', number === undefined ? undefined : numberText(number)],
    ['Versions', versionsText(description)],
    ['Deprecated since', deprecatedSince],
    ...Object.entries(facts),
  ]
}

export function partColumns({parts}: DescribedSection): readonly Column<DescribedPart>[] {
  const hasNumbers = parts.some(({number}) => number !== undefined)
  const columns: Column<DescribedPart>[] = [
    {
      heading: 'Name',
      value: ({name, repeats}) => (repeats === true ? `${name} …` : name),
      paint: (_, {accent}) => accent,
    },
  ]
  if (hasNumbers) {
    columns.push({heading: 'Number', value: ({number}) => numberText(number)})
    columns.push({heading: 'In XML and JSON', value: ({identifier}) => identifier})
  } else {
    columns.push({heading: 'Type', value: ({type}) => type ?? ''})
    columns.push({heading: 'Required', value: ({required}) => (required === true ? 'yes' : 'no')})
  }
  columns.push({heading: 'Versions', value: versionsText})
  return columns
}

function numberText(number: number | undefined): string {
  return number === undefined ? '' : `0x${(number >>> 0).toString(16).padStart(number > 0xffff ? 6 : 2, '0')}`
}

function versionsText({since, until}: VersionRange): string {
  if (until === undefined) return since === '1.0' ? 'all' : `${since} and later`
  return since === until ? since : `${since} to ${until}`
}
