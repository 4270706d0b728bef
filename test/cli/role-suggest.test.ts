import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from 'vitest'
import {caseText, enumeration} from '../support/conformance-case.ts'
import {createSandbox} from '../support/run-cli.ts'

const program = fileURLToPath(new URL('../../bin/run.js', import.meta.url))
const conversation = caseText([
  {operation: 'Query', payload: enumeration('QueryFunction', 'QueryOperations')},
  {operation: 'Query', payload: ''},
]).replaceAll('$NOW', '2026-01-01T00:00:00+00:00')

describe('kmipctl role suggest --from', () => {
  it('prints the operations of a conversation, ready to paste', async () => {
    await using sandbox = await createSandbox()
    const {exitCode, stdout, stderr} = await sandbox.run(['role', 'suggest', '--from', '-'], {input: conversation})
    expect([exitCode, stderr]).toEqual([0, ''])
    const [own = '', vault = ''] = stdout.trim().split('\n')
    expect(own).toMatch(/^kmipctl role create ROLE --scope SCOPE( --operation [a-z-]+)+$/)
    expect(vault).toMatch(/^vault write kmip\/scope\/SCOPE\/role\/ROLE( operation_[a-z_]+=true)+$/)
    await sandbox.run(['scope', 'create', 'SCOPE'])
    expect(await sandbox.run(own.split(' ').slice(1))).toMatchObject({exitCode: 0})
  })

  it('reads an audit from standard input, of one role', async () => {
    await using sandbox = await createSandbox()
    const input = [
      {scope: 's', role: 'app', operation: 'Create', status: 'Success'},
      {scope: 's', role: 'app', operation: 'Get', status: 'OperationFailed', reason: 'ItemNotFound'},
      {scope: 's', role: 'b', operation: 'Destroy', status: 'Success'},
    ]
    const lines = input.map((line) => JSON.stringify(line)).join('\n')
    const suggest = ['role', 'suggest', '--from', '-', '--role', 'app']
    const {exitCode, stdout, stderr} = await sandbox.run(suggest, {input: lines})
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/--operation create\n/)
    expect(stderr).toBe('Left out get, its one attempt failed: ItemNotFound\n')
    const {envelope} = await sandbox.json(suggest, {input: lines})
    expect(envelope).toMatchObject({ok: true, result: {operations: ['Create'], failed: [{operation: 'Get'}]}})
  })

  it.each([
    [[], 2, /^Error: Give --from FILE or --listen HOST:PORT\n/],
    [['--from', 'none'], 2, /^Error: The file none cannot be read: it does not exist\n/],
    [['--from', 'talk.xml', '--role', 'app'], 2, /^Error: Messages do not say of which scope and role they are\n/],
    [['--from', 'talk.xml', '--listen', '127.0.0.1:0'], 2, /--listen/],
    [['--listen', '127.0.0.1:x'], 2, /^Error: .*127\.0\.0\.1:x/],
    [['--from', 'broken'], 5, /^Error: XML is not well-formed/m],
    [['--from', 'empty.jsonl'], 6, /^Error: No operation was asked for\n/],
  ])('refuses %j', async (args, status, message) => {
    await using sandbox = await createSandbox()
    await writeFile(join(sandbox.folder, 'talk.xml'), conversation)
    await writeFile(join(sandbox.folder, 'broken'), '<KMIP><RequestMessage>')
    await writeFile(join(sandbox.folder, 'empty.jsonl'), '{"kind":"server.started"}\n')
    const {exitCode, stderr} = await sandbox.run(['role', 'suggest', ...args])
    expect([exitCode, stderr]).toEqual([status, expect.stringMatching(message)])
  })
})

describe('kmipctl role suggest --listen', () => {
  it('records what a client asks for until Ctrl-C', async () => {
    await using sandbox = await createSandbox()
    await mkdir(join(sandbox.folder, 'tmp'))
    const env = {PATH: process.env.PATH, HOME: sandbox.folder, TMPDIR: join(sandbox.folder, 'tmp')}
    const child = spawn(process.execPath, [program, 'role', 'suggest', '--listen', '127.0.0.1:0'], {env})
    const ended = once(child, 'close')
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    await expect.poll(() => stderr, {timeout: 20_000}).toMatch(/^Credential: .*\n/m)
    const [, address = ''] = /Recording on (\S+);/.exec(stderr) ?? []
    const [, credential = ''] = /^Credential: (.*)$/m.exec(stderr) ?? []
    const connection = ['--server', address, ...credential.split(' ')]
    const id = (
      await sandbox.run(['op', 'create', '--algorithm', 'AES', '--length', '128', '--output', 'id', ...connection])
    ).stdout
    expect(await sandbox.run(['op', 'get', id.trim(), ...connection])).toMatchObject({exitCode: 0})
    expect(await sandbox.run(['op', 'activate', 'none', ...connection])).toMatchObject({exitCode: 4})
    child.kill('SIGINT')
    expect(await ended).toEqual([0, null])
    expect(stdout).toMatch(/^kmipctl role create ROLE --scope SCOPE --operation create --operation get\n/)
    expect(stderr).toMatch(/^Left out activate, its one attempt failed: ItemNotFound$/m)
  })
})
