import type {OperationName} from '../../kmip/schema/operation.ts'
import type {TagName} from '../../kmip/spec/tags.ts'
import type {Version} from '../../kmip/spec/version.ts'
import type {Demand} from './demands/demand.ts'
import type {Draft} from './draft/draft.ts'
import type {BatchItemIds} from './play/batch-item-ids.ts'
import type {DecoderName} from './rules/decoders.ts'

/**
 * How what is here of a product is known: its client was run and its bytes recorded, somebody else recorded it, its source
 * was read, somebody replayed it in tests of a server, or documents of its maker tell it.
 */
export type Evidence = 'measured' | 'recorded' | 'source' | 'replay' | 'documents'

/** A product as a client of KMIP: what it sends, in its order, and what it demands of the answers. */
export interface Product {
  /** Name at the prompt. */
  readonly client: string
  readonly product: string
  /** In the header, unless a step says otherwise. */
  readonly version: Version
  /** Others that the product can be told to use. */
  readonly otherVersions?: readonly Version[] | undefined
  readonly evidence: readonly Evidence[]
  /** How far to trust the conversation, where it is not all known. */
  readonly caution?: string | undefined
  readonly transport: 'tls' | 'https'
  /** When it opens a connection: for each message, for each session, or once. */
  readonly connection: 'message' | 'session' | 'once'
  readonly header: HeaderHabits
  readonly decoder: DecoderName
  /** What the product is configured with; what stands in braces is new in each run. */
  readonly settings?: Readonly<Record<string, string>> | undefined
  /** What somebody else has done before. */
  readonly preparation?: Preparation | undefined
  /** What it needs of a server besides: facts, a sentence each without its full stop. */
  readonly needs: readonly string[]
  /** What it does when a step fails that it cannot do without. */
  readonly giveUp: string
  readonly steps: readonly Step[]
}

/** What stands in its request headers beside version and Batch Count. */
export interface HeaderHabits {
  readonly timeStamp?: boolean | undefined
  readonly maximumResponseSize?: number | undefined
  /** User name and password: in every message, or where they are configured. */
  readonly login?: 'always' | 'optional' | undefined
  readonly batchErrorContinuation?: 'Continue' | undefined
  /** Batch Order Option, true. */
  readonly batchOrder?: 'always' | 'several' | undefined
  readonly batchItemIds?: BatchItemIds | undefined
}

export interface Preparation {
  /** A sentence without its full stop. */
  readonly text: string
  /** The setting by which the user says that it is done. */
  readonly given: string
  readonly steps: readonly AskStep[]
}

export type Step = AskStep | EachStep | PagedStep

/** One message. */
export interface AskStep {
  readonly kind: 'ask'
  readonly items: readonly StepItem[]
  readonly version?: Version | undefined
  /** Begins a session: another connection where the product opens one for each. */
  readonly session?: boolean | undefined
  /** Left out where this value is known, such as a key that was found. */
  readonly unless?: string | undefined
  /** A sentence without its full stop. */
  readonly note?: string | undefined
}

/** Messages for each value of a list, which is called `as` there. */
export interface EachStep {
  readonly kind: 'each'
  readonly of: string
  readonly as: string
  readonly steps: readonly AskStep[]
}

/** Locate again and again with Offset Items until a page is empty, or Located Items says that it was the last. */
export interface PagedStep {
  readonly kind: 'paged'
  readonly ask: AskStep
  /** List of all that was found. */
  readonly as: string
}

export interface StepItem {
  readonly operation: OperationName
  readonly payload: readonly Draft[]
  /** What is kept of the answer: the first value under the tag by the name, of a list all. */
  readonly save?: Readonly<Record<string, TagName>> | undefined
  readonly saveList?: Readonly<Record<string, TagName>> | undefined
  readonly demands?: readonly Demand[] | undefined
  /** What the product does when the server refuses it, where it goes on. */
  readonly tolerates?: Toleration | undefined
  /** What the product does instead of giving up altogether. */
  readonly giveUp?: string | undefined
  /** Without a Unique Batch Item ID although the product's other items have one. */
  readonly withoutItemId?: boolean | undefined
  /** The version that the answer brings holds from here on. */
  readonly negotiates?: boolean | undefined
}

export interface Toleration {
  /** Reasons, all when absent. */
  readonly reasons?: readonly string[] | undefined
  /** What it does then: a sentence without its full stop. */
  readonly reaction: string
}

type ItemOptions = Omit<StepItem, 'operation' | 'payload'>

export function part(operation: OperationName, payload: readonly Draft[] = [], options: ItemOptions = {}): StepItem {
  return {operation, payload, ...options}
}

/** A message of one item. */
export function ask(
  operation: OperationName,
  payload: readonly Draft[] = [],
  options: ItemOptions & Omit<AskStep, 'kind' | 'items'> = {},
): AskStep {
  const {version, session, unless, note, ...rest} = options
  return {kind: 'ask', items: [part(operation, payload, rest)], version, session, unless, note}
}

/** A message of several items. */
export function batch(items: readonly StepItem[], options: Omit<AskStep, 'kind' | 'items'> = {}): AskStep {
  return {kind: 'ask', items, ...options}
}

export function each(of: string, as: string, steps: readonly AskStep[]): EachStep {
  return {kind: 'each', of, as, steps}
}

export function paged(as: string, ask: AskStep): PagedStep {
  return {kind: 'paged', as, ask}
}
