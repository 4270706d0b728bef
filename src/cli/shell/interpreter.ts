import {Parser} from '@oclif/core'
import {ExitCode, UsageError} from '../../errors.ts'
import {connectionFlags, connectionFlagSettings, type ConnectionFlagValues} from '../client/connection-flags.ts'
import type {Envelope} from '../envelope.ts'
import type {Output} from '../output/output.ts'
import {type Builtin, isBuiltin} from './builtins.ts'
import type {CommandRunner} from './command-runner.ts'
import type {Interruption} from './interruption.ts'
import type {OpenShellConnection, ShellConnection} from './shell-connection.ts'
import {shellHelp} from './shell-help.ts'
import {shellWords} from './shell-words.ts'
import type {ShellSession} from './session.ts'

/** What became of a line. */
export interface LineOutcome {
  readonly exitCode: number
  /** The line asked to leave the shell. */
  readonly leaves: boolean
  /** Answers of the commands with `--json`. */
  readonly answer: Envelope<object> | undefined
}

export interface InterpreterOptions {
  readonly session: ShellSession
  readonly connection: ShellConnection
  readonly runner: CommandRunner
  readonly interruption: Interruption
  readonly output: Output
  /** Collects what commands answer with `--json` instead of printing it. */
  readonly json: boolean
  /** How to connect, but for the signal. */
  readonly opening: Omit<OpenShellConnection, 'signal'>
}

/** Carries out the lines of a shell, one after the other. */
export class Interpreter {
  readonly #options: InterpreterOptions
  #answer: Envelope<object> | undefined
  #leaves = false

  constructor(options: InterpreterOptions) {
    this.#options = options
  }

  /** @throws KmipctlError for what is wrong with the line itself; commands report by themselves */
  async run(line: string): Promise<LineOutcome | undefined> {
    const {session} = this.#options
    const words = shellWords(line, session.variable)
    const [first] = words
    if (first === undefined) return undefined
    this.#answer = undefined
    const exitCode = isBuiltin(first) ? await this.#builtin(first, words.slice(1)) : await this.#command(words)
    return {exitCode, leaves: this.#leaves, answer: this.#answer}
  }

  /** Connects; what hinders it is thrown. */
  async connect(): Promise<void> {
    const {connection, interruption, output, opening} = this.#options
    const {server, tls} = await output.progress('Connecting', () =>
      interruption.during((signal) => connection.open({...opening, signal})),
    )
    output.success(`Connected to ${server}${tls === null ? '' : ` (${tls.version})`}`)
  }

  async #command(words: readonly string[]): Promise<number> {
    const {runner, connection, interruption, session, json} = this.#options
    const onEnvelope = json ? (envelope: Envelope<object>) => void (this.#answer = envelope) : undefined
    try {
      return await interruption.during((signal) => runner.run(words, {borrow: connection.borrow, signal, onEnvelope}))
    } finally {
      session.commandEnds()
    }
  }

  async #builtin(name: Builtin, args: readonly string[]): Promise<number> {
    switch (name) {
      case 'help':
        if (args.length > 0) return this.#options.runner.help(args)
        this.#options.output.data(shellHelp(this.#options.runner.commands.commands, this.#options.output.width ?? 80))
        break
      case 'set':
        this.#set(args)
        break
      case 'unset':
        this.#options.session.unset(only(args, 'unset NAME'))
        break
      case 'connect':
        await this.#connectAnew(args)
        break
      default:
        if (args.length > 0) throw new UsageError(`${name} takes no argument`)
        this.#leaves = true
    }
    return ExitCode.ok
  }

  #set(args: readonly string[]): void {
    const {session, output} = this.#options
    if (args.length === 0) {
      output.keyValues(session.variables.map(([name, value]) => [`$${name}`, value]))
      return
    }
    const [, name, value] = /^(\w*)=(.*)$/s.exec(only(args, "set NAME='VALUE'")) ?? []
    if (name === undefined || value === undefined) {
      throw new UsageError(`set takes NAME=VALUE, not ${JSON.stringify(args[0])}`)
    }
    session.set(name, value)
  }

  async #connectAnew(args: readonly string[]): Promise<void> {
    const flags = await connectionFlagsOf(args)
    await this.#options.connection.replace(flags === undefined ? undefined : connectionFlagSettings(flags))
    await this.connect()
  }
}

function only(args: readonly string[], usage: string): string {
  const [one, ...more] = args
  if (one !== undefined && more.length === 0) return one
  throw new UsageError(`Write ${usage}`, {hint: 'Values with spaces stand in quotes'})
}

/** Undefined where there are none. @throws KmipctlError for unknown flags */
async function connectionFlagsOf(args: readonly string[]): Promise<ConnectionFlagValues | undefined> {
  if (args.length === 0) return undefined
  const {flags} = await Parser.parse([...args], {flags: connectionFlags, args: {}, strict: true})
  return flags as ConnectionFlagValues
}
