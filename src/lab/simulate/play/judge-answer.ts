import {Tag} from '../../../kmip/spec/tags.ts'
import {childOf} from '../../conformance/conversation/payload.ts'
import type {Values} from '../draft/values.ts'
import type {Product, StepItem} from '../product.ts'
import {decoders} from '../rules/decoders.ts'
import {batchItems, succeeded} from '../rules/parts.ts'
import type {Exchange, Rule} from '../rules/rule.ts'
import type {Failure} from './outcome.ts'
import {refusalOf} from './refusal.ts'

export interface Judgement {
  readonly failure?: Failure | undefined
  /** What the product does about refusals that it goes on after. */
  readonly tolerated: readonly string[]
}

interface Case {
  readonly product: Product
  readonly items: readonly StepItem[]
  readonly exchange: Exchange
  readonly values: Values
}

/** What the product makes of an answer: its decoder first, then the results, then what it needs of each. */
export function judgeAnswer(one: Case): Judgement {
  const tolerated: string[] = []
  const refused = firstRefusal(one, tolerated)
  if (refused === undefined && isRefusedAsWhole(one)) return {tolerated}
  const broken = brokenRule(one)
  // A crash tells more than the refusal that led to it; any other breach less
  if (broken !== undefined && (refused === undefined || broken.consequence !== 'error')) {
    return {failure: broken, tolerated}
  }
  return {failure: refused ?? unmetDemand(one), tolerated}
}

/** One failure that names no operation stands for all items: the server could not read the message. */
function isRefusedAsWhole({exchange}: Case): boolean {
  const [item, ...others] = batchItems(exchange.answer)
  if (item === undefined || others.length > 0) return false
  return !succeeded(item) && childOf(item, Tag.Operation) === undefined
}

function firstRefusal({product, items, exchange}: Case, tolerated: string[]): Failure | undefined {
  for (const [place, answer] of batchItems(exchange.answer).entries()) {
    const item = items[place]
    if (succeeded(answer) || item === undefined) continue
    const {reason, text} = refusalOf(answer)
    const {tolerates} = item
    if (tolerates !== undefined && (tolerates.reasons?.includes(reason ?? '') ?? true)) {
      tolerated.push(`${item.operation} was refused (${text}); the product ${tolerates.reaction}`)
      continue
    }
    return {
      kind: 'refused',
      operation: item.operation,
      problem: text,
      resultReason: reason,
      consequence: 'error',
      reaction: item.giveUp ?? product.giveUp,
    }
  }
  return undefined
}

function brokenRule({product, items, exchange}: Case): Failure | undefined {
  const rules: readonly Rule[] = decoders[product.decoder]
  for (const {name, text, consequence, check} of rules) {
    const fault = check(exchange)
    if (fault === undefined) continue
    return {
      kind: 'answer',
      operation: items.map(({operation}) => operation).join(', '),
      problem: `Its decoder demands that ${text}, and received ${fault.received}`,
      fault,
      rule: name,
      consequence,
      reaction: consequenceText(consequence, items[0]?.giveUp ?? product.giveUp),
    }
  }
  return undefined
}

function consequenceText(consequence: Rule['consequence'], giveUp: string): string {
  if (consequence === 'crash') return 'crashes'
  return consequence === 'hang' ? 'hangs: it asks again for ever' : giveUp
}

function unmetDemand({product, items, exchange, values}: Case): Failure | undefined {
  const answers = batchItems(exchange.answer)
  for (const [place, {operation, demands = [], giveUp}] of items.entries()) {
    const answer = answers[place]
    if (answer === undefined || !succeeded(answer)) continue
    const payload = childOf(answer, Tag.ResponsePayload)
    for (const {check} of demands) {
      const fault = check({payload, values})
      if (fault === undefined) continue
      return {
        kind: 'answer',
        operation,
        problem: `Expected ${fault.expected}, received ${fault.received}`,
        fault,
        consequence: 'error',
        reaction: giveUp ?? product.giveUp,
      }
    }
  }
  return undefined
}
