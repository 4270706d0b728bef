import {InterruptedError} from '../interrupted-error.ts'
import type {LineOutcome} from './interpreter.ts'
import type {CommandReader, CommandText} from './line-source.ts'

export interface Conversation {
  readonly reader: CommandReader
  readonly prompt: () => string
  readonly run: (line: string) => Promise<LineOutcome | undefined>
  /** Remembers what was typed. */
  readonly remember: (line: string) => Promise<void>
}

/** Carries out what is typed until somebody leaves; true when it was by Ctrl-D. */
export async function converse({reader, prompt, run, remember}: Conversation): Promise<boolean> {
  for (;;) {
    const command = await typed(reader, prompt())
    if (command === undefined) return true
    if (command === 'nothing') continue
    await remember(command.text)
    const outcome = await run(command.text)
    if (outcome?.leaves === true) return false
  }
}

/** Undefined at the end, `nothing` after Ctrl-C, which forgets the line. */
async function typed(reader: CommandReader, prompt: string): Promise<CommandText | 'nothing' | undefined> {
  try {
    return await reader.next(prompt)
  } catch (error) {
    if (error instanceof InterruptedError) return 'nothing'
    throw error
  }
}
