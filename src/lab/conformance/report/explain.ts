import {kmipVocabulary} from '../../../kmip/spec/vocabulary.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'
import {renderTree, type RenderTreeOptions} from '../../../ttlv/text-tree.ts'
import {operationsOf} from '../cases/operations.ts'
import type {Difference} from '../judge/difference.ts'
import type {CaseResult, JudgedExchange} from '../run/result.ts'
import {faultText} from './fault-text.ts'

export interface ExplainOptions extends RenderTreeOptions {
  /** Paints a line that differs. */
  readonly mark?: ((line: string) => string) | undefined
}

const plainMark = '  '
const differenceMark = '! '

/** The whole conversation of a case: each request, the expected and the received response, differences marked. */
export function explainCase(result: CaseResult, options: ExplainOptions = {}): string {
  const {file, status, problem, exchanges} = result
  const head = `${file.stem}: ${status}${problem === undefined ? '' : ` (${problem})`}`
  const all = exchanges.map((exchange, index) => explainExchange(exchange, index + 1, options))
  return [head, ...all].join('\n\n')
}

function explainExchange(exchange: JudgedExchange, number: number, options: ExplainOptions): string {
  const {from, sent, expected, received, differences, problem} = exchange
  const expectedMarks = marked(differences, (difference) => difference.expected)
  const receivedMarks = marked(differences, (difference) => difference.received)
  const agrees = differences.length === 0 && problem === undefined
  return [
    `${number}. ${operationsOf(sent).join(', ')}${from === 'server' ? ' of the server' : ''}: ${agrees ? 'as expected' : 'differs'}`,
    'sent',
    tree(sent, new Set(), options),
    'expected',
    tree(expected, expectedMarks, options),
    'received',
    received === undefined ? `${plainMark}nothing: ${problem}` : tree(received, receivedMarks, options),
    ...differences.map((difference) => sentence(difference, number, options)),
  ].join('\n')
}

function sentence(difference: Difference, exchange: number, {reveal}: ExplainOptions): string {
  const {path, expected, received} = faultText({exchange, difference, problem: undefined}, reveal)
  return `${path}: expected ${expected}, received ${received}`
}

function marked(
  differences: readonly Difference[],
  side: (difference: Difference) => TtlvNode | undefined,
): ReadonlySet<TtlvNode> {
  return new Set(differences.map(side).filter((node) => node !== undefined))
}

/** The tree has a line for each item, in the order of a walk. */
function tree(
  node: TtlvNode,
  marks: ReadonlySet<TtlvNode>,
  {mark = (line) => line, ...options}: ExplainOptions,
): string {
  const width = options.width === undefined ? undefined : options.width - plainMark.length
  const items = [...walk(node)]
  return renderTree(node, kmipVocabulary, {...options, width})
    .split('\n')
    .map((line, index) => {
      const item = items[index]
      return item !== undefined && marks.has(item) ? mark(differenceMark + line) : plainMark + line
    })
    .join('\n')
}

function* walk(node: TtlvNode): Generator<TtlvNode> {
  yield node
  if (node.type === ItemType.Structure) for (const item of node.value) yield* walk(item)
}
