import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createSandbox, type Sandbox} from '../support/run-cli.ts'
import {runServer, type ServerUnderTest} from '../support/running-server.ts'

let server: ServerUnderTest
let sandbox: Sandbox
let env: Record<string, string>

beforeAll(async () => {
  server = await runServer()
  sandbox = await createSandbox()
  const {certificatePem, privateKeyPem = '', chainPem} = server.credential
  const file = async (name: string, content: string) => {
    await writeFile(join(sandbox.folder, name), content, {mode: 0o600})
    return join(sandbox.folder, name)
  }
  env = {
    KMIPCTL_SERVER: `127.0.0.1:${server.port}`,
    KMIPCTL_CERT: await file('cert.pem', certificatePem),
    KMIPCTL_KEY: await file('key.pem', privateKeyPem),
    KMIPCTL_CA: await file('ca.pem', chainPem.join('')),
  }
})

afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await sandbox[Symbol.asyncDispose]()
})

const shell = (lines: readonly string[], ...flags: string[]) =>
  sandbox.run(['shell', ...flags], {env, input: lines.join('\n')})

const opened = () => server.log.entries.filter(({msg}) => msg === 'Connection opened').length

describe('a shell that reads its commands', () => {
  it('runs them over one connection, with variables and without op', async () => {
    const before = opened()
    const {exitCode, stdout, stderr} = await shell([
      '# one key and what it is called',
      'create --name shelled --activate --output id',
      'set key=$last',
      'op locate --name shelled \\',
      '   --output id',
      "modify-attribute $1 'Name=renamed' --output id",
      'get-attributes "$key" name --output json',
      'exit',
      'create --name never',
    ])
    expect([exitCode, opened() - before]).toEqual([0, 1])
    const [id, located, modified] = stdout.split('\n')
    expect([located, modified]).toEqual([id, id])
    expect(stdout).toContain('"renamed"')
    expect(stderr).toBe(`✔ Activated ${id}\n`)
  })

  it('ends with the first command that fails, and with its status', async () => {
    const refused = await shell(['get nothing', 'create --output id'])
    expect(refused).toMatchObject({exitCode: 4, stdout: ''})
    expect(refused.stderr).toMatch(/^Error: Server refused Get: .*\nHint: .*\nError: Line 1 failed\nHint: Go on .*\n$/)
    const wrong = await shell(['', "get 'x", 'create'])
    expect(wrong).toMatchObject({exitCode: 2, stdout: ''})
    expect(wrong.stderr).toMatch(/^Error: The quote ' is not closed\nHint: .*\nError: Line 2 failed\n/)
  })

  it('goes on with --keep-going and fails in the end, and answers in one document with --json', async () => {
    const run = await shell(['create', 'get nothing', 'creat', 'locate --max 0', 'shell'], '--keep-going', '--json')
    expect([run.exitCode, run.stderr]).toEqual([4, ''])
    expect(JSON.parse(run.stdout)).toMatchObject({
      ok: false,
      command: 'shell',
      error: {code: 'COMMAND_FAILED', message: 'Line 2 failed'},
      result: {
        commands: [
          {line: 1, exitCode: 0, answer: {ok: true, command: 'op create'}},
          {line: 2, exitCode: 4, answer: {ok: false, error: {reason: 'ItemNotFound'}}},
          {line: 3, exitCode: 2, answer: {error: {message: 'There is no command creat', hint: 'Did you mean create?'}}},
          {line: 4, exitCode: 0, answer: {ok: true}},
          {line: 5, exitCode: 2, answer: {error: {message: 'This is the shell already'}}},
        ],
      },
    })
  })

  it('passes its own flags on to the commands', async () => {
    const {exitCode, stderr} = await shell(['query', 'profile list', 'discover-versions'], '--trace')
    expect(exitCode).toBe(0)
    expect(stderr.match(/RequestMessage/g)).toHaveLength(2)
  })

  it('shows help, and variables', async () => {
    const {exitCode, stdout} = await shell(['help', 'help create', 'locate --help', 'set a=1', 'set'])
    expect(exitCode).toBe(0)
    for (const text of ['get-attribute-list', '$ kmipctl op create', '$ kmipctl op locate', '\n$a  1\n']) {
      expect(stdout).toContain(text)
    }
  })

  it.each([
    ['get $nothing', 'There is no variable $nothing'],
    ['set 1=x', '$1 is set by the answers of servers'],
    ['set x', 'set takes NAME=VALUE, not "x"'],
    ['unset', 'Write unset NAME'],
    ['help nothing', 'There is no command nothing'],
    ['op', 'op needs the name of a command'],
    ['exit now', 'exit takes no argument'],
    ['connect --nowhere', 'Unknown flag --nowhere'],
    ['connect --server 127.0.0.1:1', 'Server 127.0.0.1:1 refused the connection'],
    ['encrypt x', 'Standard input holds the commands of the shell'],
  ])('refuses in one sentence: %s', async (line, message) => {
    const {exitCode, stderr} = await shell([line])
    expect([2, 3]).toContain(exitCode)
    expect(stderr.split('\n')[0]).toBe(`Error: ${message}`)
  })

  it('connects elsewhere when told to', async () => {
    const {stderr, exitCode} = await shell(
      ['connect --server 127.0.0.1:1', `connect --server ${env.KMIPCTL_SERVER}`, 'query'],
      '--keep-going',
    )
    expect(exitCode).toBe(3)
    expect(stderr).toContain(`✔ Connected to ${env.KMIPCTL_SERVER} (TLSv1.3)\nError: Line 1 failed\n`)
  })
})
