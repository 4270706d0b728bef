import {KmipError} from '../../kmip/error.ts'
import {AttributeSet, type AttributeKey} from '../../kmip/attributes/attribute-set.ts'
import {GetAttributes} from '../../kmip/operations/get-attributes.ts'
import {handler} from '../handler.ts'
import {visibleAttributes} from '../objects/visible-attributes.ts'

/**
 * KMIP 1.4 section 4.12, 2.1 section 6.1.20: the attributes asked for in the order asked, those the object lacks left
 * out; all of them without a list.
 */
export const getAttributes = handler(GetAttributes, async (context, request) => {
  const object = await context.target(request.uniqueIdentifier)
  const {attributeReferences: asked} = request
  if (asked === undefined) {
    return {uniqueIdentifier: object.id, attributes: visibleAttributes(object.attributes, context.policy)}
  }
  const repeated = asked.find((key, position) => asked.indexOf(key) !== position)
  if (repeated !== undefined) throw new KmipError('InvalidMessage', `Attribute ${repeated} is asked for twice`)
  return {uniqueIdentifier: object.id, attributes: inOrder(object.attributes, asked)}
})

function inOrder(attributes: AttributeSet, keys: readonly AttributeKey[]): AttributeSet {
  const picked = new AttributeSet()
  for (const key of keys) {
    for (const {index, value} of attributes.instances(key)) picked.add(key, value, index)
  }
  return picked
}
