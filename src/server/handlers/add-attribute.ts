import {AddAttribute} from '../../kmip/operations/add-attribute.ts'
import {definitionOf, isStandard} from '../../kmip/attributes/lookup.ts'
import {KmipError} from '../../kmip/error.ts'
import {handler} from '../handler.ts'
import {checkChange} from '../objects/attribute-change.ts'
import {storedInstance} from '../objects/attribute-instance.ts'

/** KMIP 1.4 section 4.14, 2.1 section 6.1.2. */
export const addAttribute = handler(
  AddAttribute,
  async (context, request) => {
    const object = await context.target(request.uniqueIdentifier)
    const {key, value, index: sent} = request.newAttribute
    if (value === undefined) throw new KmipError('InvalidField', `Attribute ${key} has no value`)
    if (sent !== undefined && sent !== 0) throw new KmipError('InvalidField', 'An attribute is added without an index')
    if (key === 'OperationPolicyName' && object.attributes.get(key) === value) {
      // Appliances set the default policy again and take a refusal for a failure.
      return {uniqueIdentifier: object.id, attribute: {key, index: undefined, value}}
    }
    checkChange.add(context, object, key)
    const multiple = !isStandard(key) || definitionOf(key).rules.multiple
    if (!multiple && object.attributes.has(key)) {
      throw new KmipError(
        'AttributeSingleValued',
        `Object ${object.id} has the attribute ${key} already, modify it instead`,
      )
    }
    const index = object.attributes.add(key, value as never)
    await checkChange.result(context, object, key)
    await context.objects.save(object)
    return {uniqueIdentifier: object.id, attribute: storedInstance(object, key, index)}
  },
  {writes: true},
)
