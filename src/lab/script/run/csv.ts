import {UsageError} from '../../../errors.ts'
import type {PlainMapping} from '../../../notation/plain.ts'

/**
 * The rows of comma-separated values by the headings of their columns. Fields may stand in double quotes, where two of
 * them are one, and hold commas and line ends there. RFC 4180; empty lines do not count.
 *
 * @throws UsageError with the line
 */
export function readCsv(text: string): readonly PlainMapping[] {
  const [headings, ...rows] = recordsOf(text.replace(/^\ufeff/, ''))
  if (headings === undefined) throw new UsageError('The file is empty', {hint: 'The first line names the columns'})
  const names = headings.fields.map((name) => name.trim())
  const twice = names.find((name, index) => name === '' || names.indexOf(name) !== index)
  if (twice !== undefined) {
    throw new UsageError(twice === '' ? 'Line 1 has a column without a name' : `Line 1 names column ${twice} twice`)
  }
  return rows.map(({fields, line}) => {
    if (fields.length !== names.length) {
      throw new UsageError(`Line ${line} has ${fields.length} fields, and line 1 names ${names.length} columns`)
    }
    return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? '']))
  })
}

interface CsvRecord {
  readonly fields: readonly string[]
  readonly line: number
}

const fieldForm = /"([^"]*(?:""[^"]*)*)"[ \t]*(,|\r?\n|$)|([^",\r\n]*)(,|\r?\n|$)/y

function recordsOf(text: string): CsvRecord[] {
  const records: CsvRecord[] = []
  let fields: string[] = []
  let line = 1
  let start = 1
  let at = 0
  while (at < text.length) {
    fieldForm.lastIndex = at
    const match = fieldForm.exec(text)
    if (match === null) throw new UsageError(`Line ${line} has a double quote where none may be`)
    const [matched, quoted, quotedEnd, plain = '', plainEnd] = match
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    at += matched.length
    line += matched.split('\n').length - 1
    const isRecord = (quotedEnd ?? plainEnd) !== ',' || at === text.length
    if (!isRecord) continue
    if ((quotedEnd ?? plainEnd) === ',') fields.push('')
    if (fields.length > 1 || fields[0] !== '') records.push({fields, line: start})
    fields = []
    start = line
  }
  return records
}
