import type * as inquirer from '@inquirer/prompts'
import {UsageError} from '../../errors.ts'
import {InterruptedError} from '../interrupted-error.ts'
import {plainTheme} from './prompt-theme.ts'

/** A question whose answer could have been given as `setting`, such as `--scope` or `NAME`. */
export interface Question {
  readonly setting: string
  readonly message: string
}

export interface Choice<Value> {
  readonly name: string
  readonly value: Value
  readonly description?: string
}

export interface TextQuestion extends Question {
  readonly default?: string | undefined
  /** Throws what is wrong with the answer; the message is shown and the question asked again. */
  readonly check?: (answer: string) => void
}

export interface PasswordQuestion extends Question {
  readonly repeat?: boolean
  readonly optional?: boolean
}

export interface PromptOptions {
  /** False refuses every question with a usage error that names the setting. */
  readonly interactive: boolean
  readonly colour: boolean
}

type Library = typeof inquirer

/** Asks on the terminal for what was not given. Questions go to stderr; Ctrl-C is an InterruptedError. */
export class Prompts {
  readonly #options: PromptOptions

  constructor(options: PromptOptions) {
    this.#options = options
  }

  /** For questions that need work before they can be asked. @throws UsageError where nobody can be asked */
  assertPossible(setting: string): void {
    if (!this.#options.interactive) {
      throw new UsageError(`Missing ${setting}: pass it, or run on a terminal to be asked`)
    }
  }

  text({setting, message, check, ...rest}: TextQuestion): Promise<string> {
    const validate = (answer: string) => verdict(() => check?.(answer))
    const defaults = rest.default === undefined ? {} : {default: rest.default}
    return this.#ask(setting, ({input}, theme) =>
      input({message, validate, required: rest.default === undefined, ...defaults, ...theme}, context()),
    )
  }

  select<Value>({setting, message, choices}: Question & {readonly choices: readonly Choice<Value>[]}): Promise<Value> {
    return this.#ask(setting, ({select}, theme) => select<Value>({message, choices, pageSize, ...theme}, context()))
  }

  /** At least one answer. */
  checkbox<Value>({
    setting,
    message,
    choices,
  }: Question & {readonly choices: readonly Choice<Value>[]}): Promise<Value[]> {
    return this.#ask(setting, ({checkbox}, theme) =>
      checkbox<Value>({message, choices, required: true, pageSize, ...theme}, context()),
    )
  }

  confirm({setting, message}: Question): Promise<boolean> {
    return this.#ask(setting, ({confirm}, theme) => confirm({message, default: false, ...theme}, context()))
  }

  /** Shows nothing of what is typed. `repeat` asks twice, for secrets that are set; `optional` takes an empty answer. */
  async password({setting, message, repeat, optional}: PasswordQuestion): Promise<string> {
    const ask = (text: string, validate: (answer: string) => true | string) =>
      this.#ask(setting, ({password}, theme) => password({message: text, validate, ...theme}, context()))
    const answer = await ask(message, (text) =>
      text === '' && optional !== true ? 'Type at least one character' : true,
    )
    if (repeat === true) await ask(`${message} again`, (text) => (text === answer ? true : 'The two are not the same'))
    return answer
  }

  async #ask<T>(
    setting: string,
    ask: (library: Library, theme: {theme?: typeof plainTheme}) => Promise<T>,
  ): Promise<T> {
    this.assertPossible(setting)
    const library = await import('@inquirer/prompts')
    try {
      return await ask(library, this.#options.colour ? {} : {theme: plainTheme})
    } catch (error) {
      // Ctrl-C, or the terminal went away
      if (error instanceof Error && error.name === 'ExitPromptError') throw new InterruptedError()
      throw error
    }
  }
}

const pageSize = 12

function context(): {output: NodeJS.WriteStream} {
  return {output: process.stderr}
}

function verdict(check: () => void): true | string {
  try {
    check()
    return true
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
