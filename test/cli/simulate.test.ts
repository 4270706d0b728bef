import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {createSandbox} from '../support/run-cli.ts'
import {createServedSandbox} from '../support/served-sandbox.ts'
import {serve} from '../support/serving.ts'

describe('kmipctl simulate list', () => {
  it('names thirty products, with what their roles must allow', async () => {
    await using sandbox = await createSandbox()
    const {envelope} = await sandbox.json(['simulate', 'list'])
    const clients: unknown = expect.arrayContaining([
      expect.objectContaining({
        client: 'psmdb',
        version: '1.0',
        operations: ['register', 'activate', 'get-attributes', 'get'],
      }),
    ])
    expect(envelope).toMatchObject({ok: true, result: {clients}})
    expect((await sandbox.run(['simulate', 'list'])).stdout.trimEnd().split('\n')).toHaveLength(31)
  })
})

describe('kmipctl simulate run', () => {
  it('tells step by step what a product does, and writes reports', async () => {
    await using sandbox = await createServedSandbox()
    const [markdown, junit] = [join(sandbox.folder, 'products.md'), join(sandbox.folder, 'products.xml')]
    const one = await sandbox.run(['simulate', 'run', 'pg-tde'])
    expect([one.exitCode, one.stderr, one.stdout]).toEqual([
      0,
      expect.stringMatching(/✔ 1\/4 Locate\n[^]*✔ 4\/4 Get\n/),
      expect.stringMatching(/^pg-tde +1\.0 +works/m),
    ])
    const args = ['simulate', 'run', 'psmdb', 'synology-dsm', '--markdown', markdown, '--junit', junit]
    const {exitCode, envelope} = await sandbox.json(args)
    expect([exitCode, envelope]).toEqual([
      0,
      expect.objectContaining({result: expect.objectContaining({works: 2, fails: 0})}),
    ])
    expect(await readFile(markdown, 'utf8')).toMatch(/^\| psmdb \| 1\.0 \| works \|/m)
    expect(await readFile(junit, 'utf8')).toContain('<testcase classname="simulate" name="synology-dsm"')
  })

  it('says at which step a product fails, what it does then and what its role lacks, with status 6', async () => {
    await using sandbox = await createSandbox()
    const data = ['--data-dir', join(sandbox.folder, 'store')]
    const out = join(sandbox.folder, 'reader')
    await sandbox.run(['scope', 'create', 's', ...data])
    await sandbox.run(['role', 'create', 'reader', '--scope', 's', '--operation', 'locate', ...data])
    await sandbox.run(['cred', 'generate', '--scope', 's', '--role', 'reader', '--out', out, ...data])
    await using serving = await serve(sandbox, data)
    const files = ['ca', 'cert', 'key'].flatMap((name) => [`--${name}`, join(out, `${name}.pem`)])
    const server = ['--server', `127.0.0.1:${serving.ready.port}`, ...files]
    const {exitCode, stdout, stderr} = await sandbox.run(['simulate', 'run', 'pg-tde', ...server])
    expect(exitCode).toBe(6)
    expect(stdout).toMatch(/pg-tde +1\.0 +fails at step 2 of 4 +Register: .*Permission Denied/)
    expect(stderr).toMatch(
      /✖ 2\/4 Register[^]*pg-tde needs locate, register, get[^]*Error: pg-tde fails at step 2 of 4/,
    )
  })

  const refused: readonly [string[], string][] = [
    [[], 'Missing CLIENT'],
    [['vmware-vcentre'], 'Did you mean vmware-vcenter'],
    [['psmdb', '--all'], 'Only one of CLIENT and --all'],
    [['psmdb', '--set', 'colour=red'], 'psmdb has no setting colour'],
    [['vast-data'], 'vast-data talks over HTTPS'],
    [['psmdb', '--https', 'http://x'], '--https takes a URL'],
    [['psmdb', '--kmip-version', 'auto'], 'versions of their own'],
  ]
  it('refuses in a sentence what makes no sense', async () => {
    await using sandbox = await createServedSandbox()
    for (const [args, sentence] of refused) {
      const {exitCode, stderr} = await sandbox.run(['simulate', 'run', ...args])
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining(sentence)])
    }
  })
})
