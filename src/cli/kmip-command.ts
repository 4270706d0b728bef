import {Command, Errors} from '@oclif/core'
import {ExitCode} from '../errors.ts'
import {type Envelope, type EnvelopeBase, envelopeText} from './envelope.ts'
import {type Failure, toFailure} from './failure.ts'
import {globalFlags} from './flags/global-flags.ts'
import {InterruptedError} from './interrupted-error.ts'
import {Output} from './output/output.ts'
import {Prompts} from './prompts/prompts.ts'
import {surroundingShell} from './surrounding-shell.ts'

/**
 * Base of all commands: parse, call one domain function, render. What `run` returns is the `result` of `--json`; what
 * it throws becomes a message with a hint and an exit status.
 */
export abstract class KmipctlCommand<Result extends object> extends Command {
  static override enableJsonFlag = true
  static override baseFlags = globalFlags

  /** Ready once `run` is called. */
  protected output!: Output
  protected prompts!: Prompts
  /** Set by commands that talk to a server: what `--json` tells about it. */
  protected connection: object | null = null
  /** Set by commands that were asked how to do the same again. */
  protected commandLine: string | undefined
  /** Set before throwing when there is something to show nevertheless, such as the report of a failed check. */
  protected partialResult: Result | undefined

  readonly #startedAt = new Date()
  readonly #start = performance.now()

  abstract override run(): Promise<Result>

  /** Questions are allowed: somebody is there to see and answer them. */
  protected get interactive(): boolean {
    const isTerminal = process.stdin.isTTY && process.stderr.isTTY
    return isTerminal && !this.jsonEnabled() && !this.#isGiven('--no-input')
  }

  /** Aborted by the first Ctrl-C after this call; the second one ends the process. */
  protected interruptSignal(): AbortSignal {
    const shell = surroundingShell()
    if (shell !== undefined) return shell.signal
    const controller = new AbortController()
    process.once('SIGINT', () => controller.abort(new InterruptedError()))
    return controller.signal
  }

  /** Asks before something is destroyed; `--yes` answers. @throws InterruptedError when the answer is no */
  protected async confirm(message: string, yes: boolean): Promise<void> {
    if (yes || (await this.prompts.confirm({setting: '--yes', message}))) return
    throw new InterruptedError('Nothing was changed')
  }

  protected override async init(): Promise<void> {
    await super.init()
    // A reader such as head that has seen enough is no error
    if (!process.stderr.listeners('error').includes(ignoreClosedPipe)) process.stderr.on('error', ignoreClosedPipe)
    const colours = {noColour: this.#isGiven('--no-color'), environment: process.env}
    const {stdout, stderr} = process
    this.output = await Output.create({...colours, stdout, stderr, json: this.jsonEnabled()})
    this.prompts = new Prompts({interactive: this.interactive, colour: this.output.talkColour})
  }

  protected override async catch(error: Error): Promise<never> {
    if (error instanceof Errors.ExitError) throw error
    const failure = toFailure(error, {command: this.#words, flags: this.#flagNames})
    await this.#report(failure)
    if (this.#isGiven('--debug')) process.stderr.write(`${stackOf(error)}\n`)
    return this.exit(failure.exitCode)
  }

  async #report({exitCode, body}: Failure): Promise<void> {
    if (!this.jsonEnabled()) {
      // Whoever pressed Ctrl-C or said no knows
      if (exitCode === ExitCode.interrupted) this.output.note(body.message)
      else this.output.failure(body.message, body.hint)
      return
    }
    const result = this.partialResult === undefined ? {} : {result: this.partialResult}
    const {timing, connection, ...named} = this.#circumstances()
    await this.#deliver({ok: false, ...named, ...result, error: body, timing, connection})
  }

  protected override toSuccessJson(result: Result): Envelope<Result> {
    const {timing, connection, ...named} = this.#circumstances()
    return {ok: true, ...named, result, timing, connection}
  }

  protected override logJson(envelope: Envelope<Result>): void {
    void this.#deliver(envelope)
  }

  async #deliver(envelope: Envelope<object>): Promise<void> {
    const take = surroundingShell()?.onEnvelope
    if (take === undefined) await this.output.envelope(envelopeText(envelope))
    else take(envelope)
  }

  #circumstances(): EnvelopeBase {
    const durationMs = Math.round(performance.now() - this.#start)
    return {
      command: this.#words,
      ...(this.commandLine === undefined ? {} : {commandLine: this.commandLine}),
      timing: {startedAt: this.#startedAt.toISOString(), durationMs},
      connection: this.connection,
    }
  }

  get #words(): string {
    return this.id?.replaceAll(':', ' ') ?? ''
  }

  get #flagNames(): string[] {
    return Object.keys({...this.ctor.baseFlags, ...this.ctor.flags})
  }

  /** Asked before the flags are parsed, since it decides how to report that they cannot be. */
  #isGiven(flag: string): boolean {
    const end = this.argv.indexOf('--')
    return (end === -1 ? this.argv : this.argv.slice(0, end)).includes(flag)
  }
}

function ignoreClosedPipe(error: Error): void {
  if (!('code' in error && error.code === 'EPIPE')) throw error
}

function stackOf(error: Error): string {
  const stack = error.stack ?? error.message
  return error.cause instanceof Error ? `${stack}\nCaused by: ${stackOf(error.cause)}` : stack
}
