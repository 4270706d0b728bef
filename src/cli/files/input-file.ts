import {readFile, stat} from 'node:fs/promises'
import {UsageError} from '../../errors.ts'
import {surroundingShell} from '../surrounding-shell.ts'

const largest = 16 * 1024 * 1024

/**
 * The bytes of a file, or of standard input for `-`.
 *
 * @throws UsageError naming the file when it cannot be read or is larger than 16 MiB
 */
export async function readInput(path: string): Promise<Buffer> {
  if (path === '-') return readStandardInput()
  try {
    const {size} = await stat(path)
    if (size <= largest) return await readFile(path)
  } catch (cause) {
    throw new UsageError(`The file ${path} cannot be read: ${reasonOf(cause)}`, {cause})
  }
  throw new UsageError(`The file ${path} is larger than 16 MiB`)
}

/**
 * The first line of a file that holds a password or passphrase.
 *
 * @throws UsageError when the file cannot be read or its first line is empty
 */
export async function readSecretLine(path: string): Promise<string> {
  const [line = ''] = (await readInput(path)).toString('utf8').split(/\r?\n/, 1)
  if (line === '') throw new UsageError(`The first line of ${path} is empty`)
  return line
}

async function readStandardInput(): Promise<Buffer> {
  if (surroundingShell() !== undefined) {
    throw new UsageError('Standard input holds the commands of the shell', {hint: 'Name a file, or pass the value'})
  }
  if (process.stdin.readableEnded) {
    throw new UsageError('Standard input can be read only once', {hint: 'Name a file for the other'})
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > largest) throw new UsageError('Standard input holds more than 16 MiB')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** What the system said, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return reasons[code] ?? (error instanceof Error ? error.message : String(error))
}

/** The same for a file that was to be written: what does not exist is the folder that it was to be in. */
export function reasonNotWritten(error: unknown): string {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  return isMissing ? 'its folder does not exist' : reasonOf(error)
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of its path is no folder',
  EEXIST: 'it exists already',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system cannot be written to',
}
