import {readdir, readFile, stat} from 'node:fs/promises'
import {basename, join} from 'node:path'
import {UsageError} from '../../../errors.ts'
import {type CaseFile, readCase} from './conformance-case.ts'

/**
 * Reads the cases of files and folders in the order in which they are to be run: folders as they are given, a folder
 * named with a leading `00` before the files beside it and other folders after them, files by family and number.
 *
 * @throws UsageError when a path does not exist or holds no case
 */
export async function findCases(paths: readonly string[]): Promise<CaseFile[]> {
  const files: CaseFile[] = []
  for (const path of paths) {
    const found = await filesIn(path)
    if (found.length === 0) throw new UsageError(`${path} holds no XML file`)
    for (const file of found) files.push(readCase(file, await readFile(file, 'utf8')))
  }
  return files
}

async function filesIn(path: string): Promise<string[]> {
  const facts = await stat(path).catch((cause: unknown) => {
    throw new UsageError(`${path} cannot be read`, {cause, hint: 'Give files or folders of test cases in XML'})
  })
  return facts.isDirectory() ? filesOfFolder(path) : [path]
}

async function filesOfFolder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {withFileTypes: true})
  const names = (wanted: (entry: (typeof entries)[number]) => boolean) =>
    entries.filter(wanted).map(({name}) => join(folder, name))
  const folders = names((entry) => entry.isDirectory()).sort(byName)
  const cases = names((entry) => entry.isFile() && /\.xml$/iu.test(entry.name)).sort(byName)
  const nested = async (chosen: readonly string[]) => (await Promise.all(chosen.map(filesOfFolder))).flat()
  const isPreparation = (path: string) => basename(path).startsWith('00')
  return [
    ...(await nested(folders.filter(isPreparation))),
    ...cases,
    ...(await nested(folders.filter((path) => !isPreparation(path)))),
  ]
}

const collator = new Intl.Collator('en', {numeric: true})

/** `TC-OTP-2` before `TC-OTP-10`. */
function byName(left: string, right: string): number {
  return collator.compare(left, right)
}
