import {Recover} from '../../kmip/operations/recover.ts'
import {handler} from '../handler.ts'

/** KMIP 1.4 section 4.23, 2.1 section 6.1.42: an archived object is on-line again; one that is on-line stays so. */
export const recover = handler(
  Recover,
  async (context, request) => {
    const object = await context.objects.loadArchived(context.resolve(request.uniqueIdentifier))
    if (object.attributes.delete('ArchiveDate')) await context.objects.save(object)
    context.placeholder = object.id
    return {uniqueIdentifier: object.id}
  },
  {writes: true},
)
