import {join} from 'node:path'
import {Flags} from '@oclif/core'
import {connectionFlags, connectionFlagSettings} from '../cli/client/connection-flags.ts'
import {completedValues} from '../cli/completion/values.ts'
import {toFailure} from '../cli/failure.ts'
import {KmipctlCommand} from '../cli/kmip-command.ts'
import {CommandRunner} from '../cli/shell/command-runner.ts'
import {converse} from '../cli/shell/conversation.ts'
import {ShellHistory} from '../cli/shell/history.ts'
import {Interpreter, type LineOutcome} from '../cli/shell/interpreter.ts'
import {Interruption} from '../cli/shell/interruption.ts'
import {completeLine} from '../cli/shell/line-completion.ts'
import {CommandReader, ScriptLines, TerminalLines} from '../cli/shell/line-source.ts'
import {runScript, type ShellCommandResult} from '../cli/shell/script.ts'
import {ShellSession} from '../cli/shell/session.ts'
import {ShellConnection} from '../cli/shell/shell-connection.ts'
import {processEnvironment} from '../config/environment.ts'
import {profilesFile, stateDirectory} from '../config/paths.ts'
import {Profiles} from '../config/profiles.ts'
import {ExitCode} from '../errors.ts'

export interface ShellResult {
  readonly commands: readonly ShellCommandResult[]
}

/** Flags that every command of the shell gets. */
const passedOn = ['trace', 'reveal', 'debug', 'no-color', 'no-input', 'json'] as const

/** What a running shell consists of. */
interface Running {
  readonly interpreter: Interpreter
  readonly runner: CommandRunner
  readonly session: ShellSession
  readonly connection: ShellConnection
}

export default class Shell extends KmipctlCommand<ShellResult> {
  static override summary = 'Run commands one after the other over one connection'
  static override description = `At the prompt, or from standard input where that is no terminal: then the first command that fails ends the shell, with its exit status, unless --keep-going is given. All commands of kmipctl can be used, without its name; the word op may be left out as well. help lists what else there is.

$last is the last unique identifier that a server answered with, $1, $2 and so on are those of the last answer that had some; set NAME=VALUE makes further variables. What was typed is remembered in shell-history in $XDG_STATE_HOME/kmipctl or ~/.local/state/kmipctl, for its owner alone; lines with data, keys or passwords are not written there, nor are those that begin with a space.`
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --profile lab',
    "printf '%s\\n' 'create --name payroll --activate' 'get-attributes $last' | <%= config.bin %> <%= command.id %>",
    '<%= config.bin %> <%= command.id %> --keep-going --json < commands.txt',
  ]
  static override flags = {
    ...connectionFlags,
    'keep-going': Flags.boolean({summary: 'Go on after commands that fail; the exit status is that of the first one'}),
    trace: Flags.boolean({summary: 'Show the messages of all commands as trees on stderr', helpGroup: 'OUTPUT'}),
    reveal: Flags.boolean({summary: 'Show key material, passwords and plaintext', helpGroup: 'OUTPUT'}),
  }

  async run(): Promise<ShellResult> {
    const {flags} = await this.parse(Shell)
    using interruption = new Interruption(() => process.exit(ExitCode.interrupted))
    const session = new ShellSession()
    await using connection = new ShellConnection(connectionFlagSettings(flags), session.observe)
    const runner = new CommandRunner({
      config: this.config,
      inherited: passedOn.filter((name) => flags[name]).map((name) => `--${name}`),
      showsHelp: !this.jsonEnabled(),
    })
    const opening = {
      askPassword: (file: string) => this.#ask('--key-password-file', `Password of ${file}`),
      askUserPassword: (username: string) => this.#ask('--password-file', `Password of user ${username}`),
      onWarning: (text: string) => this.output.warning(text),
      onFailure: ({error}: {readonly error: Error}) => this.output.warning(`${error.message}, trying the next server`),
    }
    const {output} = this
    const json = this.jsonEnabled()
    const interpreter = new Interpreter({session, connection, runner, interruption, output, json, opening})
    const running = {interpreter, runner, session, connection}
    if (!this.interactive) return await this.#runScript(running, flags['keep-going'])
    await this.#converse(running)
    return {commands: []}
  }

  async #converse({interpreter, runner, session, connection}: Running): Promise<void> {
    const environment = processEnvironment()
    const history = await this.#history(join(stateDirectory(environment), 'shell-history'))
    await this.#attempt(() => interpreter.connect())
    this.output.note('help lists the commands, Ctrl-D leaves')
    const profiles = async () => Object.keys((await new Profiles(profilesFile(environment)).read()).profiles)
    const identifiers = () => session.identifiers
    using lines = new TerminalLines({
      input: process.stdin,
      output: process.stderr,
      history: () => history.lines,
      complete: (line) =>
        completeLine(line, {
          ...runner.commands,
          values: (place) => completedValues(place, {profiles, identifiers}),
          variables: () => session.variables.map(([name]) => name),
          workingDirectory: environment.workingDirectory,
        }),
    })
    const isAtEnd = await converse({
      reader: new CommandReader(lines),
      prompt: () => `${this.output.talkPalette.strong(connection.label)}> `,
      run: (line) => this.#attempt(() => interpreter.run(line)),
      remember: (line) =>
        history.add(line).catch((error: Error) => this.output.warning(`History not kept: ${error.message}`)),
    })
    if (isAtEnd) this.output.note('')
  }

  async #runScript({interpreter}: Running, keepsGoing: boolean): Promise<ShellResult> {
    using lines = new ScriptLines(process.stdin)
    const {commands, failure} = await runScript({
      reader: new CommandReader(lines),
      run: (line) => this.#attempt(() => interpreter.run(line)),
      keepsGoing,
    })
    if (failure === undefined) return {commands}
    this.partialResult = {commands}
    throw failure
  }

  /** Reports what is wrong with a line, as a command reports by itself. */
  async #attempt(work: () => Promise<LineOutcome | void | undefined>): Promise<LineOutcome | undefined> {
    try {
      return (await work()) ?? undefined
    } catch (error) {
      const {exitCode, body} = toFailure(error, {command: 'shell', flags: Object.keys(connectionFlags)})
      if (exitCode === ExitCode.interrupted) this.output.note(body.message)
      else this.output.failure(body.message, body.hint)
      const timing = {startedAt: new Date().toISOString(), durationMs: 0}
      return {exitCode, leaves: false, answer: {ok: false, command: '', error: body, timing, connection: null}}
    }
  }

  async #history(file: string): Promise<ShellHistory> {
    try {
      return await ShellHistory.open(file)
    } catch (error) {
      this.output.warning(`History not read: ${error instanceof Error ? error.message : String(error)}`)
      return ShellHistory.inMemory()
    }
  }

  async #ask(setting: string, message: string): Promise<string | undefined> {
    return this.interactive ? this.prompts.password({setting, message}) : undefined
  }
}
