import {ItemType, structureNode, type TtlvNode} from '../../ttlv/node.ts'
import {readBinary} from '../../ttlv/binary-reader.ts'
import {writeBinary} from '../../ttlv/binary-writer.ts'
import {Tag} from '../spec/tags.ts'
import {AttributeSet} from './attribute-set.ts'
import {decodeAttributeV2, encodeAttributeV2} from './wire-v2.ts'

/**
 * The form in which attributes are kept: an Attributes structure of tagged attributes of any version, each instance
 * with an index other than 0 followed by that index.
 */
export function encodeStored(set: AttributeSet): Uint8Array {
  const nodes: TtlvNode[] = []
  for (const key of set.keys()) {
    for (const {index, value} of set.instances(key)) {
      const node = encodeAttributeV2({key, index, value}, 'any')
      if (node === undefined) continue
      nodes.push(node)
      if (index !== 0) nodes.push({tag: Tag.AttributeIndex, type: ItemType.Integer, value: index})
    }
  }
  return writeBinary(structureNode(Tag.Attributes, nodes))
}

/** The inverse of encodeStored. */
export function decodeStored(bytes: Uint8Array): AttributeSet {
  const set = new AttributeSet()
  const root = readBinary(bytes)
  const nodes = root.type === ItemType.Structure ? root.value : []
  nodes.forEach((node, position) => {
    if (node.tag === Tag.AttributeIndex) return
    const next = nodes[position + 1]
    const index = next?.tag === Tag.AttributeIndex && next.type === ItemType.Integer ? next.value : 0
    const {key, value} = decodeAttributeV2(node)
    set.add(key, value as never, index)
  })
  return set
}
