import {UsageError} from '../../../errors.ts'
import {isFlowText, isMembersText, parseFlow} from '../../../notation/flow-text.ts'
import type {Plain} from '../../../notation/plain.ts'
import {bareWord} from '../../../notation/word.ts'
import {readInput} from '../../files/input-file.ts'
import type {FieldForm} from './field-form.ts'

/**
 * What the text of a flag says, in the form that `requestFromPlain` reads: structures as `{Name: value}`, as
 * `@FILE` in YAML or JSON, or in a short form that their attribute has; bytes as hexadecimal digits, `text:…` or `@FILE`.
 *
 * @throws UsageError naming the flag
 */
export async function plainFromText(form: FieldForm, text: string, setting: string): Promise<Plain> {
  if (form.kind === 'bytes') return bytesFromText(text, setting)
  if (form.kind === 'lease') return /^\d{4}-/.test(text.trim()) ? {type: 'DateTime', value: text} : text
  if (form.kind === 'enumeration') return form.numbers && /^-?\d+$/.test(text.trim()) ? vendorNumber(text) : text
  return form.kind === 'structure' ? structureFromText(text, setting) : text
}

/** A structure as `{Name: value}` or `@FILE`; any other text as it is. @throws UsageError naming the flag */
export async function structureFromText(text: string, setting: string): Promise<Plain> {
  if (text.startsWith('@')) return structureFromFile(text.slice(1), setting)
  return isFlowText(text) ? parseFlow(text, setting) : text
}

/** Attributes by name, from `NAME=VALUE`, `NAME(TYPE)=VALUE` or `NAME={Member: value}`. @throws UsageError naming the flag */
export function attributesFromTexts(texts: readonly string[], setting: string): Plain {
  const found = new Map<string, Plain[]>()
  for (const text of texts) {
    const [matched, name = '', type, value = ''] = assignment.exec(text) ?? []
    if (matched === undefined || name.trim() === '') {
      throw new UsageError(`${setting} takes NAME=VALUE, not ${JSON.stringify(text)}`)
    }
    const plain = isMembersText(value) ? parseFlow(value, setting) : value
    const same = [...found.keys()].find((known) => bareWord(known) === bareWord(name)) ?? name.trim()
    found.set(same, [...(found.get(same) ?? []), type === undefined ? plain : {type: typeWord(type), value: plain}])
  }
  return Object.fromEntries(
    [...found].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  )
}

const assignment = /^([^=]*?)(?:\(([\w -]+)\))?\s*=(.*)$/s

function typeWord(type: string): string {
  const word = bareWord(type)
  return word === 'text' ? 'TextString' : word === 'date' ? 'DateTime' : type
}

/** What was written is not shown: it may be a PIN. */
async function bytesFromText(text: string, setting: string): Promise<Plain> {
  if (text.startsWith('@')) return readInput(text.slice(1))
  if (text.startsWith('text:')) return {text: text.slice('text:'.length)}
  const digits = text.trim().replace(/^0x/i, '').replaceAll(/[\s:]/g, '')
  if (/^(?:[0-9a-f]{2})*$/i.test(digits)) return digits
  throw new UsageError(`${setting} takes hexadecimal digits, two for each byte`, {
    hint: 'Write text:… for a text and @FILE for the bytes of a file',
  })
}

/** Of an item that may be an Enumeration or, for vendors, an Integer. */
function vendorNumber(text: string): Plain {
  return {type: 'Integer', value: text}
}

async function structureFromFile(path: string, setting: string): Promise<Plain> {
  const text = (await readInput(path)).toString('utf8')
  return parseFlow(text, path === '-' ? `${setting}: standard input` : `${setting}: the file ${path}`)
}
