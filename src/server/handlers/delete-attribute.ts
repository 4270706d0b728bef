import {KmipError} from '../../kmip/error.ts'
import {DeleteAttribute} from '../../kmip/operations/delete-attribute.ts'
import {handler} from '../handler.ts'
import {checkChange} from '../objects/attribute-change.ts'
import {instanceOf, storedInstance} from '../objects/attribute-instance.ts'
import {keepTemplateInStep} from '../objects/templates.ts'

/** KMIP 1.4 section 4.16, 2.1 section 6.1.13. Without an index or a current value, the instance with index 0. */
export const deleteAttribute = handler(
  DeleteAttribute,
  async (context, request) => {
    const object = await context.target(request.uniqueIdentifier)
    const key = request.currentAttribute?.key ?? request.attributeReference
    if (key === undefined) throw new KmipError('InvalidField', 'Delete Attribute names no attribute')
    if (object.attributes.has(key)) checkChange.delete(context, object, key)
    const index = instanceOf(object, {key, index: request.attributeIndex}, request.currentAttribute)
    const attribute = storedInstance(object, key, index)
    object.attributes.delete(key, index)
    keepTemplateInStep(object, key)
    await context.objects.save(object)
    return {uniqueIdentifier: object.id, attribute}
  },
  {writes: true},
)
