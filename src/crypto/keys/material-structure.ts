import type {KeyMaterial} from '../../kmip/objects/key-value.ts'
import type {StructureNode} from '../../ttlv/node.ts'
import {MalformedKey} from './malformed-key.ts'

/** The material of a transparent format. */
export function materialStructure(material: KeyMaterial): StructureNode {
  if (material instanceof Uint8Array) throw new MalformedKey('Key Material is bytes where a structure is expected')
  return material
}
