import {Tag, type TagName} from '../../../kmip/spec/tags.ts'
import {tagTable} from '../../../kmip/spec/tag-details.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'
import {childOf} from '../../conformance/conversation/payload.ts'
import type {Demand} from './demand.ts'

export function field(...tags: readonly TagName[]): Demand {
  const names = tags.map(words)
  return {
    text: `the answer has ${names.join(' and ')}`,
    check({payload}) {
      const missing = tags.filter((tag) => childOf(payload, Tag[tag]) === undefined)
      return missing.length === 0 ? undefined : {expected: missing.map(words).join(', '), received: 'an answer without'}
    },
  }
}

export function bytesIn(tag: TagName, length: number): Demand {
  return {
    text: `${words(tag)} has ${length} bytes`,
    check({payload}) {
      const found = bytesUnder(payload, tag)?.length
      if (found === length) return undefined
      return {expected: `${length} bytes of ${words(tag)}`, received: found === undefined ? 'none' : `${found}`}
    },
  }
}

/** The bytes that were kept under the name, such as the plaintext of what is decrypted. */
export function sameBytes(tag: TagName, name: string): Demand {
  return {
    text: `${words(tag)} is what it was before`,
    check({payload, values}) {
      const found = bytesUnder(payload, tag)
      if (found !== undefined && Buffer.compare(found, values.bytes(name)) === 0) return undefined
      return {
        expected: `${words(tag)} as it was`,
        received: found === undefined ? 'none' : `${found.length} other bytes`,
      }
    },
  }
}

function bytesUnder(payload: TtlvNode | undefined, tag: TagName): Uint8Array | undefined {
  const node = childOf(payload, Tag[tag])
  return node?.type === ItemType.ByteString ? node.value : undefined
}

function words(tag: TagName): string {
  return tagTable.entry(tag)?.specName ?? tag
}
