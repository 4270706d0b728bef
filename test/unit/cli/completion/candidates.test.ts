import {describe, expect, it} from 'vitest'
import {type Completable, complete, type CompletedCommand} from '../../../../src/cli/completion/candidates.ts'

const command = (id: string, more: Partial<CompletedCommand> = {}): CompletedCommand => ({
  id,
  summary: `about ${id}`,
  flags: {},
  args: {},
  ...more,
})

const described = (...words: readonly string[]) => words.map((word) => ({word, description: ''}))

const from: Completable = {
  commands: [
    command('op:create', {
      flags: {
        output: {type: 'option', char: 'o', options: ['tree', 'json']},
        algorithm: {type: 'option', summary: 'Cryptographic algorithm', helpValue: 'NAME'},
        attribute: {type: 'option', multiple: true},
        out: {type: 'option', helpValue: 'FILE'},
        insecure: {type: 'boolean', allowNo: true},
        secret: {type: 'boolean', hidden: true},
        profile: {type: 'option'},
      },
    }),
    command('op:create-key-pair'),
    command('op:get', {args: {id: {}, name: {}}, flags: {out: {type: 'option', helpValue: 'FILE'}}}),
    command('op:hidden', {hidden: true}),
    command('send', {args: {file: {}}}),
    command('completion', {args: {shell: {options: ['bash', 'zsh']}}}),
    command('role:message-credential:add'),
  ],
  topics: [{name: 'op', description: 'One command per operation'}, {name: 'role:message-credential'}],
  values: async ({kind, name, begun}) => {
    if (kind === 'argument') return name === 'id' ? {candidates: described('7f3c', begun), files: false} : undefined
    return name === 'profile' ? {candidates: described('lab', 'production'), files: false} : undefined
  },
}

const words = async (...line: readonly string[]) => {
  const {candidates, files} = await complete(line, from)
  return [...candidates.map(({word}) => word), ...(files ? [':files'] : [])]
}

describe('completion', () => {
  it('begins with commands and topics, described', async () => {
    expect((await complete(['op'], from)).candidates).toEqual([{word: 'op', description: 'One command per operation'}])
    expect(await words('')).toEqual(['completion', 'op', 'role', 'send'])
  })

  it('goes on with the commands of a topic, but hidden ones', async () => {
    expect(await words('op', '')).toEqual(['create', 'create-key-pair', 'get'])
    expect(await words('op', 'create-')).toEqual(['create-key-pair'])
    expect(await words('role', 'message-credential', '')).toEqual(['add'])
  })

  it('offers flags, each once unless it may be repeated', async () => {
    expect(await words('op', 'create', '--a')).toEqual(['--algorithm', '--attribute'])
    expect(await words('op', 'create', '--algorithm', 'AES', '--attribute', 'x=1', '--a')).toEqual(['--attribute'])
    expect(await words('op', 'create', '--no-')).toEqual(['--no-insecure'])
    expect(await words('op', 'create', '--insecure', '--no-')).toEqual([])
    expect(await words('op', 'create', '--s')).toEqual([])
  })

  it('offers the values of a flag: its options, profiles or files', async () => {
    expect(await words('op', 'create', '--output', '')).toEqual(['json', 'tree'])
    expect(await words('op', 'create', '-o', 'j')).toEqual(['json'])
    expect(await words('op', 'create', '--output=j')).toEqual(['--output=json'])
    expect(await words('op', 'create', '--profile', 'l')).toEqual(['lab'])
    expect(await words('op', 'create', '--out', '')).toEqual([':files'])
    expect(await words('op', 'create', '--algorithm', '')).toEqual([])
  })

  it('offers the values of an argument, or files', async () => {
    expect(await words('completion', 'z')).toEqual(['zsh'])
    expect(await words('send', '')).toEqual([':files'])
  })

  it('offers what is known of an argument in its place, whatever flags stand before it', async () => {
    expect(await words('op', 'get', '7')).toEqual(['7', '7f3c'])
    expect(await words('op', 'get', '--out', 'file', '7f')).toEqual(['7f', '7f3c'])
    expect(await words('op', 'get', '7f3c', '')).toEqual([':files'])
  })

  it('leaves everything behind -- to the files', async () => {
    expect(await words('send', '--', 'x')).toEqual([':files'])
  })

  it('knows nothing of what is no command', async () => {
    expect(await words('nonsense', '')).toEqual([])
    expect(await complete([], from)).toMatchObject({files: false})
  })
})
