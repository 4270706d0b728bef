import {readdir, readFile, stat} from 'node:fs/promises'
import {basename, join} from 'node:path'
import {UsageError} from '../../errors.ts'
import type {Script} from './model.ts'
import {parseScript} from './parse/parse-script.ts'

/**
 * Reads the scripts of files and folders, those of a folder by name, with the folders in it.
 *
 * @throws UsageError when a path does not exist or holds no script, ScriptError for what is wrong in one
 */
export async function findScripts(paths: readonly string[]): Promise<readonly Script[]> {
  const files: string[] = []
  for (const path of paths) {
    const found = await filesIn(path)
    if (found.length === 0)
      throw new UsageError(`The folder ${path} holds no script`, {hint: 'Scripts end in .yaml or .yml'})
    files.push(...found)
  }
  return Promise.all(files.map(async (file) => parseScript(await readText(file), file)))
}

/** Those whose name, or that of their file, holds one of the texts. @throws UsageError when there is none */
export function chosenScripts(scripts: readonly Script[], only: readonly string[] | undefined): readonly Script[] {
  if (only === undefined) return scripts
  const wanted = only.map((text) => text.toLowerCase())
  const chosen = scripts.filter(({name, file}) => {
    const names = [name.toLowerCase(), basename(file).toLowerCase()]
    return wanted.some((text) => names.some((one) => one.includes(text)))
  })
  if (chosen.length > 0) return chosen
  throw new UsageError(`No script has ${only.join(' or ')} in its name`, {
    hint: `There are ${scripts.map(({name}) => name).join(', ')}`,
  })
}

const mostBytes = 4 * 1024 * 1024

async function readText(file: string): Promise<string> {
  const {size} = await stat(file)
  if (size > mostBytes) throw new UsageError(`The file ${file} is larger than 4 MiB`)
  return readFile(file, 'utf8').catch((cause: unknown) => {
    const isRefused = cause instanceof Error && 'code' in cause && cause.code === 'EACCES'
    throw new UsageError(`The file ${file} cannot be read${isRefused ? ': permission denied' : ''}`, {cause})
  })
}

async function filesIn(path: string): Promise<readonly string[]> {
  const facts = await stat(path).catch((cause: unknown) => {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    throw new UsageError(`The file ${path} cannot be read${isMissing ? ': it does not exist' : ''}`, {cause})
  })
  return facts.isDirectory() ? filesOfFolder(path) : [path]
}

async function filesOfFolder(folder: string): Promise<readonly string[]> {
  const entries = (await readdir(folder, {withFileTypes: true})).toSorted((a, b) => collator.compare(a.name, b.name))
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return filesOfFolder(path)
      return entry.isFile() && /\.ya?ml$/i.test(entry.name) ? [path] : []
    }),
  )
  return found.flat()
}

const collator = new Intl.Collator('en', {numeric: true})
