import type {FlagInput} from '@oclif/core/interfaces'
import {isSecretTag} from '../../../kmip/spec/secret-tags.ts'
import {tagTable} from '../../../kmip/spec/tag-details.ts'
import {bareWord} from '../../../notation/word.ts'
import {quoteWord} from './quote-word.ts'

/** A command as it was called, and what it made of that. */
export interface CalledCommand {
  /** Arguments without flags. */
  readonly positional: readonly string[]
  /** Flags as they were typed. */
  readonly typed: readonly {readonly flag: string; readonly input: string}[]
  /** Flags as they hold, with what was asked for and what the command added. */
  readonly holding: Readonly<Record<string, unknown>>
  readonly declared: FlagInput
}

/** Part of a line for shells. */
export interface CommandWords {
  /** Quoted. */
  readonly words: readonly string[]
  /** Sentences about what has to be given again, since it is secret. */
  readonly notes: readonly string[]
}

/** Where a secret may come from instead. */
export interface SecretSources {
  /** False where something else is read from standard input already. */
  readonly standardInput: boolean
}

/** The arguments and flags of a command, without those of `left`; what is secret is read from elsewhere. */
export function commandWords(called: CalledCommand, left: ReadonlySet<string>, sources: SecretSources): CommandWords {
  const notes: string[] = []
  const flags = flagValues(called).filter(([flag]) => !left.has(flag))
  const words = flags.flatMap(([flag, value]) => {
    if (value === true) return [`--${flag}`]
    if (value === false) return [`--no-${flag}`]
    if (!isSecretFlag(flag)) return flagWords(flag, value)
    const {words: instead, note} = secretWords(flag, called.declared, sources)
    notes.push(note)
    return instead
  })
  const isLikeFlag = called.positional.some((word) => word.length > 1 && word.startsWith('-'))
  const positional = called.positional.map(quoteWord)
  return {words: isLikeFlag ? [...words, '--', ...positional] : [...positional, ...words], notes}
}

type FlagValue = readonly [flag: string, value: string | boolean]

/** Those that were typed, as they were; then those that hold besides, defaults included. */
function flagValues({typed, holding, declared}: CalledCommand): FlagValue[] {
  const given = new Set(typed.map(({flag}) => flag))
  const others = Object.entries(holding).flatMap(([flag, value]): FlagValue[] => {
    if (given.has(flag) || declared[flag] === undefined || flag === 'output') return []
    if (value === true) return [[flag, true]]
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    return values.flatMap((one): FlagValue[] => (isWritten(one) ? [[flag, String(one)]] : []))
  })
  return [
    ...typed.map(({flag, input}): FlagValue => [flag, isSwitch(declared, flag) ? !isNegated(input) : input]),
    ...others,
  ]
}

function isWritten(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

function isSwitch(declared: FlagInput, flag: string): boolean {
  return declared[flag]?.type === 'boolean'
}

function isNegated(input: string): boolean {
  return input.startsWith('--no-')
}

/** A value that looks like a flag stands behind an equals sign. */
function flagWords(flag: string, value: string): string[] {
  return value.startsWith('-') && value !== '-' ? [`--${flag}=${quoteWord(value)}`] : [`--${flag}`, quoteWord(value)]
}

/** True for flags that hold plaintext, key material or a password themselves, not a file with it. */
export function isSecretFlag(flag: string): boolean {
  const name = bareWord(flag.replace(/-(hex|base64)$/, ''))
  return name === 'input' || (!isFile.has(flag) && secretNames.has(name))
}

/** A key of TLS is a file. */
const isFile: ReadonlySet<string> = new Set(['key'])

const secretNames: ReadonlySet<string> = new Set(
  tagTable.entries.filter(({tag}) => isSecretTag(tag)).map(({name}) => bareWord(name)),
)

function secretWords(flag: string, declared: FlagInput, {standardInput}: SecretSources) {
  const file = ['data-file', 'file'].find((name) => declared[name] !== undefined)
  if (file !== undefined && standardInput && flag.startsWith('data')) {
    return {words: [`--${file}`, '-'], note: `What --${flag} held goes to standard input`}
  }
  const variable = flag.toUpperCase().replaceAll('-', '_')
  return {words: [`--${flag}`, `"$${variable}"`], note: `What --${flag} held goes into the variable ${variable}`}
}
