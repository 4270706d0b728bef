import {ExitCode} from '../../../errors.ts'
import {type Captured, capture} from '../answer/capture.ts'
import type {Answer} from '../answer/answer.ts'
import {judgeAnswer} from '../judge/judge-answer.ts'
import {type Problem, problemText} from '../judge/problem.ts'
import type {JudgeContext} from '../judge/scalar-equals.ts'
import type {Expectation, Outcome, RawStep, Repetition, RequestStep} from '../model.ts'
import {located} from '../parse/read-keys.ts'
import {type RunContext, signalOf} from './context.ts'
import {sendRaw} from './send-raw.ts'
import {sendRequest} from './send-request.ts'

/** What came of sending a step, once or until the answer was as it is to be. */
export interface Attempt {
  readonly requests: number
  /** In sentences; none when all is as expected. */
  readonly problems: readonly string[]
  readonly hint: string | undefined
  readonly exitCode: ExitCode
}

/** What a step says of each answer; batches have several. */
interface Part extends Outcome {
  readonly label: string | undefined
}

/** Sends the step, again where it says so, judges the answers and captures from them. Rejects as clients do. */
export async function attempt(step: RequestStep | RawStep, context: RunContext): Promise<Attempt> {
  const parts = partsOf(step)
  const {answers, requests, missed} = await repeated(step, parts, context)
  if (missed !== undefined) return {requests, problems: [missed], hint: undefined, exitCode: ExitCode.checkFailed}
  const judged = parts.map((part, index) => outcomeOf(part, answers[index], context))
  return {
    requests,
    problems: judged.flatMap(({problems}) => problems),
    hint: judged.find(({hint}) => hint !== undefined)?.hint,
    exitCode: judged.find(({exitCode}) => exitCode !== ExitCode.ok)?.exitCode ?? ExitCode.ok,
  }
}

function partsOf(step: RequestStep | RawStep): readonly Part[] {
  if (step.kind === 'raw') return [{...step, label: undefined}]
  const {items} = step
  return items.map((item) => (items.length === 1 ? {...item, label: undefined} : item))
}

async function send(step: RequestStep | RawStep, context: RunContext): Promise<readonly Answer[]> {
  return step.kind === 'raw' ? [await sendRaw(step, context)] : sendRequest(step, context)
}

interface Repeated {
  readonly answers: readonly Answer[]
  readonly requests: number
  /** What the answers did not become in time. */
  readonly missed: string | undefined
}

async function repeated(step: RequestStep | RawStep, parts: readonly Part[], context: RunContext): Promise<Repeated> {
  const {repetition} = step
  const {host} = context
  const start = host.clock()
  let requests = 0
  for (;;) {
    const answers = await send(step, context)
    requests += 1
    if (repetition === undefined) return {answers, requests, missed: undefined}
    const problems = stillWrong(repetition, {parts, answers, context})
    if (problems.length === 0) return {answers, requests, missed: undefined}
    const elapsed = host.clock() - start
    if (requests === repetition.times || elapsed + repetition.everyMs > repetition.withinMs) {
      const often = requests === 1 ? 'once' : `${requests} times`
      return {answers, requests, missed: `Sent ${often}, and still ${problems.map(problemText).join('; ')}`}
    }
    await host.wait(repetition.everyMs, signalOf(context))
  }
}

/** Of a batch the last answer decides, unless all of its expectations are to be met. */
function stillWrong(
  {until}: Repetition,
  {
    parts,
    answers,
    context,
  }: {readonly parts: readonly Part[]; readonly answers: readonly Answer[]; readonly context: RunContext},
): readonly Problem[] {
  const last = answers.at(-1)
  if (until !== undefined) return last === undefined ? [] : judge(until, last, context)
  return parts.flatMap(({expect}, index) => {
    const answer = answers[index]
    return answer === undefined ? [] : judge(expect, answer, context)
  })
}

function judge(expectation: Expectation, answer: Answer, context: RunContext): readonly Problem[] {
  return located(expectation.place, () => judgeAnswer(expectation, answer, context.variables, judgeContext(context)))
}

function judgeContext({host}: RunContext): JudgeContext {
  return {now: host.surroundings.now(), reveal: host.reveal}
}

type Judged = Omit<Attempt, 'requests'>

const fine: Judged = {problems: [], hint: undefined, exitCode: ExitCode.ok}

function outcomeOf(part: Part, answer: Answer | undefined, context: RunContext): Judged {
  if (answer === undefined) return fine
  const {expect, label} = part
  const prefix = label === undefined ? '' : `${label}: `
  if (expect.status === 'success' && answer.refusal !== undefined) {
    const {message, hint} = answer.refusal
    return {problems: [prefix + message], hint, exitCode: ExitCode.operationFailed}
  }
  const problems = judge(expect, answer, context)
  const found = problems.length === 0 ? keep(part, answer, context) : problems
  if (found.length === 0) return fine
  return {
    problems: found.map((problem) => prefix + problemText(problem)),
    hint: found.find(({hint}) => hint !== undefined)?.hint,
    exitCode: ExitCode.checkFailed,
  }
}

/** Gives variables their values. */
function keep({capture: captures, collect}: Part, {items}: Answer, {variables}: RunContext): readonly Problem[] {
  const problems: Problem[] = []
  for (const [name, path] of Object.entries(captures)) {
    const taken = capture(items, path)
    if (isProblem(taken)) problems.push({...taken, subject: `capture ${name}, ${taken.subject}`})
    else variables.set(name, taken.value, taken.secret)
  }
  for (const [name, path] of Object.entries(collect)) {
    const taken = capture(items, path)
    if (isProblem(taken)) problems.push({...taken, subject: `collect ${name}, ${taken.subject}`})
    else variables.append(name, taken.value, taken.secret)
  }
  return problems
}

function isProblem(taken: Captured | Problem): taken is Problem {
  return 'subject' in taken
}
