import {readdir} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {complete, type Candidate, type Completable, type Completion} from '../completion/candidates.ts'
import {builtins} from './builtins.ts'
import type {CompletedLine} from './line-source.ts'
import {wordsSoFar} from './shell-words.ts'

export interface LineCompletable extends Completable {
  /** Names without the dollar sign. */
  readonly variables: () => readonly string[]
  readonly workingDirectory: string
}

/** Completes the line up to the cursor: commands of the shell and the program, variables, files. */
export async function completeLine(line: string, from: LineCompletable): Promise<CompletedLine> {
  const words = wordsSoFar(line)
  const typed = line.slice(words.at(-1)?.start ?? line.length)
  // What stands in quotes would have to be quoted again
  if (/['"\\]/.test(typed)) return [[], typed]
  const [, before = '', variable] = /^(.*)\$(\w*)$/.exec(typed) ?? []
  if (variable !== undefined) return variables(variable, before, from)
  const {candidates, ...files} = await completeWords(
    words.map(({text}) => text),
    from,
  )
  const found = files.files ? [...candidates, ...(await filesAt(typed, files, from.workingDirectory))] : candidates
  return [finished([...new Set(found.map(({word}) => word))]), typed]
}

function variables(begun: string, before: string, from: LineCompletable): CompletedLine {
  const hits = from.variables().filter((name) => name.startsWith(begun))
  return [finished(hits.map((name) => `${before}$${name}`)), `${before}$${begun}`]
}

async function completeWords(words: readonly string[], from: LineCompletable): Promise<Completion> {
  const [first = '', ...rest] = words
  if (rest.length === 0) return firstWords(first, from)
  if (first === 'help') return completeWords(rest, from)
  if (first === 'connect') return complete(['op', 'query', ...rest], from)
  if (Object.hasOwn(builtins, first)) return {candidates: [], files: false}
  const isOwn = from.commands.some(({id}) => id === first || id.startsWith(`${first}:`))
  return complete(isOwn ? words : ['op', ...words], from)
}

/** Operations without the word op, topics and other commands, and what the shell does itself. */
async function firstWords(begun: string, from: LineCompletable): Promise<Completion> {
  const all = await Promise.all([complete([begun], from), complete(['op', begun], from)])
  const own = Object.keys(builtins).filter((name) => name.startsWith(begun))
  const named = own.map((word): Candidate => ({word, description: ''}))
  return {candidates: [...named, ...all.flatMap(({candidates}) => candidates)], files: false}
}

/** A word that is the only one is followed by a space, unless it goes on. */
function finished(hits: readonly string[]): string[] {
  const [only] = hits
  return hits.length === 1 && only !== undefined && !/[=,/]$/.test(only) ? [`${only} `] : hits.toSorted()
}

async function filesAt(
  typed: string,
  {suffixes = []}: Pick<Completion, 'suffixes'>,
  workingDirectory: string,
): Promise<Candidate[]> {
  const value = typed.replace(/^--[\w-]+=/, '')
  const flag = typed.slice(0, typed.length - value.length)
  const folder = value.endsWith('/') ? value : dirname(`${value}x`)
  const entries = await readdir(join(value.startsWith('/') ? '' : workingDirectory, folder), {
    withFileTypes: true,
  }).catch(() => [])
  const path = (name: string) => flag + (folder === '.' ? name : join(folder, name))
  return entries
    .filter((one) => one.isDirectory() || suffixes.length === 0 || suffixes.some((end) => one.name.endsWith(end)))
    .map((one) => ({word: path(one.name) + (one.isDirectory() ? '/' : ''), description: ''}))
    .filter(({word}) => word.startsWith(typed) && !/[\s'"\\$#]/.test(word))
}
