import {spawn} from 'node:child_process'
import {constants} from 'node:os'
import type {SignalRelay} from './signal-relay.ts'

export interface CommandToRun {
  readonly command: string
  readonly args: readonly string[]
  /** On top of our own; undefined takes a variable away. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Where its standard output goes. */
  readonly stdout: 'stdout' | 'stderr'
}

/** How a command ended, as shells see it. */
export interface CommandOutcome {
  /** Its own, or 128 and the number of the signal; 127 when it was not found, 126 when it could not be run. */
  readonly status: number
  readonly signal: NodeJS.Signals | null
  /** Why it did not start. */
  readonly problem: string | undefined
}

/** Runs a command with our standard streams and waits for its end. */
export function runCommand(
  {command, args, environment, stdout}: CommandToRun,
  signals: SignalRelay,
): Promise<CommandOutcome> {
  const {received} = signals
  if (received !== undefined) return Promise.resolve(endedBy(received))
  const child = spawn(command, args, {
    stdio: ['inherit', stdout === 'stdout' ? 'inherit' : 2, 'inherit'],
    env: {...process.env, ...environment},
  })
  signals.to(child)
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve(notStarted(command, error)))
    child.once('exit', (status, signal) => {
      resolve(signal === null ? {status: status ?? 0, signal, problem: undefined} : endedBy(signal))
    })
  })
}

function endedBy(signal: NodeJS.Signals): CommandOutcome {
  return {status: 128 + constants.signals[signal], signal, problem: undefined}
}

function notStarted(command: string, {code, message}: NodeJS.ErrnoException): CommandOutcome {
  if (code === 'ENOENT') return {status: 127, signal: null, problem: `Command ${command} is not found`}
  const why = code === 'EACCES' ? 'it is not executable' : message
  return {status: 126, signal: null, problem: `Command ${command} cannot be run: ${why}`}
}
