import {randomUUID} from 'node:crypto'
import {mkdir, open, rename, rm} from 'node:fs/promises'
import {dirname, join} from 'node:path'

/**
 * Replaces a file by one that only its owner may read (0600), in one step: readers see the old or the new content,
 * never a part. Makes the folder (0700) when it is missing.
 */
export async function writePrivateFile(path: string, content: string | Uint8Array): Promise<void> {
  const directory = dirname(path)
  await mkdir(directory, {recursive: true, mode: 0o700})
  const temporary = join(directory, `.${randomUUID()}.tmp`)
  try {
    await writeNew(temporary, content)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, {force: true})
    throw error
  }
}

async function writeNew(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
    // Without it a crash can leave the new name with no content
    await file.sync()
  } finally {
    await file.close()
  }
}
