import type {RequestBatchItem, ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {ItemType, type ByteStringNode, type TextStringNode, type TtlvNode} from '../../ttlv/node.ts'

/** What the items of a batch have brought forth so far, for later items to refer to. KMIP 2.1 sections 4.58, 7.9, 11.13 and 11.58. */
export class BatchResults {
  readonly #identifiers: string[] = []
  readonly #outputs: Uint8Array[] = []
  readonly #ofOperation = new Map<string, Result>()

  /** Takes in the answer to an item; several answers to one item are one result. */
  note(item: RequestBatchItem, {resultStatus, operation = item.operation, payload}: ResponseBatchItem): void {
    const name = String(operation)
    const before = this.#ofOperation.get(name)
    const result = before?.item === item ? before : {item, ...nothing()}
    this.#ofOperation.set(name, result)
    if (resultStatus !== 'Success' || payload?.type !== ItemType.Structure) return
    for (const node of payload.value) {
      const {identifiers, privateKeys, publicKeys, outputs} = result
      if (isIdentifier(node)) {
        this.#identifiers.push(node.value)
        identifiers.push(node.value)
        if (node.tag === Tag.PrivateKeyUniqueIdentifier) privateKeys.push(node.value)
        if (node.tag === Tag.PublicKeyUniqueIdentifier) publicKeys.push(node.value)
      } else if (isOutput(node)) {
        this.#outputs.push(node.value)
        outputs.push(node.value)
      }
    }
  }

  /**
   * The identifiers that the last operation of a name answered, by a word of the Unique Identifier enumeration. None when
   * it has not been, or has failed.
   */
  identifiersOf(word: string): readonly string[] {
    const [, operation = word, half] = /^(.*KeyPair)(Private|Public)Key$/.exec(word) ?? []
    const result = this.#ofOperation.get(operation)
    if (result === undefined) return []
    if (half === undefined) return result.identifiers
    return half === 'Private' ? result.privateKeys : result.publicKeys
  }

  /** The identifier at a position of the answer so far; a negative one counts from its end. */
  identifierAt(index: number): string | undefined {
    return this.#identifiers.at(index)
  }

  /** What the last operation of a name put out. */
  outputOf(operation: string): Uint8Array | undefined {
    return this.#ofOperation.get(operation)?.outputs.at(-1)
  }

  /** The output at a position of the answer so far; a negative one counts from its end. */
  outputAt(index: number): Uint8Array | undefined {
    return this.#outputs.at(index)
  }
}

interface Result {
  readonly item: RequestBatchItem
  readonly identifiers: string[]
  readonly privateKeys: string[]
  readonly publicKeys: string[]
  readonly outputs: Uint8Array[]
}

function nothing(): Omit<Result, 'item'> {
  return {identifiers: [], privateKeys: [], publicKeys: [], outputs: []}
}

const identifierTags: ReadonlySet<number> = new Set([
  Tag.UniqueIdentifier,
  Tag.PrivateKeyUniqueIdentifier,
  Tag.PublicKeyUniqueIdentifier,
])

const outputTags: ReadonlySet<number> = new Set([Tag.Data, Tag.MACData, Tag.SignatureData])

/** True for an identifier in an answer. */
export function isIdentifier(node: TtlvNode): node is TextStringNode {
  return identifierTags.has(node.tag) && node.type === ItemType.TextString
}

/** True for what a cryptographic operation put out. */
export function isOutput(node: TtlvNode): node is ByteStringNode {
  return outputTags.has(node.tag) && node.type === ItemType.ByteString
}
