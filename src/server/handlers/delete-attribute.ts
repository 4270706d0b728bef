import type {AttributeKey} from '../../kmip/attributes/attribute-set.ts'
import {isMultiple} from '../../kmip/attributes/precedence.ts'
import {KmipError} from '../../kmip/error.ts'
import {DeleteAttribute, impliedAttributeIndex} from '../../kmip/operations/delete-attribute.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import {checkChange} from '../objects/attribute-change.ts'
import {instanceOf, storedInstance} from '../objects/attribute-instance.ts'
import {keepTemplateInStep} from '../objects/creation/templates.ts'

/**
 * KMIP 1.4 section 4.16, 2.1 section 6.1.13. The instance is the one with the index given, or index 0; where versions name
 * it by its current value, it is that, or all of them when there is a reference alone.
 */
export const deleteAttribute = handler(
  DeleteAttribute,
  async (context, request) => {
    const object = await context.target(request.uniqueIdentifier)
    const key = request.currentAttribute?.key ?? request.attributeReference
    if (key === undefined) throw new KmipError('InvalidField', 'Delete Attribute names no attribute')
    if (object.attributes.has(key)) {
      checkChange.delete(context, object, key)
      checkIndex(context, request, key)
    }
    const all = meansAll(context, request)
    const first = all ? object.attributes.instances(key)[0]?.index : request.attributeIndex
    const index = instanceOf(object, {key, index: first}, request.currentAttribute)
    const attribute = storedInstance(object, key, index)
    object.attributes.delete(key, all ? undefined : index)
    keepTemplateInStep(object, key)
    await context.objects.save(object)
    return {uniqueIdentifier: object.id, attribute}
  },
  {writes: true},
)

function meansAll(context: OperationContext, request: RequestOf<typeof DeleteAttribute>): boolean {
  return request.currentAttribute === undefined && !context.expresses(DeleteAttribute.request.fields.attributeIndex)
}

function checkIndex(context: OperationContext, request: RequestOf<typeof DeleteAttribute>, key: AttributeKey): void {
  const isNamed = request.attributeIndex !== undefined || request.currentAttribute !== undefined
  if (isNamed || !isMultiple(key) || context.expresses(impliedAttributeIndex)) return
  throw new KmipError('InvalidMessage', `Attribute ${key} may have several values, an Attribute Index must say which`)
}
