import {execFile} from 'node:child_process'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createSandbox, type Sandbox} from '../support/run-cli.ts'

const run = promisify(execFile)

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await createSandbox()
})

afterAll(() => sandbox[Symbol.asyncDispose]())

describe('completion', () => {
  it('completes what the program knows, with descriptions', async () => {
    const {stdout} = await sandbox.run(['complete', '--', 'op', 'create-k'])
    expect(stdout).toMatch(/^create-key-pair\t.+\n$/)
  })

  it.each(['zsh', 'fish'])('prints lines for %s that ask the program', async (shell) => {
    const {stdout, exitCode} = await sandbox.run(['completion', shell])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('kmipctl complete -- ')
  })

  it('works in bash', async () => {
    const script = join(sandbox.folder, 'completion.bash')
    await writeFile(script, (await sandbox.run(['completion', 'bash'])).stdout)
    const program = join(import.meta.dirname, '..', '..', 'bin', 'run.js')
    const lines = [
      `kmipctl() { "${process.execPath}" "${program}" "$@"; }`,
      `source "${script}"`,
      'COMP_WORDS=(kmipctl serve --compatibility ""); COMP_CWORD=3; _kmipctl_complete',
      'printf "%s\\n" "${COMPREPLY[@]}"',
    ]
    const {stdout} = await run('bash', ['--norc', '-c', lines.join('\n')])
    expect(stdout).toBe('pykmip\n')
  })

  it('refuses other shells', async () => {
    expect((await sandbox.run(['completion', 'cmd'])).exitCode).toBe(2)
  })
})
