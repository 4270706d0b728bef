import {GetAttributeList} from '../../kmip/operations/get-attribute-list.ts'
import {handler} from '../handler.ts'
import {visibleAttributes} from '../objects/visible-attributes.ts'

/** KMIP 1.4 section 4.13, 2.1 section 6.1.21. */
export const getAttributeList = handler(GetAttributeList, async (context, request) => {
  const object = await context.target(request.uniqueIdentifier)
  return {
    uniqueIdentifier: object.id,
    attributeReferences: visibleAttributes(object.attributes, context.policy).keys(),
  }
})
