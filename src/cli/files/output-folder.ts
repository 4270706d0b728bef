import {randomBytes} from 'node:crypto'
import {access, mkdir, open, rename, unlink} from 'node:fs/promises'
import {dirname, join, resolve} from 'node:path'
import {UsageError} from '../../errors.ts'
import {reasonNotWritten, reasonOf} from './input-file.ts'

/** One file to write. */
export interface OutputFile {
  readonly name: string
  readonly contents: Uint8Array
  /** Readable by its owner only. */
  readonly secret: boolean
}

/**
 * Checks before any work is done that none of the files exists, and makes the folder (0700) where there is none.
 *
 * @throws UsageError naming the first file there is, unless `force` is set
 */
export async function prepareFolder(
  folder: string,
  names: readonly string[],
  {force}: {readonly force: boolean},
): Promise<void> {
  for (const name of names) {
    const path = join(folder, name)
    if (!force && (await exists(path))) throw taken(path)
  }
  try {
    await mkdir(folder, {recursive: true, mode: 0o700})
  } catch (cause) {
    throw new UsageError(`The folder ${folder} cannot be made: ${reasonOf(cause)}`, {cause})
  }
}

/**
 * Writes the files, secret ones with mode 0600, each whole or not at all, and returns their full paths.
 *
 * @throws UsageError when a file exists and `force` is not set, or the system refuses
 */
export async function writeFiles(
  folder: string,
  files: readonly OutputFile[],
  {force}: {readonly force: boolean},
): Promise<string[]> {
  const paths: string[] = []
  for (const file of files) {
    const path = resolve(folder, file.name)
    try {
      await writeWhole(path, file, force)
    } catch (cause) {
      if (isTaken(cause)) throw taken(path)
      throw new UsageError(`The file ${path} cannot be written: ${reasonNotWritten(cause)}`, {cause})
    }
    paths.push(path)
  }
  return paths
}

/** A file is replaced by a draft that is whole already; a new one is removed again when it could not be written. */
async function writeWhole(path: string, {contents, secret}: OutputFile, force: boolean): Promise<void> {
  await mkdir(dirname(path), {recursive: true, mode: 0o700})
  const draft = force ? `${path}.${randomBytes(6).toString('hex')}` : path
  const handle = await open(draft, 'wx', secret ? 0o600 : 0o644)
  try {
    await handle.writeFile(contents)
    await handle.sync()
    await handle.close()
    if (force) await rename(draft, path)
  } catch (error) {
    await handle.close()
    await unlink(draft)
    throw error
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw new UsageError(`The file ${path} cannot be reached: ${reasonOf(error)}`, {cause: error})
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}

function taken(path: string): UsageError {
  return new UsageError(`The file ${path} exists already`, {
    hint: 'Choose another place, or pass --force to replace it',
  })
}
