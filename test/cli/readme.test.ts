import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises'
import {createServer} from 'node:net'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from 'vitest'
import {createSandbox, type Sandbox} from '../support/run-cli.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The shell blocks below a heading of the README. */
async function shellBlocks(heading: string): Promise<string[]> {
  const text = await readFile(join(root, 'README.md'), 'utf8')
  const section = text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/```sh\n([\s\S]*?)```/gu)].map((match) => match[1] ?? '')
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return address !== null && typeof address === 'object' ? address.port : 0
}

interface ShellRun {
  readonly status: number | null
  readonly output: string
}

/** Runs a script with `kmipctl` on its PATH, in folders of its own. */
async function shell(sandbox: Sandbox, script: string): Promise<ShellRun> {
  const bin = join(sandbox.folder, 'bin')
  await mkdir(bin, {recursive: true})
  await writeFile(join(bin, 'kmipctl'), `#!/bin/sh\nexec '${process.execPath}' '${root}bin/run.js' "$@"\n`)
  await chmod(join(bin, 'kmipctl'), 0o755)
  const child = spawn('bash', ['-c', script], {
    cwd: sandbox.folder,
    env: {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      HOME: sandbox.folder,
      XDG_DATA_HOME: join(sandbox.folder, 'data'),
      XDG_CONFIG_HOME: join(sandbox.folder, 'config'),
      TMPDIR: sandbox.folder,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const [status]: unknown[] = await once(child, 'close')
  return {status: typeof status === 'number' ? status : null, output}
}

describe('the README', () => {
  it('has a tour that works as it is written', async () => {
    await using sandbox = await createSandbox()
    const port = await freePort()
    const [serve = '', ...steps] = await shellBlocks('Five minutes')
    expect(serve.trim()).toBe('kmipctl serve')
    const tour = steps.join('\n').replaceAll('127.0.0.1:5696', `127.0.0.1:${port}`)
    expect(tour).toContain(`--server 127.0.0.1:${port}`)
    const script = [
      `kmipctl serve --listen 127.0.0.1:${port} --ready-file ready.json & server=$!`,
      `trap 'kill $server; wait' EXIT`,
      'while [ ! -e ready.json ]; do kill -0 $server || exit 9; sleep 0.1; done',
      'set -e',
      // The tour ends with what is refused, and says so
      tour.replace(/^(kmipctl op destroy .*)$/mu, 'set +e\n$1\n[ $? -eq 4 ] || exit 8'),
    ].join('\n')
    const {status, output} = await shell(sandbox, script)
    expect({status, output}).toMatchObject({status: 0})
    expect(output).toContain('Destroy is not granted')
  })

  it('has a CI command that passes the exit status on', async () => {
    await using sandbox = await createSandbox()
    const [exec = ''] = await shellBlocks('In CI')
    const script = exec.replace('npm test', `sh -c 'kmipctl op query >/dev/null && exit 7'`)
    expect(script).not.toBe(exec)
    expect(await shell(sandbox, script)).toMatchObject({status: 7})
  })

  it('names commands and flags that there are', async () => {
    const text = await readFile(join(root, 'README.md'), 'utf8')
    const {commands}: {commands: Readonly<Record<string, {flags: Readonly<Record<string, unknown>>}>>} = JSON.parse(
      await readFile(join(root, 'oclif.manifest.json'), 'utf8'),
    )
    const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/gu)].map((match) => match[1] ?? '')
    const lines = blocks.flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
    const calls = lines.flatMap((line) => /kmipctl (.*?)(?: -- .*|#.*|\))?$/u.exec(line)?.[1] ?? [])
    expect(calls.length).toBeGreaterThan(20)
    for (const call of calls) {
      const words = call.trim().split(/\s+/)
      const id = [2, 1].map((count) => words.slice(0, count).join(':')).find((one) => Object.hasOwn(commands, one))
      if (id === undefined) {
        expect(call).toMatch(/^--version$/)
        continue
      }
      const flags = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2).replace(/=.*/, ''))
      expect([call, ...Object.keys(commands[id]?.flags ?? {})]).toEqual(expect.arrayContaining(flags))
    }
  })
})
