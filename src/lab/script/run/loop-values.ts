import {resolve} from 'node:path'
import {UsageError} from '../../../errors.ts'
import {isList, type Plain} from '../../../notation/plain.ts'
import type {Loop} from '../model.ts'
import {ScriptError} from '../place.ts'
import {readYaml} from '../source/read-yaml.ts'
import {plainOf} from '../source/source-value.ts'
import type {Variables} from '../variables/variables.ts'
import {readCsv} from './csv.ts'

const mostRounds = 100_000

/**
 * What a loop goes through.
 *
 * @throws ScriptError when it is no list, UnsetVariable
 */
export async function loopValues(
  {source, place}: Loop,
  variables: Variables,
  {folder, readFile}: {readonly folder: string; readonly readFile: (path: string) => Promise<Uint8Array>},
): Promise<readonly Plain[]> {
  if (source.kind === 'range') {
    return range(integer(variables.expand(source.from)), integer(variables.expand(source.to)))
  }
  if (source.kind === 'file') {
    const path = resolve(folder, variables.text(source.path))
    return valuesOfFile(path, Buffer.from(await readFile(path)).toString('utf8'))
  }
  const values = variables.expand(source.values)
  if (isList(values)) return values
  throw new ScriptError(place, '"for each" goes through no list')

  function integer(plain: Plain): number {
    const number = typeof plain === 'string' && /^-?\d+$/.test(plain) ? Number(plain) : plain
    if (typeof number === 'number' && Number.isSafeInteger(number)) return number
    throw new ScriptError(place, '"from" and "to" of "for each" are no whole numbers')
  }

  function range(from: number, to: number): number[] {
    if (to - from < mostRounds) return Array.from({length: Math.max(0, to - from + 1)}, (_, index) => from + index)
    throw new ScriptError(place, `"for each" goes through more than ${mostRounds} values`)
  }
}

/** The rows of a data file. @throws UsageError naming it */
export function valuesOfFile(path: string, text: string): readonly Plain[] {
  if (/\.csv$/i.test(path)) return named(path, () => readCsv(text))
  const values = plainOf(readYaml(text, path))
  if (isList(values)) return values
  throw new UsageError(`The file ${path} holds no list`, {hint: 'It may be CSV, or a list in JSON or YAML'})
}

function named<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(`The file ${path} is wrong: ${error.message}`, {hint: error.hint, cause: error})
  }
}
