import {mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {prepareFolder, writeFiles} from '../../../../src/cli/files/output-folder.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kmipctl-test-'))
})
afterEach(() => rm(folder, {recursive: true, force: true}))

const key = {name: 'key.pem', contents: Buffer.from('secret'), secret: true}
const certificate = {name: 'cert.pem', contents: Buffer.from('public'), secret: false}
const mode = async (path: string) => (await stat(path)).mode & 0o777

describe('prepareFolder', () => {
  it('makes a folder for its owner only, with those above it', async () => {
    const path = join(folder, 'a', 'b')
    await prepareFolder(path, ['key.pem'], {force: false})
    expect(await mode(path)).toBe(0o700)
  })

  it('refuses a folder that has one of the files', async () => {
    await writeFile(join(folder, 'key.pem'), 'old')
    await expect(prepareFolder(folder, ['cert.pem', 'key.pem'], {force: false})).rejects.toMatchObject({
      code: 'USAGE',
      message: `The file ${join(folder, 'key.pem')} exists already`,
    })
    await prepareFolder(folder, ['key.pem'], {force: true})
  })

  it('says when the folder is a file', async () => {
    await writeFile(join(folder, 'x'), '')
    await expect(prepareFolder(join(folder, 'x'), [], {force: false})).rejects.toMatchObject({code: 'USAGE'})
  })
})

describe('writeFiles', () => {
  it('writes secrets for their owner only', async () => {
    expect(await writeFiles(folder, [certificate, key], {force: false})).toEqual([
      join(folder, 'cert.pem'),
      join(folder, 'key.pem'),
    ])
    expect(await readFile(join(folder, 'key.pem'), 'utf8')).toBe('secret')
    expect(await mode(join(folder, 'key.pem'))).toBe(0o600)
  })

  it('does not replace a file that came meanwhile', async () => {
    await writeFile(join(folder, 'key.pem'), 'old')
    await expect(writeFiles(folder, [key], {force: false})).rejects.toMatchObject({code: 'USAGE'})
    expect(await readFile(join(folder, 'key.pem'), 'utf8')).toBe('old')
  })

  it('replaces with force, with the new mode and nothing left over', async () => {
    await writeFile(join(folder, 'key.pem'), 'old', {mode: 0o644})
    await writeFiles(folder, [key], {force: true})
    expect(await readFile(join(folder, 'key.pem'), 'utf8')).toBe('secret')
    expect(await mode(join(folder, 'key.pem'))).toBe(0o600)
    expect(await readdir(folder)).toEqual(['key.pem'])
  })

  it('leaves nothing behind when a file cannot be replaced', async () => {
    await mkdir(join(folder, 'key.pem', 'full'), {recursive: true})
    await expect(writeFiles(folder, [key], {force: true})).rejects.toMatchObject({code: 'USAGE'})
    expect(await readdir(folder)).toEqual(['key.pem'])
  })
})
