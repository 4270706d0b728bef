import {KmipError} from '../../kmip/error.ts'
import {SetAttribute} from '../../kmip/operations/set-attribute.ts'
import {handler} from '../handler.ts'
import {checkChange} from '../objects/attribute-change.ts'
import {putOnlyInstance} from '../objects/only-instance.ts'

/** KMIP 2.1 section 6.1.51: adds the attribute, or modifies the only value it has. */
export const setAttribute = handler(
  SetAttribute,
  async (context, request) => {
    const object = await context.target(request.uniqueIdentifier)
    const {key, value} = request.newAttribute
    if (value === undefined) throw new KmipError('InvalidField', `Attribute ${key} has no value`)
    checkChange.put(context, object, key)
    putOnlyInstance(object, key, value)
    await checkChange.result(context, object, key)
    await context.objects.save(object)
    return {uniqueIdentifier: object.id}
  },
  {writes: true},
)
