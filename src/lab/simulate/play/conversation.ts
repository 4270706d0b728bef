import {KmipctlError} from '../../../errors.ts'
import type {TracedMessage} from '../../../client/kmip-client.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {isVersion, type Version} from '../../../kmip/spec/version.ts'
import {kmipVocabulary} from '../../../kmip/spec/vocabulary.ts'
import {readBinary} from '../../../ttlv/binary-reader.ts'
import {writeBinary} from '../../../ttlv/binary-writer.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'
import {childOf, childrenOf} from '../../conformance/conversation/payload.ts'
import type {Login} from '../../conformance/run/with-login.ts'
import {versionsIn} from '../demands/abilities.ts'
import {MissingValueError, type Values} from '../draft/values.ts'
import type {AskStep, EachStep, Product, Step, StepItem} from '../product.ts'
import {batchItems, succeeded} from '../rules/parts.ts'
import type {Exchange} from '../rules/rule.ts'
import {judgeAnswer} from './judge-answer.ts'
import type {Line, OpenLine} from './line.ts'
import {MadeObjects} from './made-objects.ts'
import type {Failure, PlayedStep} from './outcome.ts'
import {hasMore, nextPage} from './pages.ts'
import {productRequest} from './request.ts'

/** The product cannot go on. */
export class StepFailed extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.problem)
    this.failure = failure
  }
}

export interface ConversationOptions {
  readonly product: Product
  readonly version: Version
  readonly values: Values
  readonly login: Login | undefined
  readonly open: OpenLine
  readonly now: () => Date
  readonly signal?: AbortSignal | undefined
  readonly onStep: (step: PlayedStep) => void
  readonly onMessage?: ((message: TracedMessage) => void) | undefined
}

/** Which step of how many is played. */
export interface Place {
  readonly step: number
  readonly of: number
}

/** One conversation of a product: its connections, what it knows, and what it made. */
export class Conversation implements AsyncDisposable {
  readonly made = new MadeObjects()
  readonly #options: ConversationOptions
  #version: Version
  #line: Line | undefined
  #requests = 0

  constructor(options: ConversationOptions) {
    this.#options = options
    this.#version = options.version
  }

  /** Of the messages whose step says nothing else. */
  get version(): Version {
    return this.#version
  }

  get requests(): number {
    return this.#requests
  }

  /** Does what somebody else has to do, who is not strict. @throws StepFailed */
  async prepare(steps: readonly AskStep[]): Promise<void> {
    const {product} = this.#options
    const lenient: Product = {...product, decoder: 'unknown', giveUp: 'has no key to use'}
    for (const step of steps) await this.#ask(step, lenient)
  }

  /** @throws StepFailed */
  async perform(step: Step, place: Place): Promise<void> {
    if (step.kind === 'ask') return this.#tell(step, place)
    if (step.kind === 'each') return this.#each(step, place)
    let offset = 0
    for (;;) {
      const page = await this.#tellAnd(nextPage(step.ask, offset), place)
      const progress = hasMore(page, {values: this.#options.values, list: step.as, offset})
      if (progress.failure !== undefined) {
        this.#report(step.ask, place, {outcome: 'failed', note: progress.failure.problem})
        throw new StepFailed(progress.failure)
      }
      if (!progress.more) return
      offset = progress.offset
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#line?.[Symbol.asyncDispose]()
    this.#line = undefined
  }

  async #each({of, as, steps}: EachStep, place: Place): Promise<void> {
    const {values} = this.#options
    for (const value of values.list(of)) {
      values.keepText(as, value)
      for (const step of steps) await this.#tell(step, place)
    }
  }

  async #tell(step: AskStep, place: Place): Promise<void> {
    await this.#tellAnd(step, place)
  }

  /** Asks, tells the outcome, and resolves with the payload of the first item. */
  async #tellAnd(step: AskStep, place: Place): Promise<TtlvNode | undefined> {
    const {unless} = step
    if (unless !== undefined && this.#options.values.has(unless)) {
      this.#report(step, place, {outcome: 'left out', note: 'there is one already'})
      return undefined
    }
    try {
      const {tolerated, payload} = await this.#ask(step, this.#options.product)
      const isTolerated = tolerated.length > 0
      const note = isTolerated ? tolerated.join('; ') : undefined
      this.#report(step, place, {outcome: isTolerated ? 'tolerated' : 'done', note})
      return payload
    } catch (error) {
      if (error instanceof StepFailed) this.#report(step, place, {outcome: 'failed', note: error.failure.problem})
      throw error
    }
  }

