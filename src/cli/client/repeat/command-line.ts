import {UsageError} from '../../../errors.ts'
import type {BatchItem} from '../batch/compose-batch.ts'
import type {OperationCommand} from '../operation-command.ts'
import type {OperationPlan} from '../operation-plan.ts'
import {commandWords} from './command-words.ts'
import {connectionWords} from './connection-words.ts'
import {quoteWord} from './quote-word.ts'

/** A line for POSIX shells that does again what a command does, and what to say about it. */
export interface CommandLine {
  readonly line: string
  readonly notes: readonly string[]
}

/** What is not part of what is done, or is added in another form. */
const left: ReadonlySet<string> = new Set([
  'json',
  'debug',
  'no-color',
  'no-input',
  'trace',
  'dry-run',
  'print-command',
  'as-script',
  'then',
  'yes',
])

/**
 * `--print-command`. Secrets are read from standard input or a variable of the environment instead.
 *
 * @throws UsageError where a line of `--then` holds a secret, which could not be replaced in it
 */
export async function commandLine(
  command: OperationCommand,
  plan: OperationPlan,
  items: readonly BatchItem[],
): Promise<CommandLine> {
  const operations = [plan, ...items.map((item) => item.plan)].map(({operation}) => operation)
  const called = command.called(plan)
  let standardInput = !called.positional.includes('-')
  const {words, notes} = commandWords(called, left, {standardInput})
  const all = [...notes]
  const then: string[] = []
  for (const item of items) {
    if (item.line === undefined) continue
    standardInput &&= all.length === 0
    const one = itemLine(item, standardInput)
    then.push('--then', quoteWord(one.line))
    all.push(...one.notes)
  }
  const line = [
    'kmipctl',
    ...wordsOf(command),
    ...words,
    ...(plan.question === undefined ? [] : ['--yes']),
    ...(await connectionWords(plan.flags, operations)),
    ...then,
  ].join(' ')
  return {line, notes: all}
}

/** `op`, `create`. */
function wordsOf({id = ''}: OperationCommand): readonly string[] {
  return id.split(':')
}

function itemLine({command, plan}: BatchItem, standardInput: boolean): CommandLine {
  const {words, notes} = commandWords(command.called(plan), new Set([...left, ...shared]), {standardInput})
  if (words.some((word) => word.startsWith('"$'))) {
    throw new UsageError('--print-command cannot take a secret out of a line of --then', {
      hint: 'Give the secret in a file',
    })
  }
  const yes = plan.question === undefined ? [] : ['--yes']
  return {line: [...wordsOf(command).slice(1), ...words, ...yes].join(' '), notes}
}

/** What the first command says for all. */
const shared = ['output', 'reveal', 'asynchronous', 'insecure']
