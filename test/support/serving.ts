import {spawn, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {watch} from 'node:fs'
import {access, mkdir, readFile, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import type {Readiness} from '../../src/cli/server/ready-file.ts'
import {patience, type Sandbox} from './run-cli.ts'

const program = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

/** A server of the built binary. */
export interface Serving extends AsyncDisposable {
  readonly ready: Readiness
  readonly readyFile: string
  /** What it has said so far. */
  readonly stderr: () => string
  /** Resolves with all it has said, once the text is in it. */
  said(text: string | RegExp): Promise<string>
  signal(name: NodeJS.Signals): void
  readonly exit: Promise<number | null>
}

/** Starts the server and waits for its ready file; it listens on a free port unless told otherwise. */
export async function serve(
  sandbox: Sandbox,
  args: readonly string[],
  listen: readonly string[] = ['--listen', '127.0.0.1:0'],
): Promise<Serving> {
  const folder = join(sandbox.folder, 'ready')
  await mkdir(folder, {recursive: true})
  const readyFile = join(folder, 'ready.json')
  // One that was killed has left its own
  await rm(readyFile, {force: true})
  const child = spawn(
    process.execPath,
    [program, 'serve', ...listen, '--ready-file', readyFile, ...patience, ...args],
    {env: {PATH: process.env.PATH, HOME: sandbox.folder, TMPDIR: sandbox.folder}, stdio: ['ignore', 'ignore', 'pipe']},
  )
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  const said = async (text: string | RegExp): Promise<string> => {
    while (typeof text === 'string' ? !stderr.includes(text) : !text.test(stderr)) await once(child.stderr, 'data')
    return stderr
  }
  const exit = once(child, 'close').then(([code]): number | null => (typeof code === 'number' ? code : null))
  await Promise.race([appears(folder, readyFile), exit])
  const ready: Readiness = JSON.parse(await readFile(readyFile, 'utf8'))
  return {
    ready,
    readyFile,
    exit,
    stderr: () => stderr,
    said,
    signal: (name) => void child.kill(name),
    [Symbol.asyncDispose]: () => end(child, exit),
  }
}

async function end(child: ChildProcess, exit: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL')
  await exit
}

async function appears(folder: string, file: string): Promise<void> {
  const watcher = watch(folder)
  let wake = (): void => undefined
  watcher.on('change', () => wake())
  try {
    const isThere = () =>
      access(file).then(
        () => true,
        () => false,
      )
    for (;;) {
      // Before the look: what comes while it lasts must not be missed
      const changed = new Promise<void>((resolve) => (wake = resolve))
      if (await isThere()) return
      await changed
    }
  } finally {
    watcher.close()
  }
}
