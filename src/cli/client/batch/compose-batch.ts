import {Activate} from '../../../kmip/operations/activate.ts'
import {UsageError} from '../../../errors.ts'
import type {OperationCommand} from '../operation-command.ts'
import {type OperationPlan, planOperation} from '../operation-plan.ts'
import {firstPlace, placeAfter} from './batch-place.ts'
import {lineWords} from './line-words.ts'

/** One operation of a batch. */
export interface BatchItem {
  /** Shows the answer. */
  readonly command: OperationCommand
  readonly plan: OperationPlan
  /** The line of `--then`; undefined for the first one, and for what the one before brings with it. */
  readonly line?: string | undefined
  /** Activates what the item before made, and shows no payload. */
  readonly isActivation: boolean
}

/** Makes the command that a line names. @throws UsageError */
export type FindCommand = (name: string, words: readonly string[]) => Promise<OperationCommand>

/**
 * The first command and the lines of `--then`, in one message.
 *
 * @throws UsageError naming the line that cannot be in it
 */
export async function composeBatch(
  first: {readonly command: OperationCommand; readonly plan: OperationPlan},
  lines: readonly string[],
  find: FindCommand,
): Promise<BatchItem[]> {
  const items = itemsOf(first)
  let place = placeAfter(first.plan, firstPlace)
  for (const line of lines) {
    const item = await inLine(line, async () => {
      const [name = '', ...words] = withoutTopic(lineWords(line))
      const command = await find(name, words)
      const plan = await command.planAfter(first.command, place)
      return {command, plan: sharing(plan, first.plan)}
    })
    items.push(...(await inLine(line, async () => itemsOf({...item, line}))))
    place = placeAfter(item.plan, place)
  }
  return items
}

/** `op activate` is as good as `activate`. */
function withoutTopic(words: readonly string[]): readonly string[] {
  return words[0] === 'op' ? words.slice(1) : words
}

/** The form of the answers is that of the first command. */
function sharing(plan: OperationPlan, {flags}: OperationPlan): OperationPlan {
  const {output, reveal, trace} = flags
  return {...plan, flags: {...plan.flags, output, reveal, trace}}
}

function itemsOf({
  command,
  plan,
  line,
}: {
  readonly command: OperationCommand
  readonly plan: OperationPlan
  readonly line?: string
}): BatchItem[] {
  const {activates = []} = plan
  if (plan.isList) throw new UsageError('Identifiers on standard input are requests of their own', {hint: oneOnly})
  const refusal = command.batchRefusal
  if (refusal !== undefined) throw new UsageError(refusal)
  if (activates.length > 1) {
    throw new UsageError('--activate of a key pair takes requests of their own', {
      hint: 'Write --then activate for the private key, and activate the public one afterwards',
    })
  }
  const own = {command, plan, line, isActivation: false}
  const {flags} = plan
  return activates.length === 0
    ? [own]
    : [own, {command, plan: planOperation({flags, operation: Activate, request: {}}), isActivation: true}]
}

const oneOnly = 'Write one identifier where there is a --then'

/** Says which line an error is about, by its first word: there may be secrets in the others. */
async function inLine<T>(line: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const [word = ''] = /[\w-]+/.exec(line.replace(/^\s*op\s/, '')) ?? []
    throw new UsageError(`--then ${word}: ${error.message}`, {hint: error.hint, cause: error})
  }
}
