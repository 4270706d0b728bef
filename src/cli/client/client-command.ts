import {Flags, type Interfaces} from '@oclif/core'
import type {KmipClient, TracedMessage} from '../../client/kmip-client.ts'
import {OperationFailedError} from '../../client/operation-failed-error.ts'
import {KmipError} from '../../kmip/error.ts'
import {ResultReason} from '../../kmip/spec/enumerations.ts'
import {reasonMeanings} from '../../kmip/spec/reason-meanings.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {KmipctlCommand} from '../kmip-command.ts'
import {treeStyle} from '../output/tree-style.ts'
import {connectionFlags, connectionFlagSettings, type ConnectionFlagValues} from './connection-flags.ts'
import type {OpenedClient} from './open-client.ts'
import {borrowClient} from './held-client.ts'
import {hiddenNote, hidesSilently, type NodeFormat, showNode} from './show-node.ts'
import {traceText} from './trace-text.ts'

/** On every command that talks to a server. */
const messageFlags = {
  trace: Flags.boolean({summary: 'Show both messages as trees on stderr', helpGroup: 'OUTPUT'}),
  reveal: Flags.boolean({summary: 'Show key material, passwords and plaintext', helpGroup: 'OUTPUT'}),
}

export interface ClientFlagValues extends ConnectionFlagValues {
  readonly trace: boolean
  readonly reveal: boolean
}

/** Flags or arguments by name. */
interface Parsed {
  [name: string]: unknown
}

/** Base of commands that talk to a server. */
export abstract class ClientCommand<Result extends object> extends KmipctlCommand<Result> {
  static override baseFlags = {...KmipctlCommand.baseFlags, ...connectionFlags, ...messageFlags}

  /** Flags whose value is asked for at a terminal, from the words that they take. */
  static asks: readonly string[] = []

  /** The tree of the last answer. */
  protected answer: TtlvNode | undefined
  /** Aborted by Ctrl-C while a client is at work. */
  protected signal: AbortSignal | undefined

  /** What is missing is asked for where there is somebody to ask. */
  protected override async parse<F extends Parsed, B extends Parsed, A extends Parsed>(
    options?: Interfaces.Input<F, B, A>,
    argv = this.argv,
  ): Promise<Interfaces.ParserOutput<F, B, A>> {
    if (options === undefined || !this.interactive) return super.parse(options, argv)
    const {asks} = this.constructor as typeof ClientCommand
    const wantsObject = options.args?.['id']?.required === true
    if (!wantsObject && asks.length === 0) return super.parse(options, argv)
    const {flags: own = {}, baseFlags = {}} = options
    const given = await super.parse({flags: {...baseFlags, ...own}, args: {}, strict: false}, argv)
    const {missingWords} = await import('../questions/missing-words.ts')
    const words = await missingWords(given, {
      wantsObject,
      asks,
      command: this.ctor.id,
      prompts: this.prompts,
      askObject: () => this.#askObject(given.flags as unknown as ClientFlagValues),
    })
    return super.parse(options, [...words, ...argv])
  }

  async #askObject(flags: ClientFlagValues): Promise<string> {
    const {askObject} = await import('../questions/object.ts')
    return this.withClient(flags, (client) =>
      askObject(client, {
        prompts: this.prompts,
        signal: this.signal,
        waiting: (work) => this.waiting(flags, work),
      }),
    )
  }

  /** Runs the work with a client, which connects when it is used first and closes afterwards. */
  protected async withClient<T>(
    flags: ClientFlagValues,
    work: (client: KmipClient, opened: OpenedClient) => Promise<T>,
  ): Promise<T> {
    const trace = await this.tracer(flags)
    await using opened = await borrowClient(connectionFlagSettings(flags), {
      askPassword: (file) => this.askPassword(file),
      askUserPassword: (username) => this.askUserPassword(username),
      onFailure: ({error}) => this.output.warning(`${error.message}, trying the next server`),
      onMessage: (message) => {
        if (message.direction === 'response') this.answer = message.node
        trace?.(message)
      },
    })
    this.signal = this.interruptSignal()
    for (const warning of opened.warnings) this.output.warning(warning)
    try {
      return await work(opened.client, opened)
    } finally {
      this.connection = opened.describe()
    }
  }

  /** Shows messages on stderr; undefined without `--trace`. */
  protected async tracer(flags: Pick<ClientFlagValues, 'trace' | 'reveal'>) {
    if (!flags.trace) return undefined
    const style = await treeStyle(this.output.talkColour)
    return (message: TracedMessage): void => {
      // Not by the output, which is silent with --json: nobody types --trace to see nothing
      process.stderr.write(`${traceText(message, {...flags, style, width: talkWidth()})}\n`)
    }
  }

  /** Waits for the server, and says so where it takes long. */
  protected waiting<T>(flags: ClientFlagValues, work: () => Promise<T>): Promise<T> {
    return flags.trace ? work() : this.output.progress('Waiting for the server', work)
  }

  /** Data: an item in one of its forms. */
  protected async show(node: TtlvNode, format: NodeFormat, reveal: boolean): Promise<void> {
    const style = await this.output.treeStyle()
    const options = {format, reveal, style, width: this.output.width}
    this.output.data(showNode(node, options))
    if (hidesSilently(node, options)) this.output.note(hiddenNote)
  }

  protected override async catch(error: Error): Promise<never> {
    return super.catch(withReason(error))
  }

  /** Asks for the password of an encrypted file where there is somebody to ask. */
  protected async askPassword(file: string): Promise<string | undefined> {
    if (!this.interactive) return undefined
    return this.prompts.password({setting: '--key-password-file', message: `Password of ${file}`})
  }

  /** Asks for the password of a user where there is somebody to ask; nothing typed is none. */
  protected async askUserPassword(username: string): Promise<string | undefined> {
    if (!this.interactive) return undefined
    const question = {setting: '--password-file', message: `Password of user ${username} (Enter for none)`}
    const answer = await this.prompts.password({...question, optional: true})
    return answer === '' ? undefined : answer
  }
}

/** The refusal with its Result Reason and what that means. */
function withReason(error: Error): Error {
  if (!(error instanceof OperationFailedError)) return error
  const {resultReason: reason, resultMessage, message, hint} = error
  if (typeof reason !== 'string') return error
  // Without words of the server the message has the meaning already
  const isTold = resultMessage === undefined || resultMessage === ''
  const meaning = isTold ? undefined : `${ResultReason.specName(reason) ?? reason} means: ${reasonMeanings[reason]}`
  return new KmipError(reason, message, {hint: hint ?? meaning, cause: error})
}

function talkWidth(): number | undefined {
  return process.stderr.isTTY ? process.stderr.columns : undefined
}
