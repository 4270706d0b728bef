import {placeText} from '../../lab/script/place.ts'
import type {ScriptReport, StepReport} from '../../lab/script/report/report.ts'
import {escapeText} from '../../ttlv/escape-text.ts'
import type {Output} from '../output/output.ts'
import type {Palette} from '../output/palette.ts'
import type {Column} from '../output/table.ts'

/** Rounds of one loop that are shown; the rest is counted. */
const mostRounds = 10

const marks = {passed: '✔', failed: '✖', skipped: '-'} as const

/** Shows on stderr what becomes of each step of a script, as it goes. */
export class ScriptProgress {
  readonly #output: Output
  readonly #palette: Palette
  #last: StepReport | undefined
  #rounds = 0

  constructor(output: Output, palette: Palette) {
    this.#output = output
    this.#palette = palette
  }

  begin({file, name}: {readonly file: string; readonly name: string}): void {
    this.#last = undefined
    this.#output.note(`${this.#palette.strong(escapeText(name))} ${this.#palette.faint(escapeText(file))}`)
  }

  step(step: StepReport): void {
    const isRepeated = step.round !== undefined && step.place === this.#last?.place && step.status === 'passed'
    this.#rounds = isRepeated ? this.#rounds + 1 : 0
    if (this.#rounds < mostRounds) this.#show(step)
    else if (this.#rounds === mostRounds) this.#output.note('  … and further rounds')
    this.#last = step
  }

  #show(step: StepReport): void {
    const {label, round, status, durationMs, problems, hint, place} = step
    const {good, bad, faint, accent} = this.#palette
    const paint = {passed: good, failed: bad, skipped: faint}[status]
    const what = escapeText(round === undefined ? label : `${label} (${round})`)
    const how = status === 'skipped' ? `skipped: ${problems.join('; ')}` : `${durationMs} ms`
    this.#output.note(`  ${paint(marks[status])} ${what} ${faint(escapeText(how))}`)
    if (status !== 'failed') return
    for (const problem of problems) this.#output.note(`      ${escapeText(problem)}`)
    if (hint !== undefined) this.#output.note(`      ${accent('Hint:')} ${escapeText(hint)}`)
    this.#output.note(`      ${faint(`at ${escapeText(placeText(place))}`)}`)
  }
}

/** Shows what became of the scripts. */
export async function showScripts(reports: readonly ScriptReport[], output: Output): Promise<void> {
  await output.table(columns, reports, 'No script')
}

const columns: readonly Column<ScriptReport>[] = [
  {heading: 'Script', value: ({name}) => name},
  {
    heading: 'Status',
    value: ({status}) => status,
    paint: ({status}, palette) => (status === 'passed' ? palette.good : palette.bad),
  },
  {heading: 'Steps', value: ({steps}) => stepsText(steps), align: 'right'},
  {heading: 'Requests', value: ({steps}) => steps.reduce((sum, {requests}) => sum + requests, 0), align: 'right'},
  {heading: 'Time', value: ({durationMs}) => `${durationMs} ms`, align: 'right'},
]

function stepsText(steps: readonly StepReport[]): string {
  const skipped = steps.filter(({status}) => status === 'skipped').length
  return skipped === 0 ? String(steps.length) : `${steps.length}, ${skipped} skipped`
}
