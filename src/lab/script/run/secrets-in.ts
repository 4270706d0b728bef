import {isSecretTag} from '../../../kmip/spec/secret-tags.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'

/** The texts and bytes of a message that must not be shown, by the tags that they stand under. */
export function secretsIn(nodes: readonly TtlvNode[], around = false): readonly (string | Uint8Array)[] {
  return nodes.flatMap((node) => {
    const secret = around || isSecretTag(node.tag)
    if (node.type === ItemType.Structure) return secretsIn(node.value, secret)
    const {value} = node
    return secret && (typeof value === 'string' || value instanceof Uint8Array) ? [value] : []
  })
}
