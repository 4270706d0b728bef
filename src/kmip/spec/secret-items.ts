import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {isSecretTag} from './secret-tags.ts'

/** True for an item whose value must not be shown, or that has one in it. */
export function holdsSecret(node: TtlvNode): boolean {
  return isSecretTag(node.tag) || (node.type === ItemType.Structure && node.value.some(holdsSecret))
}
