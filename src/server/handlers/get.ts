import {Get} from '../../kmip/operations/get.ts'
import {handler} from '../handler.ts'
import {deliver} from '../objects/delivery/delivery.ts'

/** KMIP 1.4 section 4.11, 2.1 section 6.1.19. */
export const get = handler(Get, async (context, request) => {
  const object = await context.target(request.uniqueIdentifier)
  const content = await deliver(context, object, request)
  return {objectType: object.type, uniqueIdentifier: object.id, object: content}
})
