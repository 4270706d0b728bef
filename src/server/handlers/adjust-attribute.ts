import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import type {AttributeKey} from '../../kmip/attributes/attribute-set.ts'
import {decodeValue} from '../../kmip/attributes/decode-value.ts'
import {isStandard} from '../../kmip/attributes/lookup.ts'
import {attributeNode} from '../../kmip/attributes/search-key.ts'
import {KmipError} from '../../kmip/error.ts'
import {AdjustAttribute} from '../../kmip/operations/adjust-attribute.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {handler} from '../handler.ts'
import {adjusted} from '../objects/attribute-adjustment.ts'
import {checkChange} from '../objects/attribute-change.ts'
import {onlyInstance, putOnlyInstance} from '../objects/only-instance.ts'
import type {ServerObject} from '../objects/server-object.ts'

/** KMIP 2.1 section 6.1.3. What the object lacks begins at 0 or false; dates and all else cannot begin. */
export const adjustAttribute = handler(
  AdjustAttribute,
  async (context, request) => {
    const object = await context.target(request.uniqueIdentifier)
    const {attributeReference: key, adjustmentType: type, adjustmentValue} = request
    checkChange.put(context, object, key)
    const node = currentNode(object, key) ?? initialNode(object, key, adjustmentValue)
    putOnlyInstance(object, key, decodeValue(key, adjusted(node, {type, value: adjustmentValue}), 'value'))
    await checkChange.result(context, object, key)
    await context.objects.save(object)
    return {uniqueIdentifier: object.id}
  },
  {writes: true},
)

function currentNode(object: ServerObject, key: AttributeKey): TtlvNode | undefined {
  const instance = onlyInstance(object, key)
  return instance && attributeNode(key, instance.value)
}

const tag = Tag.AttributeValue

/** What the attribute may begin with, whichever its type. */
const beginnings: readonly TtlvNode[] = [
  {tag, type: ItemType.Integer, value: 0},
  {tag, type: ItemType.LongInteger, value: 0n},
  {tag, type: ItemType.BigInteger, value: new Uint8Array(8)},
  {tag, type: ItemType.Interval, value: 0},
  {tag, type: ItemType.Boolean, value: false},
]

/** The type of a vendor attribute that is not there yet is that of the number it is adjusted by. */
function initialNode({id}: ServerObject, key: AttributeKey, value: TtlvNode | undefined): TtlvNode {
  const found = isStandard(key)
    ? beginnings.find((node) => isOfType(key, node))
    : beginnings.find(({type}) => type === value?.type)
  if (found !== undefined) return found
  throw new KmipError('AttributeNotFound', `Object ${id} has no attribute ${key}, and it cannot begin at 0`)
}

function isOfType(key: AttributeKey, node: TtlvNode): boolean {
  try {
    decodeValue(key, node, 'value')
    return true
  } catch (error) {
    if (error instanceof KmipError) return false
    throw error
  }
}
