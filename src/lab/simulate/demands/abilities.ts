import {Operation} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import type {Version} from '../../../kmip/spec/version.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'
import {childrenOf, numberIn} from '../../conformance/conversation/payload.ts'
import type {Demand} from './demand.ts'

/** Discover Versions answers these and no others. */
export function versionsAre(...versions: readonly Version[]): Demand {
  return {
    text: `Discover Versions answers ${versions.join(', ')} and nothing else`,
    check({payload}) {
      const found = versionsIn(payload)
      if (found.join(' ') === versions.join(' ')) return undefined
      return {expected: versions.join(', '), received: found.join(', ') || 'none'}
    },
  }
}

/** The first one is used as it is. */
export function firstVersionAmong(...versions: readonly Version[]): Demand {
  return {
    text: `the first version of Discover Versions is one of ${versions.join(', ')}`,
    check({payload}) {
      const [first] = versionsIn(payload)
      return versions.some((version) => version === first)
        ? undefined
        : {expected: `one of ${versions.join(', ')} first`, received: first ?? 'none'}
    },
  }
}

/** In the order of the answer: `1.4`. */
export function versionsIn(payload: TtlvNode | undefined): string[] {
  return childrenOf(payload)
    .filter(({tag}) => tag === Tag.ProtocolVersion)
    .map((node) => `${numberIn(node, Tag.ProtocolVersionMajor)}.${numberIn(node, Tag.ProtocolVersionMinor)}`)
}

export function listsOperations(...names: readonly string[]): Demand {
  return {
    text: `Query lists ${names.join(', ')}`,
    check({payload}) {
      const listed = childrenOf(payload)
        .filter(({tag}) => tag === Tag.Operation)
        .map(({value}) => Number(value))
      const missing = names.filter((name) => !listed.includes(Operation.valueOf(name) ?? -1))
      return missing.length === 0 ? undefined : {expected: missing.join(', '), received: 'operations without'}
    },
  }
}
