import {chmod, mkdir, readFile, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {carriesSecret, ShellHistory} from '../../../../src/cli/shell/history.ts'
import {temporaryFolder} from '../../../support/temporary-folder.ts'

describe('lines that carry secrets', () => {
  it.each([
    'encrypt 7f3c --data hello',
    'encrypt 7f3c --data=hello',
    'register --type secret --data-hex 00ff',
    "encrypt 7f3c '--data' x",
    'set password=x',
    'run job.yaml --set client-secret=x',
    'encrypt 7f3c --data "not closed',
    'op login --password x',
  ])('are known: %s', (line) => {
    expect(carriesSecret(line)).toBe(true)
  })

  it.each([
    'create --name payroll --algorithm AES',
    'encrypt 7f3c --data-file letter.txt --iv-file x',
    'register --file payroll.key --secret-type password',
    'locate --password-file word.txt',
    'set key=$last',
    'scope list --data-dir data',
  ])('are not all lines: %s', (line) => {
    expect(carriesSecret(line)).toBe(false)
  })
})

describe('the history of a shell', () => {
  it('is a file of its owner, without secrets, read by the next one', async () => {
    await using folder = await temporaryFolder()
    const file = join(folder.path, 'state', 'shell-history')
    const history = await ShellHistory.open(file)
    for (const line of ['locate', 'locate', ' private', '', 'encrypt x --data hello', 'get 7f3c'])
      await history.add(line)
    expect(history.lines).toEqual(['get 7f3c', 'encrypt x --data hello', 'locate'])
    expect(await readFile(file, 'utf8')).toBe('locate\nget 7f3c\n')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await ShellHistory.open(file)).lines).toEqual(['get 7f3c', 'locate'])
  })

  it('closes a file that others could read, and forgets the oldest lines of a long one', async () => {
    await using folder = await temporaryFolder()
    const file = join(folder.path, 'shell-history')
    await writeFile(file, Array.from({length: 2001}, (_, index) => `get ${index}\n`).join(''))
    await chmod(file, 0o644)
    const {lines} = await ShellHistory.open(file)
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([1000, 'get 2000', 'get 1001'])
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(1001)
  })

  it('says when it cannot be read', async () => {
    await using folder = await temporaryFolder()
    const file = join(folder.path, 'shell-history')
    await mkdir(file)
    await expect(ShellHistory.open(file)).rejects.toThrow('EISDIR')
  })
})
