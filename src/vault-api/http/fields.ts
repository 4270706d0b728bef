import {UsageError} from '../../errors.ts'

/** What a field takes; all of them also as text, which is what Vault's command line sends. */
export type FieldType = 'string' | 'int' | 'bool' | 'list' | 'duration' | 'map' | 'any'

export interface FieldSchema {
  readonly type: FieldType
  readonly description: string
  readonly required?: boolean
}

export type FieldSchemas = Readonly<Record<string, FieldSchema>>
export type FieldValues = Readonly<Record<string, unknown>>

/** The fields of a request that an operation knows, and the names of those that it does not. */
export interface KnownFields {
  readonly values: FieldValues
  readonly unknown: readonly string[]
}

/**
 * Picks and checks fields. Kinds of text, numbers and truth values are turned into what the schema says; what the values
 * mean is for the domain to judge.
 *
 * @throws UsageError for a required field that is missing and a value of another type
 */
export function knownFields(given: FieldValues, schemas: FieldSchemas): KnownFields {
  const values = Object.entries(given)
    .filter(([name, value]) => Object.hasOwn(schemas, name) && value !== null && value !== undefined)
    .map(([name, value]) => [name, valueOf(name, value, schemas[name]?.type ?? 'any')] as const)
  const known = Object.fromEntries(values)
  for (const [name, {required}] of Object.entries(schemas)) {
    if (required === true && (known[name] === undefined || known[name] === '')) {
      throw new UsageError(`missing required field ${name}`)
    }
  }
  return {values: known, unknown: Object.keys(given).filter((name) => !Object.hasOwn(schemas, name))}
}

function valueOf(name: string, value: unknown, type: FieldType): unknown {
  const read = readers[type](value)
  if (read !== undefined) return read
  throw new UsageError(`Field validation failed: ${name} is no ${type}`)
}

const truths: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ...[true, 1, '1', 't', 'T', 'true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...[false, 0, '0', 'f', 'F', 'false', 'False', 'FALSE', ''].map((word) => [word, false] as const),
])

/** Each gives undefined for what it cannot read. */
const readers: Readonly<Record<FieldType, (value: unknown) => unknown>> = {
  any: (value) => value,
  string: text,
  int: wholeNumber,
  bool: (value) => truths.get(value),
  list: (value) => (Array.isArray(value) ? allTexts(value) : text(value)),
  // Seconds, or a text that says its unit
  duration: (value) => (typeof value === 'string' ? value : wholeNumber(value)),
  map: record,
}

function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\s*-?\d{1,15}\s*$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
}

function allTexts(values: readonly unknown[]): readonly string[] | undefined {
  const texts = values.flatMap((value) => text(value) ?? [])
  return texts.length === values.length ? texts : undefined
}

/** An object, or as the command line sends it the text of one. */
function record(value: unknown): FieldValues | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as FieldValues
  if (typeof value !== 'string') return undefined
  try {
    const parsed: unknown = JSON.parse(value)
    return typeof parsed === 'object' ? record(parsed) : undefined
  } catch {
    return undefined
  }
}

/** The value of a field of the type `string`; undefined where it is absent. */
export function textField(fields: FieldValues, name: string): string | undefined {
  const value = fields[name]
  return typeof value === 'string' ? value : undefined
}

/** The values of a field of the type `list`; none where it is absent. */
export function textsField(fields: FieldValues, name: string): readonly string[] {
  const value = fields[name]
  if (typeof value === 'string') return value.split(',').map((part) => part.trim())
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
