import {completedValues} from '../completion/values.ts'
import type {Prompts} from '../prompts/prompts.ts'

/** What was typed, as far as it can be read. */
export interface GivenWords {
  /** Arguments. */
  readonly argv: readonly unknown[]
  readonly flags: object
  readonly metadata: {readonly flags: Readonly<Record<string, {readonly setFromDefault?: boolean} | undefined>>}
}

export interface Missing {
  /** The first argument is the identifier of an object. */
  readonly wantsObject: boolean
  /** Flags that are asked for. */
  readonly asks: readonly string[]
  /** With colons. */
  readonly command: string
  readonly prompts: Pick<Prompts, 'select'>
  readonly askObject: () => Promise<string>
}

/** Asks for what was not typed, and returns it as it would have been typed. Whoever sends nothing is not asked. */
export async function missingWords({argv, flags, metadata}: GivenWords, missing: Missing): Promise<string[]> {
  const values = new Map<string, unknown>(Object.entries(flags))
  if (values.get('dry-run') === true) return []
  const words = missing.wantsObject && argv.length === 0 ? [await missing.askObject()] : []
  if (values.get('yes') === true) return words
  for (const name of missing.asks) {
    const isGiven = values.get(name) !== undefined && metadata.flags[name]?.setFromDefault !== true
    if (!isGiven) words.push(`--${name}=${await askWord(name, missing)}`)
  }
  return words
}

async function askWord(name: string, {command, prompts}: Missing): Promise<string> {
  const place = {kind: 'flag', command, name, helpValue: 'NAME', begun: ''} as const
  const known = await completedValues(place, {profiles: async () => []})
  const choices = (known?.candidates ?? []).map(({word}) => ({name: word.replaceAll('-', ' '), value: word}))
  const message = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')
  return prompts.select({setting: `--${name}`, message, choices})
}
