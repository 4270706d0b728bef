import {ExitCode} from '../../../errors.ts'
import type {Plain} from '../../../notation/plain.ts'
import type {Place} from '../place.ts'

export type StepStatus = 'passed' | 'failed' | 'skipped'

/** What became of a step, or of one round of its loop. */
export interface StepReport {
  readonly place: Place
  readonly label: string
  /** `user = anna`; undefined outside loops. */
  readonly round: string | undefined
  readonly status: StepStatus
  /** True for those that clean up. */
  readonly cleanup: boolean
  /** Messages that were sent. */
  readonly requests: number
  readonly durationMs: number
  /** What is wrong, or why it was skipped, in sentences. */
  readonly problems: readonly string[]
  readonly hint: string | undefined
  /** How a program ends because of it. */
  readonly exitCode: ExitCode
}

/** What became of a script. */
export interface ScriptReport {
  readonly file: string
  readonly name: string
  readonly status: 'passed' | 'failed'
  readonly durationMs: number
  readonly steps: readonly StepReport[]
  /** Values at the end; secret ones only where they are to be revealed. */
  readonly variables: Readonly<Record<string, Plain>>
  /** Of the first step that failed. */
  readonly exitCode: ExitCode
}

/** Sums up the steps. A failure to clean up counts when nothing else failed. */
export function scriptReport(
  {file, name}: {readonly file: string; readonly name: string},
  {steps, ...rest}: Pick<ScriptReport, 'steps' | 'durationMs' | 'variables'>,
): ScriptReport {
  const failed = steps.find(({status}) => status === 'failed')
  return {
    file,
    name,
    status: failed === undefined ? 'passed' : 'failed',
    steps,
    ...rest,
    exitCode: failed?.exitCode ?? ExitCode.ok,
  }
}
