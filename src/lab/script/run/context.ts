import type {Script} from '../model.ts'
import type {StepReport} from '../report/report.ts'
import type {Variables} from '../variables/variables.ts'
import type {ScriptHost} from './host.ts'

/** What a step is run with. */
export interface RunContext {
  readonly script: Script
  readonly variables: Variables
  readonly host: ScriptHost
  /** Takes what became of each step. */
  readonly report: (step: StepReport) => void
  /** Which round of which loops: `user = anna`. */
  readonly round: string | undefined
  /** True for steps that clean up: they go on after a failure, and no signal ends them. */
  readonly cleanup: boolean
}

/** Undefined where steps clean up. */
export function signalOf({cleanup, host}: RunContext): AbortSignal | undefined {
  return cleanup ? undefined : host.signal
}
