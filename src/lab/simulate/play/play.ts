import type {Version} from '../../../kmip/spec/version.ts'
import type {TracedMessage} from '../../../client/kmip-client.ts'
import type {Login} from '../../conformance/run/with-login.ts'
import type {Product} from '../product.ts'
import {destroyObjects} from './clean-up.ts'
import {Conversation, StepFailed} from './conversation.ts'
import type {OpenLine} from './line.ts'
import type {Failure, Played, PlayedStep, PlayStatus} from './outcome.ts'
import {runValues} from './settings.ts'

export interface PlayOptions {
  readonly open: OpenLine
  /** Settings of the product that the user gave. */
  readonly settings?: Readonly<Record<string, string>> | undefined
  /** For products that send a user name. */
  readonly login?: Login | undefined
  /** Instead of the product's usual version. */
  readonly version?: Version | undefined
  /** Leaves what the product made on the server. */
  readonly keep?: boolean | undefined
  readonly signal?: AbortSignal | undefined
  readonly onStep?: ((step: PlayedStep) => void) | undefined
  readonly onMessage?: ((message: TracedMessage) => void) | undefined
  readonly now?: (() => Date) | undefined
}

/** What products send that always send a user name, where none is configured. */
const defaultLogin: Login = {username: 'kmipctl', password: 'simulated'}

/**
 * Has the conversation of a product with a server until it ends or the product would give up, and destroys what it made.
 * Rejects only with the reason of the signal; by then it has cleaned up.
 */
export async function play(product: Product, options: PlayOptions): Promise<Played> {
  const start = performance.now()
  const steps: PlayedStep[] = []
  const {open, now = () => new Date(), settings = {}, keep = false} = options
  const version = options.version ?? product.version
  const login = loginOf(product, options.login)
  const values = runValues(product, settings)
  const conversation = new Conversation({
    ...options,
    product,
    version,
    login,
    values,
    now,
    onStep(step) {
      steps.push(step)
      options.onStep?.(step)
    },
  })
  let left: readonly string[] = []
  let ended: Ended
  try {
    ended = await converse(product, conversation, settings)
  } finally {
    await conversation[Symbol.asyncDispose]()
    const made = conversation.made.identifiers
    const context = {header: product.header, version: conversation.version, login, now: now()}
    left = keep ? made : await destroyObjects(() => open(product.transport, undefined), made, context)
  }
  return {
    client: product.client,
    product: product.product,
    version,
    ...ended,
    steps,
    left,
    remarks: product.caution === undefined ? [] : [product.caution],
    requests: conversation.requests,
    durationMs: Math.round(performance.now() - start),
  }
}

interface Ended {
  readonly status: PlayStatus
  readonly failedStep?: number | undefined
  readonly failure?: Failure | undefined
}

async function converse(
  product: Product,
  conversation: Conversation,
  settings: Readonly<Record<string, string>>,
): Promise<Ended> {
  const {preparation} = product
  try {
    if (preparation !== undefined && settings[preparation.given] === undefined) {
      await conversation.prepare(preparation.steps)
    }
  } catch (error) {
    if (error instanceof StepFailed) return {status: 'not played', failure: error.failure}
    throw error
  }
  for (const [index, step] of product.steps.entries()) {
    try {
      await conversation.perform(step, {step: index + 1, of: product.steps.length})
    } catch (error) {
      if (error instanceof StepFailed) return {status: 'fails', failedStep: index + 1, failure: error.failure}
      throw error
    }
  }
  return {status: 'works'}
}

function loginOf({header}: Product, login: Login | undefined): Login | undefined {
  if (header.login === undefined) return undefined
  return header.login === 'always' ? (login ?? defaultLogin) : login
}
