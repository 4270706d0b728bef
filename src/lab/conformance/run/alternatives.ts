import {type ConformanceCase, isReadable} from '../cases/conformance-case.ts'
import {sameTree} from '../conversation/same-value.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'
import type {CaseResult} from './result.ts'

/**
 * Cases of one family that put the very same requests and expect other answers describe different servers: which
 * generators one has, whether it takes a seed. A server that answers as one of them does cannot answer as the others;
 * these are unsupported, not failed. One that answers as none of them fails them all.
 */
export function settleAlternatives(results: readonly CaseResult[]): CaseResult[] {
  return results.map((result) => {
    const {file} = result
    if (result.status !== 'failed' || !isReadable(file)) return result
    const chosen = results.find((other) => other.status === 'passed' && areAlternatives(file, other))
    if (chosen === undefined) return result
    const problem = `The server answers the same requests as ${chosen.file.stem} expects`
    return {...result, status: 'unsupported', problem}
  })
}

function areAlternatives(file: ConformanceCase, {file: other}: CaseResult): boolean {
  if (!isReadable(other) || file.family !== other.family || file.version !== other.version) return false
  return areSame(file, other, 'request') && !areSame(file, other, 'response')
}

function areSame(one: ConformanceCase, other: ConformanceCase, part: 'request' | 'response'): boolean {
  return (
    one.exchanges.length === other.exchanges.length &&
    one.exchanges.every((exchange, index) => {
      const counterpart = other.exchanges[index]?.[part]
      return counterpart !== undefined && sameTree(unnamed(exchange[part]), unnamed(counterpart))
    })
  )
}

/** Without the Client Correlation Value, in which cases of 2.x say who they are. */
function unnamed(message: TtlvNode): TtlvNode {
  if (message.type !== ItemType.Structure) return message
  return {
    ...message,
    value: message.value.map((item) =>
      item.tag === Tag.RequestHeader && item.type === ItemType.Structure
        ? {...item, value: item.value.filter(({tag}) => tag !== Tag.ClientCorrelationValue)}
        : item,
    ),
  }
}
