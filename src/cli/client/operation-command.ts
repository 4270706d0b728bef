import type {Input, ParserOutput} from '@oclif/core/interfaces'
import type {KmipClient} from '../../client/kmip-client.ts'
import {ExitCode, KmipctlError, UsageError} from '../../errors.ts'
import type {IdentifierReference} from '../../kmip/schema/identifier.ts'
import type {Operation} from '../../kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../kmip/schema/structure.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {parseIdentifier} from '../../notation/batch-reference.ts'
import {escapeText} from '../../ttlv/escape-text.ts'
import {child, ItemType, structureNode, type TtlvNode} from '../../ttlv/node.ts'
import {closest} from '../../notation/closest.ts'
import {usageError} from '../usage-error.ts'
import {readIdentifiers} from '../values/identifiers.ts'
import {type BatchPlace, completeLine, sameObject} from './batch/batch-place.ts'
import type {BatchItem} from './batch/compose-batch.ts'
import {ClientCommand} from './client-command.ts'
import {checkExpressible} from './expressible.ts'
import {type Json, modelJson} from './model-json.ts'
import {operationFlags, type OperationFlagValues} from './operation-flags.ts'
import type {OperationPlan, PlanDetails} from './operation-plan.ts'
import type {CalledCommand} from './repeat/command-words.ts'
import {asPendingAnswer, PendingAnswer} from './pending-answer.ts'

export {outputFlag, outputWithIdFlag, type OperationFlagValues} from './operation-flags.ts'

/** The payload of the response, in the names of the model. */
export type OperationResult = Readonly<Record<string, Json>>

/** Flags or arguments by name. */
type Values = Record<string, unknown>

/**
 * Base of commands that run one operation and show the payload of its response. A command makes a plan of its arguments
 * and flags; carrying it out, showing the request and the rest is the same for all of them.
 */
export abstract class OperationCommand extends ClientCommand<OperationResult> {
  static override baseFlags = {...ClientCommand.baseFlags, ...operationFlags}

  /** Where a line of `--then` stands; undefined for a command by itself. */
  #place: BatchPlace | undefined
  #called: Pick<CalledCommand, 'positional' | 'typed'> = {positional: [], typed: []}
  /** The identifiers that a batch has printed already. */
  #shown: Set<string> | undefined

  /** What the arguments and flags ask for. Sends nothing. @throws UsageError */
  protected abstract plan(): Promise<OperationPlan>

  async run(): Promise<OperationResult> {
    const plan = await this.plan()
    const {flags} = plan
    const items = flags.then === undefined ? undefined : await this.#compose(plan, flags.then)
    if (flags['print-command']) await this.#printCommand(plan, items ?? [])
    if (flags['dry-run'] || flags['as-script']) return this.#showOnly(items ?? plan, flags)
    for (const {question} of items?.map((item) => item.plan) ?? [plan]) {
      if (question !== undefined) await this.confirm(question.message, question.yes)
    }
    if (items !== undefined) return this.#runBatch(items, flags)
    await this.prepare(plan)
    return this.carryOut(plan)
  }

  /** Plans a line of `--then`, which has its output in common with the first command. @throws UsageError */
  async planAfter(first: OperationCommand, place: BatchPlace): Promise<OperationPlan> {
    this.output = first.output
    this.prompts = first.prompts
    this.#place = place
    this.#shown = first.#shown
    try {
      return await this.plan()
    } catch (error) {
      const command = this.id?.replaceAll(':', ' ') ?? ''
      throw usageError(error, {command, flags: Object.keys({...this.ctor.baseFlags, ...this.ctor.flags})}) ?? error
    }
  }

  /** How the command was called, and the flags that hold in its plan. */
  called({flags}: OperationPlan): CalledCommand {
    const {positional, typed} = this.#called
    return {positional, typed, holding: {...flags}, declared: {...this.ctor.baseFlags, ...this.ctor.flags}}
  }

  /** Why the operation cannot be in a batch; undefined when it can. */
  get batchRefusal(): string | undefined {
    return undefined
  }

  /** False for operations that do not take the ID Placeholder in place of an identifier. */
  protected get takesPlaceholder(): boolean {
    return true
  }

  /** In lines of `--then` false for words that cannot be the identifier, which is left out then. */
  protected isIdentifier(_word: string): boolean {
    return true
  }

  /** The identifier of an argument; undefined where the batch knows it. @throws UsageError */
  protected identifier(text: string): IdentifierReference | undefined {
    return this.#place !== undefined && text === sameObject ? this.#place.object : parseIdentifier(text)
  }

  /** An identifier argument in words, for questions. */
  protected objectOf(id: string): string {
    if (id !== '-') return `object ${id}`
    return this.#place === undefined ? 'all objects named on standard input' : 'the object of the operations before'
  }

