import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'

let sandbox: ServedSandbox

beforeAll(async () => {
  sandbox = await createServedSandbox()
})

afterAll(() => sandbox[Symbol.asyncDispose]())

const then = (...lines: string[]) => lines.flatMap((line) => ['--then', line])

describe('--then', () => {
  it('runs operations in one message, on the object that the first one made', async () => {
    const lines = then('activate', 'get-attributes State', "add-attribute 'x-team=two words'")
    const {exitCode, stderr, stdout} = await sandbox.run(['op', 'create', '--name', 'batch', ...lines, '--trace'])
    expect(exitCode).toBe(0)
    expect(stderr.match(/^→ request/gm)).toHaveLength(1)
    expect(stdout.match(/^\d .*$/gm)).toEqual(['1 Create', '2 Activate', '3 Get Attributes', '4 Add Attribute'])
    expect(stdout).toMatch(/AttributeValue +Enumeration +Active/)
    expect(stdout).toContain('"two words"')
  })

  it('gives a list in JSON, and each identifier once', async () => {
    const {exitCode, envelope} = await sandbox.json(['op', 'create', '--activate', ...then('get')])
    expect(exitCode).toBe(0)
    const uniqueIdentifier: unknown = expect.any(String)
    expect(envelope).toMatchObject({
      result: {
        items: [
          {operation: 'Create', status: 'done', result: {uniqueIdentifier}},
          {operation: 'Activate', status: 'done', result: {uniqueIdentifier}},
          {operation: 'Get', status: 'done', result: {uniqueIdentifier}},
        ],
      },
    })
    expect(await sandbox.text(['op', 'create', '--output', 'id', ...then('activate', 'get')])).toMatch(/^\S+$/)
  })

  it('goes on with an object that was named', async () => {
    const id = await sandbox.text(['op', 'create', '--output', 'id'])
    const done = await sandbox.json(['op', 'activate', id, ...then('op get-attributes --attribute State')])
    expect(done).toMatchObject({
      envelope: {result: {items: [{}, {result: {uniqueIdentifier: id, attributes: {State: 'Active'}}}]}},
    })
  })

  it('ends with 4 when an operation fails, and says what became of each', async () => {
    const lines = then('activate', 'destroy --yes', 'get')
    const run = (...flags: string[]) => sandbox.json(['op', 'create', ...lines, ...flags])
    const statuses = ({envelope}: {readonly envelope: unknown}) =>
      Object(envelope).result.items.map(({status}: {readonly status: string}) => status)
    const stopped = await run()
    expect(stopped).toMatchObject({exitCode: 4, envelope: {ok: false, error: {reason: 'PermissionDenied'}}})
    expect(statuses(stopped)).toEqual(['done', 'done', 'failed', 'skipped'])
    expect(statuses(await run('--on-error', 'continue'))).toEqual(['done', 'done', 'failed', 'done'])
    expect(statuses(await run('--on-error', 'undo'))).toEqual(['undone', 'undone', 'failed', 'skipped'])
    const told = await sandbox.run(['op', 'create', '--name', 'undone', ...lines, '--on-error', 'undo'])
    expect(told.stderr).toMatch(/^1 Create: undone.*\n2 Activate: undone.*\n4 Get: not carried out.*\nError: Server/)
    expect(await sandbox.text(['op', 'locate', '--name', 'undone', '--output', 'id'])).toBe('')
  })

  it('shows the one message with --dry-run', async () => {
    const args = ['op', 'create', ...then('get'), '--on-error', 'undo', '--dry-run']
    const {stdout} = await sandbox.run(args)
    expect(stdout).toMatch(/BatchErrorContinuationOption +Enumeration +Undo/)
    expect(stdout).toMatch(/BatchOrderOption +Boolean +true\n +BatchCount +Integer +2\n/)
    const hex = await sandbox.text([...args, '--output', 'hex'])
    expect(await sandbox.text(['send', '-'], {input: hex})).toMatch(/BatchCount +Integer +2\n/)
  })

  it.each<[string[], string]>([
    [['create', ...then('actvate')], '--then actvate: There is no operation "actvate"'],
    [['query', ...then('activate')], '--then activate: nothing before it makes, finds or names an object'],
    [['create', ...then('get --server other')], '--then get: --server holds for the whole message'],
    [['create', ...then('destroy')], 'Missing --yes'],
    [['create', ...then('get --formt raw')], '--then get: Unknown flag --formt'],
    [['create', ...then('poll 00')], '--then poll: The answer to a poll'],
    [['create', ...then("register --data 'hunter2")], "--then register: ' is not closed"],
    [['activate', '-', ...then('get')], 'Identifiers on standard input are requests of their own'],
    [['create-key-pair', '--activate', ...then('get')], '--activate of a key pair'],
    [['create', '--asynchronous', ...then('get')], '--asynchronous'],
    [['create', '--on-error', 'undo'], '--then'],
    [['rng-seed', ...then('hash')], 'Standard input can be read only once'],
    [['create', ...then('encrypt --data x'), '--kmip-version', '1.1'], 'KMIP 1.1 has no operation Encrypt'],
  ])('refuses what cannot be in a batch: %j', async (args, message) => {
    const {exitCode, envelope} = await sandbox.json(['op', ...args], {input: 'a\n'})
    expect(exitCode).toBe(2)
    expect(envelope).toMatchObject({error: {code: 'USAGE', message: expect.stringContaining(message)}})
    expect(JSON.stringify(envelope)).not.toContain('hunter2')
  })
})
