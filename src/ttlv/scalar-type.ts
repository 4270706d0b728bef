import type {TtlvError} from './error.ts'
import type {ItemTypeName, StructureNode, TtlvNode} from './node.ts'
import type {ValueNaming} from './vocabulary.ts'

/** Every item that is not a structure. */
export type ScalarNode = Exclude<TtlvNode, StructureNode>
export type ScalarCode = ScalarNode['type']
export type ScalarValues = {[Node in ScalarNode as Node['type']]: Node['value']}
/** The node of one type; spelt as a mapped type so that `table[node.type].method(node.value)` type-checks. */
export type NodeOf<Code extends ScalarCode> = {
  [Type in Code]: {readonly tag: number; readonly type: Type; readonly value: ScalarValues[Type]}
}[Code]

/** A message being decoded. */
export interface BinarySource {
  readonly bytes: Buffer
  readonly view: DataView
  /** An error at this byte offset, with the path to it. */
  fault(message: string, offset: number): TtlvError
}

/** A message being encoded; zero-filled, so padding needs no writing. */
export interface BinaryTarget {
  readonly bytes: Buffer
  readonly view: DataView
}

/** A value as JSON wrote it; numbers keep their digits, so that 64 bits lose nothing. */
export interface JsonLeaf {
  readonly kind: 'string' | 'number' | 'boolean'
  readonly text: string
}

/** A value for people. */
export interface ShownValue {
  readonly style: 'name' | 'number' | 'text' | 'bytes'
  readonly text: string
  /** Printed after it in brackets. */
  readonly note?: string
  /** The note tells how much was cut. */
  readonly cut?: boolean
}

/**
 * One scalar wire type in every form it has. Readers return whole nodes, because a table of them then needs no casts;
 * the text readers and `check` throw a TtlvError without a position, which their caller adds.
 */
export interface ScalarType<Code extends ScalarCode> {
  readonly code: Code
  readonly name: ItemTypeName
  /** The only length the value may have on the wire; 0 when it varies. */
  readonly fixedLength: number
  /** Bytes `start` to `start + length` are inside the message; `fixedLength` was checked. */
  readBinary(source: BinarySource, tag: number, start: number, length: number): NodeOf<Code>
  /** Bytes of the value without padding. Throws a TtlvError for a value that the type cannot hold. */
  checkedSize(value: ScalarValues[Code]): number
  /** Writes a checked value and returns its bytes without padding. */
  writeBinary(target: BinaryTarget, value: ScalarValues[Code], offset: number): number
  readXml(tag: number, text: string, naming: ValueNaming | undefined): NodeOf<Code>
  writeXml(value: ScalarValues[Code], naming: ValueNaming | undefined): string
  readJson(tag: number, leaf: JsonLeaf, naming: ValueNaming | undefined): NodeOf<Code>
  writeJson(value: ScalarValues[Code], naming: ValueNaming | undefined): string | boolean
  /** `columns` is how much of a long value may be shown. */
  show(value: ScalarValues[Code], naming: ValueNaming | undefined, columns: number): ShownValue
}