  protected override async parse<F extends Values, B extends Values, A extends Values>(
    options?: Input<F, B, A>,
    argv = this.argv,
  ): Promise<ParserOutput<F, B, A>> {
    const words = this.#place === undefined ? argv : await this.#completed(this.#place, options, argv)
    const parsed = await super.parse(options, words)
    this.#called = {
      positional: parsed.argv.map(String),
      typed: parsed.raw.flatMap((token) => (token.type === 'flag' ? [token] : [])),
    }
    return parsed
  }

  /** The words of a line of `--then` with what it leaves out. */
  async #completed<F extends Values, B extends Values, A extends Values>(
    place: BatchPlace,
    options: Input<F, B, A> | undefined,
    argv: string[],
  ): Promise<string[]> {
    if (options === undefined) return argv
    const {args, flags, baseFlags} = options
    const known = {...(flags === undefined ? {} : {flags}), ...(baseFlags === undefined ? {} : {baseFlags})}
    const {argv: given, raw} = await super.parse<F, B, A>({...known, strict: false}, argv)
    const shared = raw.flatMap((token) => (token.type === 'flag' && isShared(token.flag) ? [token.flag] : []))
    if (shared.length > 0) {
      throw new UsageError(`--${shared[0]} holds for the whole message`, {hint: 'Write it outside of --then'})
    }
    if (args === undefined || !('id' in args) || !this.takesPlaceholder) return argv
    const needed = Object.values<{readonly required?: boolean | undefined}>(args).filter(({required}) => required)
    const line = {words: argv, given: given.map(String), needed: needed.length}
    return completeLine(line, place, (word) => this.isIdentifier(word))
  }

  /** The plan for one identifier, or for each one on standard input where it is `-`. */
  protected async planEach<Req extends Fields, Res extends Fields>(
    id: string,
    {
      request,
      ...rest
    }: PlanDetails<Req, Res> & {
      readonly operation: Operation<Req, Res>
      readonly request: (uniqueIdentifier: IdentifierReference | undefined) => FieldValues<Req>
    },
  ): Promise<OperationPlan<Req, Res>> {
    const isList = id === '-' && this.#place === undefined
    const identifiers = isList ? await readIdentifiers() : [this.identifier(id)]
    return {...rest, requests: identifiers.map(request), isList}
  }

  /** Checks before anything is sent that the answer can be taken. @throws UsageError */
  async prepare(_plan: OperationPlan): Promise<void> {
    // Most answers are only shown
  }

  /** Sends the requests and shows the answers. */
  protected carryOut(plan: OperationPlan): Promise<OperationResult> {
    return this.withClient(plan.flags, async (client) => {
      const responses: OperationResult[] = []
      for (const request of plan.requests) {
        responses.push(await this.#performed(client, plan, request))
        if (plan.isList) this.partialResult = {responses}
      }
      return plan.isList ? {responses} : (responses[0] ?? {})
    })
  }

  /** Runs an operation. @throws UsageError when the version lacks something of the request */
  protected async call<Req extends Fields, Res extends Fields>(
    client: KmipClient,
    {flags, operation, inVersion}: Pick<OperationPlan<Req, Res>, 'flags' | 'operation' | 'inVersion'>,
    request: FieldValues<Req>,
  ): Promise<FieldValues<Res>> {
    const {signal} = this
    return this.waiting(flags, async () => {
      const version = await client.version({signal, operations: [operation]})
      const sent = inVersion === undefined ? request : inVersion(request, version)
      checkExpressible(operation, sent, version)
      if (!flags.asynchronous) return client.call(operation, sent, {signal})
      const header = {asynchronousIndicator: 'Optional'} as const
      try {
        return await client.call(operation, sent, {signal, header})
      } catch (error) {
        throw asPendingAnswer(error)
      }
    })
  }

  /** Shows an answer and gives what `--json` tells of it. */
  async present({flags}: OperationPlan, response: FieldValues<Fields>, payload: TtlvNode): Promise<OperationResult> {
    await this.showPayload(flags, payload)
    return modelJson(response, flags)
  }

  protected override async catch(error: Error): Promise<never> {
    if (!(error instanceof PendingAnswer)) return super.catch(error)
    const result = this.#showPending(error)
    if (this.jsonEnabled()) this.logJson(this.toSuccessJson(result))
    return this.exit(ExitCode.ok)
  }

  async #performed(client: KmipClient, plan: OperationPlan, request: FieldValues<Fields>): Promise<OperationResult> {
    try {
      const response = await this.call(client, plan, request)
      return await this.#conclude(client, plan, response)
    } catch (error) {
      if (error instanceof PendingAnswer) return this.#showPending(error)
      throw error
    }
  }

  async #conclude(client: KmipClient, plan: OperationPlan, response: FieldValues<Fields>): Promise<OperationResult> {
    const result = await this.present(plan, response, payloadOf(this.answer))
    if (!plan.isList) this.partialResult = result
    const remark = plan.remark?.(response) ?? ''
    if (remark !== '') this.output.note(remark)
    for (const member of plan.activates ?? []) await this.#activate(client, plan.flags, response[member])
    const complaint = plan.complaint?.(response)
    if (complaint !== undefined) throw new KmipctlError('CHECK_FAILED', complaint, ExitCode.checkFailed)
    return result
  }

  async #activate(client: KmipClient, flags: OperationFlagValues, uniqueIdentifier: unknown): Promise<void> {
    const {Activate} = await import('../../kmip/operations/activate.ts')
    await this.call(client, {flags, operation: Activate}, {uniqueIdentifier: String(uniqueIdentifier)})
    this.output.success(`Activated ${escapeText(String(uniqueIdentifier))}`)
  }

  async #showOnly(planned: OperationPlan | readonly BatchItem[], flags: OperationFlagValues): Promise<OperationResult> {
    if (flags['dry-run']) {
      const {showRequests} = await import('./show-requests.ts')
      return showRequests(planned, flags, this.output)
    }
    const {showScript} = await import('./repeat/show-script.ts')
    return showScript(planned, flags, this.output)
  }

  async #printCommand(plan: OperationPlan, items: readonly BatchItem[]): Promise<void> {
    const {commandLine} = await import('./repeat/command-line.ts')
    const {line, notes} = await commandLine(this, plan, items)
    this.commandLine = line
    this.output.note(line)
    for (const note of notes) this.output.note(note)
  }

  async #compose(plan: OperationPlan, lines: readonly string[]): Promise<readonly BatchItem[]> {
    this.#shown = new Set()
    const {composeBatch} = await import('./batch/compose-batch.ts')
    return composeBatch({command: this, plan}, lines, (name, words) => this.#sibling(name, words))
  }

  async #sibling(name: string, words: readonly string[]): Promise<OperationCommand> {
    const Found: unknown = await this.config.findCommand(`op:${name}`)?.load()
    if (typeof Found === 'function') {
      const command: unknown = Reflect.construct(Found, [words, this.config])
      if (command instanceof OperationCommand) return command
    }
    const names = this.config.commandIDs.flatMap((id) => (id.startsWith('op:') ? [id.slice('op:'.length)] : []))
    const near = closest(name, names)
    throw new UsageError(`There is no operation ${JSON.stringify(name)}`, {
      hint: near === undefined ? 'See kmipctl op --help' : `Did you mean ${near}?`,
    })
  }

  #runBatch(items: readonly BatchItem[], flags: OperationFlagValues): Promise<OperationResult> {
    return this.withClient(flags, async (client) => {
      const {sendBatch, reportBatch} = await import('./batch/run-batch.ts')
      for (const {command, plan} of items) await command.prepare(plan)
      const {signal} = this
      const results = await this.waiting(flags, () => sendBatch(client, items, {signal, onError: flags['on-error']}))
      const report = await reportBatch(items, results, {answer: this.answer, output: this.output})
      this.partialResult = {items: report.items}
      if (report.error !== undefined) throw report.error
      return this.partialResult
    })
  }

  #showPending({asynchronousCorrelationValue}: PendingAnswer): OperationResult {
    this.output.note('Pending: ask for the result with kmipctl op poll and this value')
    this.output.data(asynchronousCorrelationValue)
    return {pending: true, asynchronousCorrelationValue}
  }

  /** Shows the payload of a response, of the last one unless another is given. */
  protected async showPayload(
    {output, reveal}: Pick<OperationFlagValues, 'output' | 'reveal'>,
    payload = payloadOf(this.answer),
  ): Promise<void> {
    if (output === 'tree' && payload.type === ItemType.Structure && payload.value.length === 0) return
    if (output !== 'id') return this.show(payload, output, reveal)
    const identifiers = identifiersIn(payload).filter((id) => !(this.#shown?.has(id) ?? false))
    for (const id of identifiers) this.#shown?.add(id)
    if (identifiers.length > 0) this.output.data(identifiers.join('\n'))
  }
}

/** Of a batch item of a message, the first one unless told otherwise. */
export function payloadOf(answer: TtlvNode | undefined): TtlvNode {
  const item = answer === undefined ? undefined : child(answer, Tag.BatchItem)
  const payload = item === undefined ? undefined : child(item, Tag.ResponsePayload)
  // Some servers leave an empty payload out
  return payload ?? structureNode(Tag.ResponsePayload, [])
}

const identifierTags = new Set<number>([
  Tag.UniqueIdentifier,
  Tag.PrivateKeyUniqueIdentifier,
  Tag.PublicKeyUniqueIdentifier,
])

/** In the order of the payload. What a terminal would obey is escaped. */
function identifiersIn(payload: TtlvNode): string[] {
  const items = payload.type === ItemType.Structure ? payload.value : []
  return items.flatMap((item) =>
    identifierTags.has(item.tag) && item.type === ItemType.TextString ? escapeText(item.value) : [],
  )
}

/** True for flags that hold for a whole message and what is shown of it. */
function isShared(flag: string): boolean {
  return flag === 'output' || Object.hasOwn(OperationCommand.baseFlags, flag)
}
