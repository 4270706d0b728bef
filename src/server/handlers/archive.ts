import {KmipError} from '../../kmip/error.ts'
import {Archive} from '../../kmip/operations/archive.ts'
import {handler} from '../handler.ts'
import {isDestroyed} from '../lifecycle/state.ts'

/**
 * KMIP 1.4 section 4.22, 2.1 section 6.1.4: the object is out of reach until it is recovered, and stays in the same
 * store.
 */
export const archive = handler(
  Archive,
  async (context, request) => {
    const object = await context.target(request.uniqueIdentifier)
    if (isDestroyed(object.attributes)) {
      throw new KmipError('ObjectDestroyed', `Object ${object.id} is destroyed, there is nothing to archive`)
    }
    object.attributes.set('ArchiveDate', context.now)
    await context.objects.save(object)
    return {uniqueIdentifier: object.id}
  },
  {writes: true},
)
