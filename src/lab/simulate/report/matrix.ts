import type {JUnitSuite} from '../../report/junit.ts'
import type {Failure, Played} from '../play/outcome.ts'

/** `works`, `fails at step 3 of 7`, `not played`. */
export function statusText({status, failedStep, steps}: Played): string {
  if (status !== 'fails') return status
  return `fails at step ${failedStep} of ${steps.at(-1)?.of ?? failedStep}`
}

/** Why a product could not go on, and what it does then; empty for those that could. */
export function failureText(failure: Failure | undefined): string {
  if (failure === undefined) return ''
  const {operation, problem, fault, reaction} = failure
  const came = fault === undefined ? '' : ` (expected ${fault.expected}, received ${fault.received})`
  const then = reaction === '' ? '' : `; ${reaction}`
  return `${operation}: ${problem}${came}${then}`
}

/** A table of products in Markdown, with what became of each. */
export function simulationMarkdown(played: readonly Played[], server: string): string {
  const rows = played.map(
    (one) => `| ${one.client} | ${one.version} | ${statusText(one)} | ${cell(failureText(one.failure))} |`,
  )
  return [
    '# Products and this server',
    '',
    `What became of the conversations of products with ${server}, as \`kmipctl simulate run\` has them.`,
    '',
    '| client | version | outcome | why |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
}

/** One suite with a test for each product. */
export function simulationSuite(played: readonly Played[]): JUnitSuite {
  return {
    name: 'simulate',
    cases: played.map((one) => ({
      name: one.client,
      status: one.status === 'works' ? 'passed' : one.status === 'fails' ? 'failed' : 'skipped',
      durationMs: one.durationMs,
      message: failureText(one.failure),
    })),
  }
}
