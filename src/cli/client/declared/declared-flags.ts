import {Flags} from '@oclif/core'
import type {Operation} from '../../../kmip/schema/operation.ts'
import type {AnyField, Fields} from '../../../kmip/schema/structure.ts'
import {isBefore} from '../../../kmip/spec/version.ts'
import {flagWord} from '../../../notation/word.ts'
import {fieldName, formOf, type FieldForm} from './field-form.ts'

/** What a command says of a member of its request; what it leaves out follows from the declaration. */
export interface FieldWords {
  /** Name of the flag. */
  readonly flag?: string
  /** Whole, or with the form of the value behind it where it ends with a colon. */
  readonly summary?: string
  readonly helpValue?: string
  /** Whether it must be given, where the declaration is not all there is to say. */
  readonly required?: boolean
}

/** By member; a text is the flag or argument by which the command takes it in a way of its own. */
export type RequestWords<Req extends Fields> = {readonly [Key in keyof Req]?: FieldWords | string}

/** One flag for one member of a request. */
export interface DeclaredFlag {
  /** The member in the model. */
  readonly key: string
  readonly name: string
  readonly form: FieldForm
  readonly field: AnyField
  readonly words: FieldWords
}

/** The flags of an operation, in the order of its declaration. */
export function declaredFlags<Req extends Fields, Res extends Fields>(
  {request}: Operation<Req, Res>,
  words: RequestWords<Req>,
): readonly DeclaredFlag[] {
  return Object.entries<AnyField>(request.fields).flatMap(([key, field]) => {
    const own = words[key] ?? {}
    if (typeof own === 'string') return []
    return [{key, name: own.flag ?? flagName(fieldName(field)), form: formOf(field), field, words: own}]
  })
}

/** `IV/Counter/Nonce` is `iv-counter-nonce`. */
function flagName(name: string): string {
  return name
    .replaceAll(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .replaceAll(' ', '-')
    .toLowerCase()
}

/** A flag for oclif. Texts are read when the command runs, so that errors name what is wrong with them. */
export function oclifFlag({form, field, words}: DeclaredFlag, since: Operation['range']['since']) {
  const required = words.required ?? field.presence === 'required'
  const summary = `${summaryOf(field, form, words)}${laterVersion(field, since)}`
  if (form.kind === 'boolean') return Flags.boolean({summary, required})
  const shared = {summary, required, helpValue: words.helpValue ?? helpValueOf(form)}
  return field.repeats || form.kind === 'attributes'
    ? Flags.string({...shared, multiple: true, multipleNonGreedy: true})
    : Flags.string(shared)
}

function laterVersion({range}: AnyField, since: Operation['range']['since']): string {
  return isBefore(since, range.since) ? ` (KMIP ${range.since})` : ''
}

function summaryOf(field: AnyField, form: FieldForm, {summary}: FieldWords): string {
  if (summary !== undefined && !summary.endsWith(':')) return summary
  const name = summary?.slice(0, -1) ?? sentenceCase(fieldName(field))
  const told = formText(form)
  const again = field.repeats || form.kind === 'attributes' ? '; repeat it for several' : ''
  return `${name}${told === '' ? '' : `: ${told}`}${again}`
}

/** `Usage Limits` is `Usage limits` within a sentence; `PKCS#11 Interface` keeps its first word. */
function sentenceCase(name: string): string {
  const [first = '', ...rest] = name.split(' ')
  return [first, ...rest.map((word) => (/^[A-Z][a-z]+$/.test(word) ? word.toLowerCase() : word))].join(' ')
}

/** How many names of an enumeration a summary tells. */
const toldNames = 5

function formText(form: FieldForm): string {
  if (form.kind === 'enumeration' || form.kind === 'mask') {
    const words = form.table.entries.map(({specName}) => flagWord(specName))
    return words.length > toldNames ? `such as ${words.slice(0, 2).join(', ')}` : words.join(', ')
  }
  if (form.kind === 'structure') return `{${Object.values(form.fields).map(fieldName).join(', ')}}`
  return formTexts[form.kind] ?? ''
}

const formTexts: {readonly [Kind in FieldForm['kind']]?: string} = {
  bytes: 'hexadecimal, text:… or @FILE',
  lease: 'how long, such as 8h, or until which date',
  date: 'now, +90d or a date',
}

function helpValueOf({kind}: FieldForm): string {
  return helpValues[kind]
}

const helpValues: {readonly [Kind in FieldForm['kind']]: string} = {
  attributes: 'NAME=VALUE',
  'attribute names': 'NAME',
  boolean: '',
  bytes: 'BYTES',
  date: 'DATE',
  duration: 'DURATION',
  lease: 'DURATION',
  number: 'NUMBER',
  text: 'TEXT',
  any: 'VALUE',
  enumeration: 'NAME',
  mask: 'LIST',
  structure: 'YAML',
}
