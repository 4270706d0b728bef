import {writeFile} from 'node:fs/promises'
import {UsageError} from '../../errors.ts'
import {reasonNotWritten} from './input-file.ts'

/** Writes a report where the user wants it, in place of an older one. @throws UsageError when the system refuses */
export async function writeReport(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text)
  } catch (cause) {
    throw new UsageError(`The file ${path} cannot be written: ${reasonNotWritten(cause)}`, {cause})
  }
}
