import {ExitCode, KmipctlError, UsageError} from '../../../errors.ts'
import type {Plain} from '../../../notation/plain.ts'
import type {GroupStep, RawStep, RequestStep, Step} from '../model.ts'
import {placeText, ScriptError} from '../place.ts'
import type {StepReport} from '../report/report.ts'
import {UnsetVariable} from '../variables/unset-variable.ts'
import {valueText} from '../variables/value-text.ts'
import type {RunContext} from './context.ts'
import {signalOf} from './context.ts'
import {attempt, type Attempt} from './attempt.ts'
import {loopValues} from './loop-values.ts'
import {isToSkip} from './skip.ts'

/** Runs steps until one fails; all of them where they clean up. True when none failed. */
export async function runSteps(steps: readonly Step[], context: RunContext): Promise<boolean> {
  let passed = true
  for (const step of steps) {
    if (await runStep(step, context)) continue
    passed = false
    if (!context.cleanup) return false
  }
  return passed
}

/**
 * Runs one step, all rounds of its loop, and reports on each. True when it did not fail. Rejects with what nobody raised
 * on purpose, and with the reason of the signal.
 */
export async function runStep(step: Step, context: RunContext): Promise<boolean> {
  const start = context.host.clock()
  try {
    const rounds = await roundsOf(step, context)
    let passed = true
    for (const round of rounds) {
      if (await runRound(step, round)) continue
      passed = false
      if (!context.cleanup) return false
    }
    return passed
  } catch (error) {
    return failed(step, context, {error, start})
  }
}

async function roundsOf({forEach: loop}: Step, context: RunContext): Promise<readonly RunContext[]> {
  if (loop === undefined) return [context]
  const {variables, host, script, round: around} = context
  const values = await loopValues(loop, variables, {folder: script.folder, readFile: host.readFile})
  return values.map((value) => {
    const round = [...(around === undefined ? [] : [around]), roundText(loop.variable, value, context)].join(', ')
    return {...context, variables: variables.with(loop.variable, value), round}
  })
}

const longestRound = 60

function roundText(name: string, value: Plain, {variables, host}: RunContext): string {
  const text = host.reveal ? valueText(value) : variables.conceal(valueText(value))
  return `${name} = ${text.length > longestRound ? `${text.slice(0, longestRound)}…` : text}`
}

async function runRound(step: Step, context: RunContext): Promise<boolean> {
  const start = context.host.clock()
  try {
    if (isToSkip(step.skipIf, context)) {
      context.report(stepReport(step, context, {start, status: 'skipped', problems: ['"skip if" holds']}))
      return true
    }
    return step.kind === 'group' ? await runGroup(step, context) : await runSending(step, context)
  } catch (error) {
    return failed(step, context, {error, start})
  }
}

function runGroup({steps}: GroupStep, context: RunContext): Promise<boolean> {
  return runSteps(steps, context)
}

async function runSending(step: RequestStep | RawStep, context: RunContext): Promise<boolean> {
  const start = context.host.clock()
  if (step.waitMs > 0) await context.host.wait(step.waitMs, signalOf(context))
  const {problems, requests, hint, exitCode} = await attempt(step, context)
  const status = problems.length === 0 ? 'passed' : 'failed'
  context.report(stepReport(step, context, {start, status, problems, requests, hint, exitCode}))
  return problems.length === 0
}

/** Reports an error of a step; one that is nobody's intention goes on. */
function failed(
  step: Step,
  context: RunContext,
  {error, start}: {readonly error: unknown; readonly start: number},
): boolean {
  if (context.cleanup && error instanceof UnsetVariable) {
    // What was never made needs no cleaning up
    context.report(stepReport(step, context, {start, status: 'skipped', problems: [error.message]}))
    return true
  }
  if (!(error instanceof KmipctlError) || signalOf(context)?.aborted === true) throw error
  const {message, hint, exitCode} = error
  // File and line stand before the sentences of a report anyway
  const prefix =
    error instanceof ScriptError && error.place.line === step.place.line ? `${placeText(error.place)}: ` : ''
  const problem = message.startsWith(prefix) ? message.slice(prefix.length) : message
  context.report(stepReport(step, context, {start, status: 'failed', problems: [problem], hint, exitCode}))
  return false
}

type Facts = Pick<StepReport, 'status' | 'problems'> &
  Partial<Pick<Attempt, 'requests' | 'hint' | 'exitCode'>> & {readonly start: number}

function stepReport(step: Step, context: RunContext, facts: Facts): StepReport {
  const {round, cleanup, host, variables} = context
  const {start, status, problems, requests = 0, hint, exitCode = ExitCode.ok} = facts
  const shown = (text: string) => (host.reveal ? text : variables.conceal(text))
  return {
    place: step.place,
    label: shown(labelOf(step, context)),
    round,
    status,
    cleanup,
    requests,
    durationMs: Math.round(host.clock() - start),
    problems: problems.map(shown),
    hint: hint === undefined ? undefined : shown(hint),
    exitCode,
  }
}

/** Names may hold variables, which need not have values yet. */
function labelOf({label}: Step, {variables}: RunContext): string {
  try {
    return variables.text(label)
  } catch (error) {
    if (error instanceof UsageError) return label
    throw error
  }
}
