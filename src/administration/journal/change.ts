/** What an entry of the journal says beside who and when. */
export interface Change {
  /** Such as `role.update`. */
  readonly action: string
  readonly target: Readonly<Record<string, string>>
}

/** The fields of a new record that say something, in words. */
export function fieldTexts<T extends object>(record: T, fields: readonly (keyof T & string)[]): Record<string, string> {
  return Object.fromEntries(
    fields.filter((field) => record[field] !== undefined).map((field) => [field, valueText(record[field])]),
  )
}

/** The fields that are not what they were, as they are now. */
export function changedTexts<T extends object>(
  before: T | undefined,
  after: T,
  fields: readonly (keyof T & string)[],
): Record<string, string> {
  if (before === undefined) return fieldTexts(after, fields)
  return Object.fromEntries(
    fields
      .map((field) => [field, valueText(after[field]), valueText(before[field])] as const)
      .filter(([, now, then]) => now !== then)
      .map(([field, now]) => [field, now]),
  )
}

/** `none` for what is not set. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null) return 'none'
  if (Array.isArray(value)) return value.map(valueText).join(',')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Milliseconds since 1970. */
export function timeText(at: number): string {
  return new Date(at).toISOString()
}
