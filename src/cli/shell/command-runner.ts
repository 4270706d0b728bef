import {type Config, Errors, type Interfaces, loadHelpClass} from '@oclif/core'
import {closest} from '../../notation/closest.ts'
import {ExitCode, UsageError} from '../../errors.ts'
import {runInShell, type SurroundingShell} from '../surrounding-shell.ts'

/** A command of the program and what stands behind its name. */
interface FoundCommand {
  readonly id: string
  readonly argv: readonly string[]
}

export interface CommandRunnerOptions {
  readonly config: Interfaces.Config
  /** Flags of the shell that every command gets that knows them, such as `--trace`. */
  readonly inherited: readonly string[]
  /** Help goes to standard output, where it has no place beside the answer of `--json`. */
  readonly showsHelp: boolean
}

/** Runs the program's own commands in this process. */
export class CommandRunner {
  readonly #options: CommandRunnerOptions

  constructor(options: CommandRunnerOptions) {
    this.#options = options
  }

  /**
   * Runs a command, where the word `op` may be left out; resolves with its exit status.
   *
   * @throws UsageError when there is no such command
   */
  async run(words: readonly string[], shell: SurroundingShell): Promise<number> {
    const {id, argv} = this.#find(words)
    if (id === 'shell') throw new UsageError('This is the shell already')
    if (asksForHelp(argv)) return this.help(id.split(':'))
    const {config} = this.#options
    try {
      await runInShell(shell, () => config.runCommand(id, this.#withInherited(id, argv)))
      return statusOfProcess()
    } catch (error) {
      if (error instanceof Errors.ExitError) return error.oclif.exit ?? ExitCode.unexpected
      throw error
    }
  }

  /** Shows the help of a command or topic. @throws UsageError when there is none */
  async help(words: readonly string[]): Promise<number> {
    const id = this.#isTopic(words) ? words.join(':') : this.#find(words).id
    const {config, showsHelp} = this.#options
    if (!showsHelp) return ExitCode.ok
    const Help = await loadHelpClass(config)
    await new Help(config).showHelp(id.split(':'))
    return ExitCode.ok
  }

  /** What may stand at the beginning of a line. */
  get commands(): Pick<Config, 'commands' | 'topics'> {
    const {commands, topics} = this.#options.config
    return {commands, topics}
  }

  #find(typed: readonly string[]): FoundCommand {
    const {config} = this.#options
    const words = typed[0] === config.bin ? typed.slice(1) : typed
    const found = this.#commandAt(words) ?? this.#commandAt(['op', ...words])
    if (found !== undefined) return found
    if (this.#isTopic(words)) {
      throw new UsageError(`${words.join(' ')} needs the name of a command`, {hint: `See help ${words.join(' ')}`})
    }
    throw this.#unknown(words)
  }

  /** The longest name of a command that the words begin with. */
  #commandAt(words: readonly string[]): FoundCommand | undefined {
    const flag = words.findIndex((word) => word.startsWith('-'))
    for (let length = flag === -1 ? words.length : flag; length > 0; length--) {
      const id = words.slice(0, length).join(':')
      if (this.#options.config.findCommand(id) !== undefined) return {id, argv: words.slice(length)}
    }
    return undefined
  }

  #isTopic(words: readonly string[]): boolean {
    const name = words.join(':')
    return this.#options.config.topics.some((topic) => topic.name === name)
  }

  #unknown(words: readonly string[]): UsageError {
    const {config} = this.#options
    const flag = words.findIndex((word) => word.startsWith('-'))
    const name = words.slice(0, flag === -1 ? 2 : Math.min(flag, 2))
    const known = config.commands
      .filter(({hidden}) => !hidden)
      .map(({id}) => id.replace(/^op:/, '').replaceAll(':', ' '))
    const near = closest(name.join(' '), known) ?? closest(name[0] ?? '', known)
    return new UsageError(`There is no command ${name[0] ?? ''}`, {
      hint: near === undefined ? 'See help' : `Did you mean ${near}?`,
    })
  }

  #withInherited(id: string, argv: readonly string[]): string[] {
    const {config, inherited} = this.#options
    const known = config.findCommand(id)?.flags ?? {}
    const more = inherited.filter((flag) => Object.hasOwn(known, flag.slice(2)) && !argv.includes(flag))
    const end = argv.indexOf('--')
    return end === -1 ? [...argv, ...more] : [...argv.slice(0, end), ...more, ...argv.slice(end)]
  }
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return (end === -1 ? argv : argv.slice(0, end)).includes('--help')
}

/** Of commands that leave it to the process, which goes on here. */
function statusOfProcess(): number {
  const status = Number(process.exitCode ?? ExitCode.ok)
  process.exitCode = undefined
  return status
}