  #report(step: AskStep, place: Place, what: Pick<PlayedStep, 'outcome' | 'note'>): void {
    const operations = step.items.map(({operation}) => operation)
    this.#options.onStep({...place, operations, version: step.version ?? this.#version, ...what})
  }

  async #ask(step: AskStep, product: Product): Promise<{tolerated: readonly string[]; payload: TtlvNode | undefined}> {
    const exchange = await this.#exchange(step, product)
    const {values} = this.#options
    const asked = batchItems(exchange.request)
    const answers = batchItems(exchange.answer)
    answers.forEach((answer, place) => {
      if (succeeded(answer)) this.made.note(asked[place], childOf(answer, Tag.ResponsePayload))
    })
    const {failure, tolerated} = judgeAnswer({product, items: step.items, exchange, values})
    if (failure !== undefined) throw new StepFailed(failure)
    step.items.forEach((item, place) => this.#keep(item, answers[place]))
    return {tolerated, payload: childOf(answers[0], Tag.ResponsePayload)}
  }

  async #exchange(step: AskStep, product: Product): Promise<Exchange> {
    const {values, login, now, signal, onMessage} = this.#options
    const version = step.version ?? this.#version
    try {
      const request = productRequest(step.items, {header: product.header, version, values, login, now: now()})
      const sent = writeBinary(request)
      const line = await this.#lineFor(step, product)
      this.#requests += 1
      onMessage?.({direction: 'request', bytes: sent, node: request})
      const {bytes, pieces} = await line.exchange(sent, signal)
      const answer = this.#read(bytes)
      return {request, version, answer, bytes, pieces}
    } catch (error) {
      if (signal?.aborted === true || !(error instanceof KmipctlError)) throw error
      throw new StepFailed({
        kind: error instanceof MissingValueError ? 'value' : 'connection',
        operation: step.items.map(({operation}) => operation).join(', '),
        problem: error.message,
        consequence: 'error',
        reaction: step.items[0]?.giveUp ?? product.giveUp,
      })
    }
  }

  #read(bytes: Uint8Array): TtlvNode {
    let node: TtlvNode | undefined
    try {
      node = readBinary(bytes, {vocabulary: kmipVocabulary})
      return node
    } finally {
      this.#options.onMessage?.({direction: 'response', bytes, node})
    }
  }

  async #lineFor({session = false}: AskStep, {connection, transport}: Product): Promise<Line> {
    const isFresh = connection === 'message' || (connection === 'session' && session)
    if (isFresh) await this[Symbol.asyncDispose]()
    this.#line ??= await this.#options.open(transport, this.#options.signal)
    return this.#line
  }

  #keep({save = {}, saveList = {}, negotiates}: StepItem, answer: TtlvNode | undefined): void {
    const payload = childOf(answer, Tag.ResponsePayload)
    const {values} = this.#options
    for (const [name, tag] of Object.entries(save)) {
      const node = childOf(payload, Tag[tag])
      if (node?.type === ItemType.ByteString) values.keepBytes(name, node.value)
      else if (typeof node?.value === 'string') values.keepText(name, node.value)
    }
    for (const [name, tag] of Object.entries(saveList)) {
      values.keepInList(
        name,
        childrenOf(payload).flatMap((node) =>
          node.tag === Tag[tag] && typeof node.value === 'string' ? [node.value] : [],
        ),
      )
    }
    if (negotiates !== true) return
    const [first = '1.0'] = versionsIn(payload)
    if (isVersion(first)) this.#version = first
  }
}
