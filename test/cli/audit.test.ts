import {appendFile, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {createSandbox, type Sandbox} from '../support/run-cli.ts'

/** The audit of a server that ran for a moment. */
async function audited(sandbox: Sandbox): Promise<string> {
  const file = join(sandbox.folder, 'audit.jsonl')
  expect((await sandbox.run(['exec', '--audit', file, '--', 'true'])).exitCode).toBe(0)
  return file
}

describe('audit commands', () => {
  it('list the changes that were made, with who made them', async () => {
    await using sandbox = await createSandbox()
    await sandbox.run(['scope', 'create', 'finance'])
    await sandbox.run(['role', 'create', 'app', '--scope', 'finance', '--operation', 'get'])
    const {stdout, exitCode} = await sandbox.run(['audit', 'changes', '--since', '1h'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^TIME +BY +ACTION +WHAT\n\S+ +\S+ +scope\.create +scope=finance id=\w{5}\n/)
    expect(stdout).toMatch(/ role\.create +scope=finance role=app id=\w{5} operations=Get\n$/)
    const {envelope} = await sandbox.json(['audit', 'changes', '--limit', '1'])
    expect(envelope).toMatchObject({ok: true, result: {changes: [{sequence: 2, action: 'role.create'}]}})
    expect((await sandbox.run(['audit', 'changes', '--since', 'soon'])).exitCode).toBe(2)
    expect((await sandbox.run(['audit', 'changes', '--limit', '0'])).exitCode).toBe(2)
  })

  it('say of a changed line which it is, with exit status 6', async () => {
    await using sandbox = await createSandbox()
    const file = await audited(sandbox)
    expect((await sandbox.run(['audit', 'verify', file])).exitCode).toBe(0)
    const content = await readFile(file, 'utf8')
    await writeFile(file, content.replace('"scope":"ephemeral"', '"scope":"ephemerol"'))
    const {exitCode, stdout, stderr} = await sandbox.run(['audit', 'verify', file])
    expect(exitCode).toBe(6)
    expect(stdout).toMatch(/ 3 {2}changed {2}The line is no entry, or was changed\n$/)
    expect(stderr).toContain('Error: 1 problem found')
    const {envelope} = await sandbox.json(['audit', 'verify', file])
    expect(envelope).toMatchObject({
      ok: false,
      result: {problems: [{file, line: 3, kind: 'changed'}]},
      error: {code: 'CHECK_FAILED'},
    })
  })

  it('tell a torn last line apart', async () => {
    await using sandbox = await createSandbox()
    const file = await audited(sandbox)
    await appendFile(file, '{"seq')
    const torn = await sandbox.run(['audit', 'verify', file])
    expect(torn.exitCode).toBe(6)
    expect(torn.stderr).toContain('Error: The last line was not written to its end\nHint: A server that was killed')
    await audited(sandbox)
    expect((await sandbox.run(['audit', 'verify', file])).exitCode).toBe(0)
  })

  it.each([
    [['audit', 'verify'], 'Missing FILE'],
    [['audit', 'verify', 'none.jsonl'], 'The file none.jsonl cannot be read: it does not exist'],
    [['audit', 'verify', '.'], 'The file . cannot be read: it is a folder'],
    [['audit', 'verify', 'x', '--expect', 'abc'], 'abc is no hash of an entry'],
    [['audit', 'hash', 'x', '--audit-hmac-key', 'none'], 'The file none cannot be read'],
    [['serve', '--audit', 'none/audit.jsonl'], 'The audit cannot be opened: ENOENT'],
    [['serve', '--audit', 'a', '--audit', 'a'], '--audit a is given twice'],
    [['serve', '--audit', 'syslog://'], 'syslog:// is no address of a syslog server'],
    [['serve', '--audit-hmac-key', 'x'], '--audit-hmac-key needs --audit'],
  ])('refuse %j with a sentence', async (args, text) => {
    await using sandbox = await createSandbox()
    const {exitCode, stderr} = await sandbox.run(args)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(text)
    expect(stderr).not.toContain(' at ')
  })
})
