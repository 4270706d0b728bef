import {readdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createSandbox, type Sandbox} from '../support/run-cli.ts'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'
import {serve} from '../support/serving.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))

async function certified(sandbox: Sandbox, role: string, data: readonly string[], ...grants: string[]) {
  const out = join(sandbox.folder, role)
  expect((await sandbox.run(['role', 'create', role, '--scope', 's', ...grants, ...data])).exitCode).toBe(0)
  expect(
    (await sandbox.run(['cred', 'generate', '--scope', 's', '--role', role, '--out', out, ...data])).exitCode,
  ).toBe(0)
  return ['ca', 'cert', 'key'].flatMap((name) => [`--${name}`, join(out, `${name}.pem`)])
}

describe('the examples', () => {
  it('do what they say, each with a comment that says when one needs it', {timeout: 120_000}, async () => {
    await using sandbox = await createSandbox()
    const data = ['--data-dir', join(sandbox.folder, 'store')]
    await sandbox.run(['scope', 'create', 's', ...data])
    const writer = await certified(sandbox, 'writer', data, '--all')
    const reader = await certified(sandbox, 'reader', data, '--operation', 'get')
    await using serving = await serve(sandbox, data)
    const server = ['--server', `127.0.0.1:${serving.ready.port}`]
    expect((await sandbox.run(['profile', 'add', 'reader', ...server, ...reader])).exitCode).toBe(0)
    const {exitCode, envelope, stderr} = await sandbox.json(['run', examples, ...server, ...writer])
    const files = (await readdir(examples)).filter((name) => name.endsWith('.yaml'))
    expect(envelope, stderr).toMatchObject({ok: true, result: {passed: files.length, failed: 0}})
    expect([exitCode, files.length >= 10]).toEqual([0, true])
    for (const file of files) expect(await readFile(join(examples, file), 'utf8')).toMatch(/^# When /)
  })
})

describe('kmipctl run', () => {
  let sandbox: ServedSandbox
  beforeAll(async () => void (sandbox = await createServedSandbox()))
  afterAll(() => sandbox[Symbol.asyncDispose]())

  const get = 'steps:\n  - name: a step\n    operation: Get\n    request: {Unique Identifier: nobody}\n'
  const outcomes: readonly [string, string, number, RegExp][] = [
    ['an operation failed that should not', get, 4, /a step[^]*Item Not Found[^]*at standard input:2/],
    [
      'an expected failure did not come',
      'steps: [{operation: Query, expect: failed}]',
      6,
      /Result Status: expected failed/,
    ],
    [
      'another failure came',
      `${get}    expect: {reason: Permission Denied}\n`,
      6,
      /Result Reason: expected Permission Denied/,
    ],
    [
      'the answer is another',
      'steps: [{operation: Query, request: {Query Function: [Query Operations]}, expect: {count: {Operation: 1}}}]',
      6,
      /Operation \(count\): expected 1/,
    ],
    ['it is no YAML', 'steps: [', 2, /standard input:1/],
    [
      'a key is unknown',
      'steps:\n  - operaton: Get\n',
      2,
      /standard input:2: Step has no key "operaton"\nHint: .*operation/,
    ],
    ['an operation is unknown', 'steps: [{operation: Gett}]', 2, /"Gett"\nHint: Did you mean get/],
    ['a member of the request is unknown', 'steps: [{operation: Get, request: {Unique Id: x}}]', 2, /Unique Id/],
    ['a variable is unknown', 'steps: [{operation: Get, request: {Unique Identifier: "${id}"}}]', 2, /id/],
    ['a variable lacks a value', 'variables: {id: }\nsteps: [{operation: Query}]', 2, /--set/],
    [
      'a comparison is none',
      'steps: [{operation: Query, expect: {response: {Operation: {matches: "("}}}}]',
      2,
      /regular/,
    ],
  ]
  it.each(outcomes)('says in a sentence with its place that %s', async (_, script, status, sentence) => {
    const {exitCode, stderr, stdout} = await sandbox.run(['run', '-'], {input: script})
    expect([exitCode, stderr + stdout]).toEqual([status, expect.stringMatching(sentence)])
    expect(stderr).not.toMatch(/\.[jt]s:\d+:\d+/)
  })

  it('ends with the steps that clean up, whatever came before', async () => {
    const script = `${get}cleanup: [{name: the end, operation: Query}]\n`
    const {exitCode, stderr} = await sandbox.run(['run', '-'], {input: script})
    expect([exitCode, stderr]).toEqual([4, expect.stringMatching(/✖ a step[^]*✔ the end/)])
  })

  it('takes values from the command line and from files, and shows no key without --reveal', async () => {
    const secret = '000102030405060708090a0b0c0d0e0f'
    const script = [
      'variables: {name: other, key: }',
      'steps:',
      '  - operation: Register',
      '    request:',
      '      Object Type: Symmetric Key',
      '      Attributes: {Cryptographic Usage Mask: [Encrypt], Name: "${name}"}',
      '      Symmetric Key:',
      '        Key Block:',
      '          Key Format Type: Raw',
      '          Key Value: {Key Material: "${key}"}',
      '          Cryptographic Algorithm: AES',
      '          Cryptographic Length: 128',
      '    capture: {id: Unique Identifier}',
      '  - operation: Get',
      '    request: {Unique Identifier: "${id}"}',
      '    capture: {copy: Key Material}',
      '    expect: {response: {Key Material: ffff}}',
    ].join('\n')
    const file = join(sandbox.folder, 'values.json')
    await writeFile(file, JSON.stringify({key: secret}))
    const name = `set-${Date.now()}`
    const args = ['run', '-', '--set', `name=${name}`, '--variables', file]
    const {exitCode, stdout, stderr} = await sandbox.run([...args, '--trace'], {input: script})
    expect([exitCode, stderr]).toEqual([6, expect.stringContaining('Key Material: expected')])
    expect(stdout + stderr).not.toContain(secret)
    expect(await sandbox.text(['op', 'locate', '--name', name, '--output', 'id'])).toMatch(/^[\w-]+$/)
    expect((await sandbox.run([...args, '--reveal'], {input: script})).stderr).toContain(secret)
  })

  it('writes what JUnit reads, and stops after the first failure when told to', async () => {
    const report = join(sandbox.folder, 'report.xml')
    for (const [file, text] of [
      ['a.yaml', get],
      ['b.yaml', 'name: fine\nsteps: [{operation: Query}]\n'],
    ] as const) {
      await writeFile(join(sandbox.folder, file), text)
    }
    const files = [join(sandbox.folder, 'a.yaml'), join(sandbox.folder, 'b.yaml')]
    const both = await sandbox.json(['run', ...files, '--junit', report])
    expect(both.exitCode).toBe(4)
    expect(both.envelope).toMatchObject({ok: false, result: {passed: 1, failed: 1}})
    expect(await readFile(report, 'utf8')).toMatch(
      /<testsuite[^>]*name="[^"]*a\.yaml[^]*<failure message="[^"]*Item Not Found/,
    )
    const first = await sandbox.json(['run', ...files, '--fail-fast'])
    expect(first.envelope).toMatchObject({result: {passed: 0, failed: 1, scripts: [{status: 'failed'}]}})
    const only = await sandbox.json(['run', ...files, '--only', 'fine'])
    expect([only.exitCode, only.envelope]).toEqual([0, expect.objectContaining({ok: true})])
  })

  it('sends what is broken as it is, and corrects it when told to', async () => {
    // A Request Message whose length says more than there is
    const broken = '42007801 00000040 42007701 00000000 42000f01 00000010 42005c05 00000004 00000018 00000000'
    const step = (fix: boolean, expectation: string) =>
      `steps: [{name: raw, send: {hex: "${broken}"${fix ? ', fix: true' : ''}}, expect: ${expectation}, wait: 1ms}]`
    const run = async (script: string) => {
      const {exitCode, stderr} = await sandbox.run(['run', '-', '--timeout', '2s'], {input: script})
      return `${exitCode} ${stderr}`
    }
    expect(await run(step(true, '{status: failed}'))).toMatch(/^0 /)
    expect(await run(step(false, 'success'))).toMatch(
      /^3 [^]*✖ raw [^]*did not answer within 2 s[^]*Error: Script standard input failed\n$/,
    )
  })
})
