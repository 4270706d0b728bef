import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import type {CompletedCommand} from '../../../../src/cli/completion/candidates.ts'
import {completedValues} from '../../../../src/cli/completion/values.ts'
import {completeLine} from '../../../../src/cli/shell/line-completion.ts'
import {temporaryFolder} from '../../../support/temporary-folder.ts'

const command = (id: string, more: Partial<CompletedCommand> = {}): CompletedCommand => ({
  id,
  flags: {},
  args: {},
  ...more,
})

const from = {
  commands: [
    command('op:create', {
      flags: {
        attribute: {type: 'option', helpValue: 'NAME=VALUE'},
        usage: {type: 'option', helpValue: 'LIST'},
        file: {type: 'option', helpValue: 'FILE'},
      },
    }),
    command('op:get', {args: {id: {}}}),
    command('op:query', {flags: {server: {type: 'option'}, profile: {type: 'option'}}}),
    command('profile:use', {args: {name: {}}}),
    command('run', {args: {file: {}}}),
  ],
  topics: [],
  values: (place: Parameters<typeof completedValues>[0]) =>
    completedValues(place, {profiles: async () => ['lab'], identifiers: () => ['7f3c', '7f99', '9a01']}),
  variables: () => ['last', '1', 'key'],
  workingDirectory: '/',
}

const complete = (line: string, more: Partial<typeof from> = {}) => completeLine(line, {...from, ...more})

describe('a line of the shell', () => {
  it.each<[string, string[], string]>([
    ['c', ['connect', 'create'], 'c'],
    ['cr', ['create '], 'cr'],
    ['op cr', ['create '], 'cr'],
    ['get 7', ['7f3c', '7f99'], '7'],
    ['op get 9', ['9a01 '], '9'],
    ['get $l', ['$last '], '$l'],
    ['set k=$', ['k=$1', 'k=$key', 'k=$last'], 'k=$'],
    ['create --attribute conta', ['contact-information='], 'conta'],
    ['create --usage encrypt,decr', ['encrypt,decrypt '], 'encrypt,decr'],
    ['profile use ', ['lab '], ''],
    ['connect --prof', ['--profile '], '--prof'],
    ['connect --profile l', ['lab '], 'l'],
    ['help prof', ['profile '], 'prof'],
    ['help profile u', ['use '], 'u'],
    ['unset k', [], 'k'],
    ['create --attribute "conta', [], '"conta'],
    ['nonsense x', [], 'x'],
  ])('is completed: %s', async (line, hits, replaced) => {
    expect(await complete(line)).toEqual([hits, replaced])
  })

  it('is completed with files, of the ending that is wanted', async () => {
    await using folder = await temporaryFolder()
    await mkdir(join(folder.path, 'jobs'))
    await writeFile(join(folder.path, 'jobs', 'a.yaml'), '')
    await writeFile(join(folder.path, 'jobs', 'b.txt'), '')
    const more = {workingDirectory: folder.path}
    expect(await complete('create --file jo', more)).toEqual([['jobs/'], 'jo'])
    expect(await complete('create --file=jobs/', more)).toEqual([
      ['--file=jobs/a.yaml', '--file=jobs/b.txt'],
      '--file=jobs/',
    ])
    expect(await complete('run jobs/', more)).toEqual([['jobs/a.yaml '], 'jobs/'])
    expect(await complete(`run ${folder.path}/j`, more)).toEqual([[`${folder.path}/jobs/`], `${folder.path}/j`])
    expect(await complete('run nowhere/', more)).toEqual([[], 'nowhere/'])
  })
})
