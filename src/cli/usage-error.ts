import {stripVTControlCharacters} from 'node:util'
import {Errors} from '@oclif/core'
import {closest} from '../notation/closest.ts'
import {UsageError} from '../errors.ts'

/** The command that was called, to word its usage errors. */
export interface CommandUsage {
  /** In words: `scope create`. */
  readonly command: string
  /** Without hyphens. */
  readonly flags: readonly string[]
}

/** An error of oclif's parser in our words; undefined for errors of another origin. */
export function usageError(error: unknown, usage: CommandUsage): UsageError | undefined {
  if (!(error instanceof Errors.CLIError)) return undefined
  const options = {cause: error, hint: `See kmipctl ${usage.command} --help`}
  const unknownFlags = namesIn(error, 'flags')
  if (unknownFlags.length > 0) return unknownFlag(unknownFlags, usage, options)
  const missing = namesIn(error, 'args')
  if (missing.length > 0 && error.message.startsWith('Missing')) {
    return new UsageError(`Missing ${missing.map((name) => name.toUpperCase()).join(' and ')}`, options)
  }
  return new UsageError(oneSentence(error.message), options)
}

function unknownFlag(
  flags: readonly string[],
  {flags: known}: CommandUsage,
  options: {readonly cause: Error; readonly hint: string},
): UsageError {
  const [first = ''] = flags
  const near = first.startsWith('--') ? closest(first.slice(2), known) : undefined
  const hint = near === undefined ? options.hint : `Did you mean --${near}?`
  return new UsageError(`Unknown flag${flags.length === 1 ? '' : 's'} ${flags.join(' and ')}`, {...options, hint})
}

/** oclif's errors carry the names of what was wrong, as texts or as declarations with a name. */
function namesIn(error: object, property: 'flags' | 'args'): string[] {
  const values: unknown = new Map<string, unknown>(Object.entries(error)).get(property)
  if (!Array.isArray(values)) return []
  return values.map((value: unknown) => nameOf(value)).filter((name) => name !== undefined)
}

function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const isNamed = typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
  return isNamed ? String(value.name) : undefined
}

/** Without oclif's headline, its pointer to the help, colours and line breaks. */
export function oneSentence(message: string): string {
  return stripVTControlCharacters(message)
    .replace(/^The following errors? occurred:/, '')
    .replace(/See more help with --help\s*$/, '')
    .trim()
    .replace(/^Parsing (--[\w-]+)\s*\n\s*/, '$1: ')
    .split(/\s*\n\s*/)
    .join('; ')
}
