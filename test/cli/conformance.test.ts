import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from 'vitest'
import {caseText, enumeration} from '../support/conformance-case.ts'
import {createSandbox} from '../support/run-cli.ts'
import {createServedSandbox} from '../support/served-sandbox.ts'
import {writeFile} from 'node:fs/promises'

const folder = fileURLToPath(new URL('../../fixtures/conformance', import.meta.url))
const file = (name: string) => join(folder, `${name}.xml`)

/** A copy of a case with something in it that no server gives. */
async function spoilt(target: string, from: string | RegExp, to: string): Promise<string> {
  const path = join(target, 'SPOILT-1-14.xml')
  await writeFile(path, (await readFile(file('OWN-M-1-14'), 'utf8')).replace(from, to))
  return path
}

describe('kmipctl conformance run', () => {
  it('passes cases of every kind against a server of its own', async () => {
    await using sandbox = await createSandbox()
    const {exitCode, envelope, stderr} = await sandbox.json(['conformance', 'run', folder, '--embedded'])
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(envelope).toMatchObject({
      ok: true,
      command: 'conformance run',
      result: {counts: {passed: 13, failed: 0, unsupported: 0, 'not runnable': 2}},
    })
  })

  it('runs against the server of the settings, and does not run what that one cannot be made to do', async () => {
    await using sandbox = await createServedSandbox()
    const run = ['conformance', 'run', folder, '--server-wait', '1s']
    const {exitCode, envelope} = await sandbox.json(run)
    expect(exitCode).toBe(0)
    expect(envelope).toMatchObject({
      result: {counts: {passed: 8, failed: 0, 'not runnable': 7}},
      connection: {server: sandbox.env.KMIPCTL_SERVER, tls: {authorized: true}},
    })
  })

  it('ends with 6 where a case fails, and shows what was expected and what came', async () => {
    await using sandbox = await createSandbox()
    const path = await spoilt(sandbox.folder, 'value="Active"', 'value="Compromised"')
    const {exitCode, stdout, stderr} = await sandbox.run(['conformance', 'run', path, '--embedded'])
    expect(exitCode).toBe(6)
    expect(stdout).toMatch(/SPOILT-1-14 +failed +2: .*Attribute\[State\]\/AttributeValue +Compromised +Active/)
    expect(stderr).toMatch(/^0 passed, 1 failed\nError: 1 of 1 cases failed\nHint: /)
    const {envelope} = await sandbox.json(['conformance', 'run', path, '--embedded'])
    expect(envelope).toMatchObject({
      ok: false,
      error: {code: 'CHECK_FAILED'},
      result: {counts: {failed: 1}, cases: [{status: 'failed', fault: {expected: 'Compromised', received: 'Active'}}]},
    })
  })

  it('writes reports', async () => {
    await using sandbox = await createSandbox()
    const run = ['conformance', 'run', file('OWN-M-1-14'), '--embedded', '--junit', 'r.xml', '--markdown', 'r.md']
    expect((await sandbox.run(run)).exitCode).toBe(0)
    expect(await readFile(join(sandbox.folder, 'r.xml'), 'utf8')).toContain('name="OWN-M-1-14"')
    expect(await readFile(join(sandbox.folder, 'r.md'), 'utf8')).toContain('| OWN-M-1-14 | passed |')
  })

  it('says where a report cannot be written', async () => {
    await using sandbox = await createSandbox()
    const run = ['conformance', 'run', file('OWN-BATCH-1-14'), '--embedded', '--junit', 'none/r.xml']
    const {exitCode, stdout, stderr} = await sandbox.run(run)
    const said = '1 passed, 0 failed\nError: The file none/r.xml cannot be written: its folder does not exist\n'
    expect([exitCode, stderr]).toEqual([2, said])
    expect(stdout).toMatch(/OWN-BATCH-1-14 +passed/)
    const {envelope} = await sandbox.json(run)
    expect(envelope).toMatchObject({ok: false, error: {code: 'USAGE'}, result: {counts: {passed: 1}}})
  })

  it('ends with 6 where no case could be run', async () => {
    await using sandbox = await createSandbox()
    await writeFile(join(sandbox.folder, 'README.md'), 'No case at all')
    const run = ['conformance', 'run', 'README.md', '--embedded']
    const {exitCode, stderr} = await sandbox.run(run)
    const said = /^0 passed, 0 failed, 1 not runnable\nError: None of the 1 cases could be run\nHint: /
    expect([exitCode, stderr]).toEqual([6, expect.stringMatching(said)])
    const {envelope} = await sandbox.json(run)
    expect(envelope).toMatchObject({error: {code: 'CHECK_FAILED'}, result: {counts: {'not runnable': 1}}})
  })

  it('refuses an address of HTTPS beside a server of its own, which has one', async () => {
    await using sandbox = await createSandbox()
    const run = ['conformance', 'run', folder, '--embedded', '--https', 'https://kms.example/kmip']
    const {exitCode, stderr} = await sandbox.run(run)
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/--https/)])
  })

  it('refuses what is no URL of HTTPS before it connects', async () => {
    await using sandbox = await createSandbox()
    const run = ['conformance', 'run', folder, '--server', '127.0.0.1:1', '--https', 'ftp://x']
    const {exitCode, stderr} = await sandbox.run(run)
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^Error: ftp:\/\/x is no URL of HTTPS\n/)])
  })

  it('explains a case, without key material', async () => {
    await using sandbox = await createSandbox()
    const path = await spoilt(sandbox.folder, 'value="Active"', 'value="Compromised"')
    const {stdout} = await sandbox.run(['conformance', 'run', path, '--embedded', '--explain', 'SPOILT-1-14'])
    expect(stdout).toMatch(/^! +AttributeValue +Enumeration +Compromised/m)
    expect(stdout).toMatch(/^! +AttributeValue +Enumeration +Active/m)
    expect(stdout).toMatch(/KeyMaterial +ByteString +<16 bytes, sha256/)
  })

  it('has the server of its own say what its operator vouches for', async () => {
    await using sandbox = await createSandbox()
    const item = (algorithm: string) => `<RNGParameters>${enumeration('RNGAlgorithm', algorithm)}</RNGParameters>`
    const query = [
      {operation: 'Query', payload: enumeration('QueryFunction', 'QueryRNGs')},
      {operation: 'Query', payload: item('NRBG')},
    ]
    await writeFile(join(sandbox.folder, 'RNG-1-14.xml'), caseText(query))
    await writeFile(join(sandbox.folder, 'statement.xml'), `<KMIP>${item('NRBG')}</KMIP>`)
    const run = ['conformance', 'run', 'RNG-1-14.xml', '--embedded']
    expect((await sandbox.run(run)).exitCode).toBe(6)
    expect((await sandbox.run([...run, '--statement', 'statement.xml'])).exitCode).toBe(0)
  })

  it('shows the messages with --trace, with the user name of the settings in them', async () => {
    await using sandbox = await createServedSandbox()
    const run = ['conformance', 'run', file('OWN-BATCH-1-14'), '--trace', '--username', 'ann']
    const {exitCode, stderr} = await sandbox.run(run)
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/^→ request, \d+ bytes\n.*\n(?:.*\n)*?.*Username +TextString +"ann"/)
    expect(stderr).toMatch(/^← response/m)
  })

  it('runs the cases that a filter names', async () => {
    await using sandbox = await createSandbox()
    const filtered = ['conformance', 'run', folder, '--embedded', '--filter', 'BATCH', '--filter', 'OWN-M-1']
    expect((await sandbox.run(filtered)).stderr).toBe('2 passed, 0 failed\n')
    expect((await sandbox.run([...filtered, '--skip', 'BATCH'])).stderr).toBe('1 passed, 0 failed\n')
  })

  it.each([
    [['--filter', 'nothing'], /^Error: No case has nothing in its name\n/],
    [['--explain', 'nothing'], /^Error: There is no case nothing\n/],
    [['--https', 'http://x'], /^Error: http:\/\/x is no URL of HTTPS\nHint: /],
  ])('refuses %j', async (args, message) => {
    await using sandbox = await createServedSandbox()
    const {exitCode, stderr} = await sandbox.run(['conformance', 'run', folder, ...args])
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)])
  })

  it('ends with 3 where there is no server', async () => {
    await using sandbox = await createSandbox()
    const {exitCode} = await sandbox.run(['conformance', 'run', folder, '--server', '127.0.0.1:1'])
    expect(exitCode).toBe(3)
  })
})

describe('kmipctl conformance list', () => {
  it('says what is in a folder', async () => {
    await using sandbox = await createSandbox()
    const {exitCode, stdout} = await sandbox.run(['conformance', 'list', folder])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^OWN-BATCH-1-14 +1\.4 +Test cases +1 +Create, Get, Destroy$/m)
    expect(stdout).toMatch(/^OWN-BROKEN-1-14 .*XML is not well-formed/m)
    const {envelope} = await sandbox.json(['conformance', 'list', folder])
    expect(envelope).toMatchObject({ok: true, result: {cases: expect.arrayContaining([expect.anything()])}})
  })

  it('refuses a path that does not exist', async () => {
    await using sandbox = await createSandbox()
    const {exitCode, stderr} = await sandbox.run(['conformance', 'list', 'none'])
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^Error: none cannot be read\n/)])
  })
})
