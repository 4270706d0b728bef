import {KmipError} from '../../kmip/error.ts'
import {ModifyAttribute} from '../../kmip/operations/modify-attribute.ts'
import {handler} from '../handler.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import type {OperationContext} from '../context.ts'
import {checkChange} from '../objects/attribute-change.ts'
import {instanceOf, storedInstance} from '../objects/attribute-instance.ts'
import type {ServerObject} from '../objects/server-object.ts'

/**
 * KMIP 1.4 section 4.15, 2.1 section 6.1.34. The instance is the one with the index given, or index 0; where versions name
 * it by its current value, it is that or the only one.
 */
export const modifyAttribute = handler(
  ModifyAttribute,
  async (context, request) => {
    const object = await context.target(request.uniqueIdentifier)
    const {key, value} = request.newAttribute
    if (value === undefined) throw new KmipError('InvalidField', `Attribute ${key} has no value`)
    checkChange.modify(context, object, key)
    if (!object.attributes.has(key)) {
      throw new KmipError('AttributeNotFound', `Object ${object.id} has no attribute ${key}, add it instead`)
    }
    checkCurrent(context, object, request)
    const index = instanceOf(object, request.newAttribute, request.currentAttribute)
    object.attributes.replace(key, index, value as never)
    await checkChange.result(context, object, key)
    await context.objects.save(object)
    return {uniqueIdentifier: object.id, attribute: storedInstance(object, key, index)}
  },
  {writes: true},
)

function checkCurrent(
  context: OperationContext,
  {attributes, id}: ServerObject,
  {currentAttribute: current, newAttribute: {key}}: RequestOf<typeof ModifyAttribute>,
): void {
  if (current !== undefined && current.key !== key) {
    throw new KmipError('InvalidField', `The current attribute is ${current.key}, the new one ${key}`)
  }
  const isNamed = current !== undefined || !context.expresses(ModifyAttribute.request.fields.currentAttribute)
  if (isNamed || attributes.instances(key).length === 1) return
  throw new KmipError(
    'AttributeInstanceNotFound',
    `Object ${id} has several values of the attribute ${key}, the Current Attribute must say which`,
  )
}
