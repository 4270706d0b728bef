import type {TtlvNode} from '../../ttlv/node.ts'
import type {EncodingVersion} from '../spec/version.ts'

/**
 * How one value of the model stands in one TTLV item. The tag comes from outside because the same value appears under
 * several tags (an attribute's own in 2.x, Attribute Value in 1.x).
 */
export interface ValueType<T> {
  /** For people: `Integer`, `Enumeration State`, `Structure Name`. */
  readonly description: string
  /** Throws DecodeError when the item has another type or content. */
  decode(node: TtlvNode): T
  /** Undefined when this version of KMIP cannot express the value. */
  encode(tag: number, value: T, version: EncodingVersion): TtlvNode | undefined
  /**
   * Structures only: decodes with any members missing, required ones too, as searches give them (KMIP 1.4 section 4.9).
   * The value then lacks what its type promises; only searches may look at it.
   */
  decodePattern?(node: TtlvNode): T
}

/** The model's type of a value type. */
export type ValueOf<Type> = Type extends ValueType<infer T> ? T : never
