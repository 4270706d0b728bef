import type {ScriptReport, StepReport} from '../../lab/script/report/report.ts'
import type {Json} from '../client/model-json.ts'

/** What `--json` tells of a script. */
export interface ScriptJson {
  readonly file: string
  readonly name: string
  readonly status: 'passed' | 'failed'
  readonly durationMs: number
  readonly steps: readonly StepJson[]
  readonly variables: Readonly<Record<string, Json>>
}

/** What it tells of a step, or of one round of a loop. */
export interface StepJson {
  readonly line: number
  readonly name: string
  readonly round: string | null
  readonly status: StepReport['status']
  readonly cleanup: boolean
  readonly requests: number
  readonly durationMs: number
  readonly problems: readonly string[]
  readonly hint: string | null
}

/** The report as it is printed; secrets were hidden when it was made. */
export function scriptJson({file, name, status, durationMs, steps, variables}: ScriptReport): ScriptJson {
  // Values of variables in reports are those of JSON
  return {file, name, status, durationMs, steps: steps.map(stepJson), variables: variables as ScriptJson['variables']}
}

function stepJson({place, label, round, status, cleanup, requests, durationMs, problems, hint}: StepReport): StepJson {
  const outcome = {status, cleanup, requests, durationMs, problems, hint: hint ?? null}
  return {line: place.line, name: label, round: round ?? null, ...outcome}
}
