import {TtlvError} from './error.ts'
import {withinItem} from './error-path.ts'
import {asBuffer} from './hex.ts'
import {ItemType, type StructureNode, type TtlvNode} from './node.ts'
import type {BinaryTarget, NodeOf, ScalarCode} from './scalar-type.ts'
import {scalarTypeOf} from './scalar-types.ts'
import {itemLabel} from './tag-label.ts'

/** Encodes the tree. Throws a TtlvError for a value that its type cannot hold. */
export function writeBinary(node: TtlvNode): Uint8Array {
  const bytes = new Uint8Array(binarySize(node))
  const target: BinaryTarget = {
    bytes: asBuffer(bytes),
    view: new DataView(bytes.buffer),
  }
  writeItem(target, node, 0)
  return bytes
}

/** Bytes of the item as `writeBinary` encodes it. Throws a TtlvError for a value that its type cannot hold. */
export function binarySize(node: TtlvNode): number {
  try {
    return itemSize(node)
  } catch (error) {
    throw withinItem(error, itemLabel([node], 0))
  }
}

function itemSize(node: TtlvNode): number {
  if (node.tag >>> 0 !== node.tag || node.tag > 0xffffff) throw new TtlvError(`Tag ${node.tag} does not fit in 24 bits`)
  if (node.type === ItemType.Structure) return 8 + contentSize(node)
  const size = scalarSize(node)
  return 8 + size + (-size & 7)
}

function contentSize({value}: StructureNode): number {
  let size = 0
  let index = 0
  try {
    for (; index < value.length; index++) {
      const item = value[index]
      if (item !== undefined) size += itemSize(item)
    }
  } catch (error) {
    throw withinItem(error, itemLabel(value, index))
  }
  if (size > 0xffffffff) throw new TtlvError('Structure is longer than 4 GiB')
  return size
}

function scalarSize<Code extends ScalarCode>(node: NodeOf<Code>): number {
  return scalarTypeOf(node).checkedSize(node.value)
}

/** Writes at `offset` and returns where the next item begins. */
function writeItem(target: BinaryTarget, node: TtlvNode, offset: number): number {
  // A shift would make tags from 0x800000 negative, which setUint32 stores alike
  target.view.setUint32(offset, (node.tag << 8) | node.type)
  const start = offset + 8
  let end = start
  if (node.type === ItemType.Structure) for (const item of node.value) end = writeItem(target, item, end)
  else end += writeScalar(target, node, start)
  target.view.setUint32(offset + 4, end - start)
  return end + (-(end - start) & 7)
}

function writeScalar<Code extends ScalarCode>(target: BinaryTarget, node: NodeOf<Code>, offset: number): number {
  return scalarTypeOf(node).writeBinary(target, node.value, offset)
}
