import type {Played, PlayedStep, StepOutcome} from '../../lab/simulate/play/outcome.ts'
import {failureText, statusText} from '../../lab/simulate/report/matrix.ts'
import type {Output} from '../output/output.ts'
import type {Paint, Palette} from '../output/palette.ts'
import type {Column} from '../output/table.ts'

const marks: Readonly<Record<StepOutcome, string>> = {done: '✔', tolerated: '•', 'left out': '–', failed: '✖'}

/** Talk: one message of a product, as it went. */
export function showStep({step, of, operations, outcome, note}: PlayedStep, output: Output): void {
  const {talkPalette} = output
  const paint = outcome === 'done' ? talkPalette.good : outcome === 'failed' ? talkPalette.bad : talkPalette.warning
  const width = String(of).length
  const said = note === undefined ? '' : `: ${note}`
  output.note(`  ${paint(marks[outcome])} ${String(step).padStart(width)}/${of} ${operations.join(', ')}${said}`)
}

/** Data: the products and what became of them. */
export async function showMatrix(played: readonly Played[], output: Output): Promise<void> {
  await output.table(columns, played, 'No client')
}

const columns: readonly Column<Played>[] = [
  {heading: 'Client', value: ({client}) => client},
  {heading: 'Version', value: ({version}) => version},
  {heading: 'Outcome', value: statusText, paint: paintOf},
  {heading: 'Why', value: ({failure}) => failureText(failure)},
]

function paintOf({status}: Played, palette: Palette): Paint {
  if (status === 'works') return palette.good
  return status === 'fails' ? palette.bad : palette.warning
}
