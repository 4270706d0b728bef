import type {Plain} from '../../../notation/plain.ts'
import type {Script} from '../model.ts'
import {type ScriptReport, scriptReport, type StepReport} from '../report/report.ts'
import {Variables} from '../variables/variables.ts'
import {located} from '../parse/read-keys.ts'
import type {RunContext} from './context.ts'
import type {ScriptHost} from './host.ts'
import {runSteps} from './run-step.ts'

export interface RunScriptOptions {
  readonly host: ScriptHost
  /** Values that go before those of the script. */
  readonly given: Readonly<Record<string, Plain>>
  /** Told of each step when it has ended. */
  readonly onStep?: ((step: StepReport) => void) | undefined
}

/**
 * Runs a script: its steps until one fails, then those that clean up. Rejects with what nobody raised on purpose, and
 * with the reason of the signal, after cleaning up.
 */
export async function runScript(script: Script, {host, given, onStep}: RunScriptOptions): Promise<ScriptReport> {
  const start = host.clock()
  const steps: StepReport[] = []
  const variables = variablesOf(script, given, host)
  const report = (step: StepReport): void => {
    steps.push(step)
    onStep?.(step)
  }
  const context: RunContext = {script, variables, host, report, round: undefined, cleanup: false}
  try {
    await runSteps(script.steps, context)
  } finally {
    await runSteps(script.cleanup, {...context, cleanup: true})
  }
  const durationMs = Math.round(host.clock() - start)
  return scriptReport(script, {steps, durationMs, variables: variables.shown(host.reveal)})
}

/** Variables of a script may refer to those before them. */
function variablesOf(script: Script, given: Readonly<Record<string, Plain>>, host: ScriptHost): Variables {
  const variables = new Variables(host.surroundings)
  for (const [name, value] of Object.entries(given)) variables.set(name, value)
  for (const [name, value] of Object.entries(script.variables)) {
    if (variables.get(name) !== undefined) continue
    located({file: script.file, line: 1, column: 1}, () => variables.set(name, variables.expand(value)))
  }
  return variables
}
