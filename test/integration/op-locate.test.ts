import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'

let sandbox: ServedSandbox
const names = ['one', 'two', 'three']

beforeAll(async () => {
  sandbox = await createServedSandbox()
  for (const name of names)
    await sandbox.text(['op', 'create', '--name', name, '--group', 'g', '--attribute', 'x-team=db'])
})

afterAll(() => sandbox[Symbol.asyncDispose]())

const locate = (...flags: string[]) => sandbox.run(['op', 'locate', '--group', 'g', ...flags])

describe('op locate', () => {
  it('shows attributes of what it finds in a table, asked for in one message', async () => {
    const {exitCode, stdout, stderr} = await locate('--columns', 'name,state,length,x-team', '--trace')
    expect(exitCode).toBe(0)
    expect(stderr.match(/^→ request/gm)).toHaveLength(2)
    const lines = stdout.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^ID +NAME +STATE +LENGTH +X-TEAM$/)
    expect(lines.slice(1).map((line) => line.replace(/^\S+ +/, '').replaceAll(/ +/g, ' '))).toEqual(
      names.toReversed().map((name) => `${name} PreActive 256 db`),
    )
  })

  it('tells machines what the table tells people', async () => {
    const {envelope} = await sandbox.json(['op', 'locate', '--group', 'g', '--output', 'table', '--max', '1'])
    expect(envelope).toMatchObject({
      result: {
        objects: [{uniqueIdentifier: expect.any(String), attributes: {State: 'PreActive', CryptographicLength: 256}}],
      },
    })
  })

  it('finds all page by page, and counts', async () => {
    const {stdout, stderr} = await locate('--all', '--page-size', '2', '--output', 'id', '--trace')
    expect(stdout.trim().split('\n')).toHaveLength(3)
    expect(stderr.match(/^→ request/gm)).toHaveLength(2)
    expect(await locate('--count')).toMatchObject({exitCode: 0, stdout: '3\n'})
    expect(await locate('--count', '--state', 'active')).toMatchObject({stdout: '0\n'})
  })

  it('says when the version has no pages', async () => {
    const {stdout, stderr} = await locate('--all', '--page-size', '2', '--output', 'id', '--kmip-version', '1.2')
    expect(stderr).toBe('KMIP has pages since 1.3: all objects are asked for at once\n')
    expect(stdout.trim().split('\n')).toHaveLength(3)
  })

  it.each([
    [['--columns', 'nme'], 'Unknown attribute "nme"'],
    [['--all', '--max', '3'], '--max'],
    [['--count', '--columns', 'name'], '--columns'],
    [['--count', '--then', 'get'], 'Tables, --all and --count of op locate'],
    [['--page-size', '0'], '--page-size'],
  ])('refuses %j', async (flags, message) => {
    const {exitCode, stderr} = await locate(...flags)
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)])
  })
})
