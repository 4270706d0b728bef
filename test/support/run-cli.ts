import {spawn} from 'node:child_process'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

const program = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

/** For every server that a test starts: a machine that runs many tests at once is slow. */
export const patience = ['--handshake-timeout', '10s'] as const

/** What a run of the binary left. */
export interface CliRun {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  /** Written to standard input, which is closed afterwards; it is never a terminal. */
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Closes our end of its standard output after the first bytes, as head does. */
  readonly closeStdout?: boolean
}

/** Folders of its own for a test's kmipctl: data, configuration and home. */
export interface Sandbox extends AsyncDisposable {
  readonly folder: string
  /** Runs the built binary with an environment that holds nothing of the developer's. */
  run(args: readonly string[], options?: CliOptions): Promise<CliRun>
  /** The same with `--json`; the parsed envelope. */
  json(args: readonly string[], options?: CliOptions): Promise<CliRun & {readonly envelope: unknown}>
}

export async function createSandbox(): Promise<Sandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'kmipctl-test-'))
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
  }
  const run = (args: readonly string[], options: CliOptions = {}) =>
    runCli(args, {cwd: folder, ...options, env: {...env, ...options.env}})
  return {
    folder,
    run,
    async json(args, options) {
      const done = await run([...args, '--json'], options)
      return {...done, envelope: JSON.parse(done.stdout)}
    },
    [Symbol.asyncDispose]: () => rm(folder, {recursive: true, force: true}),
  }
}

function runCli(args: readonly string[], options: CliOptions): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {cwd: options.cwd, env: {...options.env}})
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk
      if (options.closeStdout === true) child.stdout.destroy()
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({exitCode: exitCode ?? undefined, stdout, stderr}))
    // It may end without reading
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input ?? '')
  })
}
