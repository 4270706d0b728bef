import {basename, dirname} from 'node:path'
import {Flags} from '@oclif/core'
import {prepareFolder, writeFiles} from '../files/output-folder.ts'

/** Where bytes of an answer go. */
export const outFlags = {
  out: Flags.string({
    summary: 'File to write the bytes to (mode 0600), - for standard output',
    helpValue: 'FILE',
  }),
  force: Flags.boolean({summary: 'Replace a file that exists', dependsOn: ['out']}),
}

export interface OutFlagValues {
  readonly out?: string | undefined
  readonly force: boolean
}

/** Checks before anything is asked of the server that the bytes can be written. @throws UsageError naming the file */
export async function prepareOut({out, force}: OutFlagValues): Promise<void> {
  if (out !== undefined && out !== '-') await prepareFolder(dirname(out), [basename(out)], {force})
}

/** Writes the file; `-` is the caller's. Returns its full path. */
export async function writeOut(path: string, contents: Uint8Array, force: boolean): Promise<string> {
  const [written = path] = await writeFiles(dirname(path), [{name: basename(path), contents, secret: true}], {force})
  return written
}
