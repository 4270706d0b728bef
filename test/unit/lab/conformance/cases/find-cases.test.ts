import {mkdir, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {UsageError} from '../../../../../src/errors.ts'
import {findCases} from '../../../../../src/lab/conformance/cases/find-cases.ts'
import {temporaryFolder} from '../../../../support/temporary-folder.ts'

async function folderWith(names: readonly string[]) {
  const folder = await temporaryFolder()
  for (const name of names) {
    const path = join(folder.path, name)
    await mkdir(dirname(path), {recursive: true})
    await writeFile(path, '<KMIP/>')
  }
  return folder
}

describe('findCases', () => {
  it('brings preparations first, then cases by number, then other folders', async () => {
    await using folder = await folderWith([
      'B-10-14.xml',
      'B-2-14.xml',
      'A-1-14.xml',
      '00-setup/Z-1-14.xml',
      'zz-cleanup/A-1-14.xml',
      'notes.txt',
    ])
    const stems = (await findCases([folder.path])).map(({path}) => path.slice(folder.path.length + 1))
    expect(stems).toEqual(['00-setup/Z-1-14.xml', 'A-1-14.xml', 'B-2-14.xml', 'B-10-14.xml', 'zz-cleanup/A-1-14.xml'])
  })

  it('takes files and folders in the order in which they are given', async () => {
    await using folder = await folderWith(['B-1.xml', 'a/A-1.xml'])
    const found = await findCases([join(folder.path, 'B-1.xml'), join(folder.path, 'a')])
    expect(found.map(({stem}) => stem)).toEqual(['B-1', 'A-1'])
  })

  it('refuses paths without a case', async () => {
    await using folder = await folderWith(['notes.txt'])
    await expect(findCases([folder.path])).rejects.toThrow(new UsageError(`${folder.path} holds no XML file`))
    await expect(findCases([join(folder.path, 'none')])).rejects.toThrow(/none cannot be read/)
  })
})
