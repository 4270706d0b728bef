// `kmipctl` as an administrator types it, with a folder of its own for its data, and servers that run beside it.
import {execFileSync, spawn} from 'node:child_process'
import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'

const program = join(import.meta.dirname, '..', '..', 'bin', 'run.js')

/** Runs a command; gives what it prints. */
export function kmipctl(...args) {
  return execFileSync(process.execPath, [program, ...args], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']})
}

/** Runs a command on the data in a folder. */
export function kmipctlOn(dataDirectory, ...args) {
  return kmipctl(...args, '--data-dir', dataDirectory)
}

/** Starts a server on a free port of this machine; resolves when it listens, with what its ready file says. */
export async function serve(dataDirectory, ...args) {
  const readyFile = join(dataDirectory, '..', `${process.pid}-${Date.now()}-ready.json`)
  const child = spawn(
    process.execPath,
    [
      program,
      'serve',
      '--data-dir',
      dataDirectory,
      '--listen',
      '127.0.0.1:0',
      '--handshake-timeout',
      '10s',
      '--ready-file',
      readyFile,
      ...args,
    ],
    {stdio: ['ignore', 'inherit', 'inherit']},
  )
  const deadline = Date.now() + 60_000
  while (!existsSync(readyFile)) {
    if (Date.now() > deadline || child.exitCode !== null) {
      child.kill('SIGTERM')
      throw new Error('The server did not become ready')
    }
    await sleep(50)
  }
  return {child, ready: JSON.parse(readFileSync(readyFile, 'utf8'))}
}
