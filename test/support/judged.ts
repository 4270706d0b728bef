import type {ConformanceCase} from '../../src/lab/conformance/cases/conformance-case.ts'
import {Ledger} from '../../src/lab/conformance/conversation/ledger.ts'
import {faultText} from '../../src/lab/conformance/report/fault-text.ts'
import {runCase} from '../../src/lab/conformance/run/run-case.ts'
import {type CaseResult, firstFault} from '../../src/lab/conformance/run/result.ts'
import {kmipVocabulary} from '../../src/kmip/spec/vocabulary.ts'
import type {TtlvNode} from '../../src/ttlv/node.ts'
import {readXml} from '../../src/ttlv/xml-reader.ts'
import {type Change, playedNow, playedServer} from './played-server.ts'

export function run(file: ConformanceCase, change?: Change): Promise<CaseResult> {
  const now = () => new Date(Number(playedNow) * 1000)
  return runCase(file, {peer: playedServer(file, change), ledger: new Ledger(), now})
}

/** `passed`, or the first difference with everything revealed. */
export async function judged(file: ConformanceCase, change?: Change): Promise<string> {
  const result = await run(file, change)
  const fault = firstFault(result)
  if (fault === undefined) return result.status
  const {path, expected, received} = faultText(fault, true)
  return `${path}: ${expected} ≠ ${received}`
}

/** Puts another value in the place of each item with the tag, or of the one at `position` among them. */
export function other(tag: string, value: TtlvNode['value'] | undefined, position?: number): Change {
  let index = 0
  return (node) => {
    if (kmipVocabulary.tagName(node.tag) !== tag) return node
    const isMeant = position === undefined || position === index
    index++
    if (!isMeant) return node
    return value === undefined ? undefined : ({...node, value} as TtlvNode)
  }
}

/** Adds items to each structure with the tag, before its own. */
export function withMore(tag: string, ...items: readonly string[]): Change {
  return (node) =>
    kmipVocabulary.tagName(node.tag) === tag
      ? ({
          ...node,
          value: [...items.map((item) => readXml(item, kmipVocabulary)), ...(node.value as TtlvNode[])],
        } as TtlvNode)
      : node
}

/** Turns the items of each structure with the tag around. */
export function reversed(tag: string): Change {
  return (node) =>
    kmipVocabulary.tagName(node.tag) === tag
      ? ({...node, value: (node.value as TtlvNode[]).toReversed()} as TtlvNode)
      : node
}
