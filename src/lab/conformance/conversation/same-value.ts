import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'

/** True for equal values of scalars. */
export function sameValue(left: TtlvNode['value'], right: TtlvNode['value']): boolean {
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right) === 0
  return left === right
}

/** True for trees that are equal throughout. */
export function sameTree(left: TtlvNode, right: TtlvNode): boolean {
  if (left.tag !== right.tag || left.type !== right.type) return false
  if (left.type !== ItemType.Structure || right.type !== ItemType.Structure) return sameValue(left.value, right.value)
  return (
    left.value.length === right.value.length &&
    left.value.every((item, index) => {
      const other = right.value[index]
      return other !== undefined && sameTree(item, other)
    })
  )
}
