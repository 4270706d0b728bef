import {ExitCode, KmipctlError} from '../../errors.ts'
import type {Envelope} from '../envelope.ts'
import type {LineOutcome} from './interpreter.ts'
import type {CommandReader} from './line-source.ts'

/** A command of a script and what became of it. */
export interface ShellCommandResult {
  /** Where the command began, from 1. */
  readonly line: number
  readonly exitCode: number
  /** What the command answers with `--json`; null for those of the shell itself. */
  readonly answer: Envelope<object> | null
}

export interface Script {
  readonly reader: CommandReader
  /** Carries out a line; undefined where there is nothing in it. */
  readonly run: (line: string) => Promise<LineOutcome | undefined>
  readonly keepsGoing: boolean
}

/** What a script has done, and the failure that its exit status tells of. */
export interface ScriptResult {
  readonly commands: readonly ShellCommandResult[]
  readonly failure: KmipctlError | undefined
}

/** Carries out lines until there are no more, one asks to leave, or one fails. */
export async function runScript({reader, run, keepsGoing}: Script): Promise<ScriptResult> {
  const commands: ShellCommandResult[] = []
  for (;;) {
    const command = await reader.next('')
    if (command === undefined) break
    const outcome = await run(command.text)
    if (outcome === undefined) continue
    commands.push({line: command.line, exitCode: outcome.exitCode, answer: outcome.answer ?? null})
    if (ends(outcome, keepsGoing)) break
  }
  const failed = commands.find(({exitCode}) => exitCode !== ExitCode.ok)
  return {commands, failure: failed === undefined ? undefined : failureOf(failed, keepsGoing)}
}

function ends({exitCode, leaves}: LineOutcome, keepsGoing: boolean): boolean {
  return leaves || exitCode === ExitCode.interrupted || (exitCode !== ExitCode.ok && !keepsGoing)
}

function failureOf({line, exitCode}: ShellCommandResult, keepsGoing: boolean): KmipctlError {
  return new KmipctlError('COMMAND_FAILED', `Line ${line} failed`, exitCode as ExitCode, {
    hint: keepsGoing ? undefined : 'Go on after commands that fail with --keep-going',
  })
}
