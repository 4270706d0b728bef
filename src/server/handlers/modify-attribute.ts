import {KmipError} from '../../kmip/error.ts'
import {ModifyAttribute} from '../../kmip/operations/modify-attribute.ts'
import {handler} from '../handler.ts'
import {checkChange} from '../objects/attribute-change.ts'
import {instanceOf, storedInstance} from '../objects/attribute-instance.ts'

/** KMIP 1.4 section 4.15, 2.1 section 6.1.34. Without an index or a current value, the instance with index 0. */
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
    const index = instanceOf(object, request.newAttribute, request.currentAttribute)
    object.attributes.replace(key, index, value as never)
    await checkChange.result(context, object, key)
    await context.objects.save(object)
    return {uniqueIdentifier: object.id, attribute: storedInstance(object, key, index)}
  },
  {writes: true},
)
