import {mkdir, mkdtemp, readFile, rename, rm, stat} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {ConfigError} from '../../../src/errors.ts'
import {LogFile} from '../../../src/server/log-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kmipctl-test-'))
})
afterEach(() => rm(folder, {recursive: true, force: true}))

describe('LogFile', () => {
  it('appends lines to a file that only its owner can read', async () => {
    const path = join(folder, 'log')
    {
      using file = new LogFile(path)
      file.write('one\n')
    }
    using file = new LogFile(path)
    file.write('two\n')
    expect(await readFile(path, 'utf8')).toBe('one\ntwo\n')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('goes on in a new file when it is opened anew', async () => {
    const path = join(folder, 'log')
    using file = new LogFile(path)
    file.write('one\n')
    await rename(path, join(folder, 'old'))
    file.write('two\n')
    file.reopen()
    file.write('three\n')
    expect(await readFile(join(folder, 'old'), 'utf8')).toBe('one\ntwo\n')
    expect(await readFile(path, 'utf8')).toBe('three\n')
  })

  it('stays with the old file when there can be no new one', async () => {
    const path = join(folder, 'sub')
    const inner = join(folder, 'folder')
    using file = new LogFile(path)
    await rename(path, inner)
    await mkdir(path)
    expect(() => file.reopen()).toThrow(ConfigError)
    file.write('still here\n')
    expect(await readFile(inner, 'utf8')).toBe('still here\n')
  })

  it('says why a file cannot be written', () => {
    expect(() => new LogFile(join(folder, 'missing', 'log'))).toThrow(
      /^Cannot write the log file .*missing\/log: ENOENT/,
    )
  })
})
