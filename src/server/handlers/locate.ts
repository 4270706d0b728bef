import {Locate} from '../../kmip/operations/locate.ts'
import {KmipError} from '../../kmip/error.ts'
import {handler} from '../handler.ts'
import {searchConditions} from '../objects/search.ts'
import {storageConditions} from '../objects/storage-status.ts'

/** KMIP 1.4 section 4.9, 2.1 section 6.1.28. A search that finds nothing succeeds. */
export const locate = handler(Locate, async (context, request) => {
  const {maximumItems, offsetItems, storageStatusMask, attributes} = request
  checkCount('Maximum Items', maximumItems)
  checkCount('Offset Items', offsetItems)
  if (attributes?.has('State') === true) await context.objects.applyDueDates()
  const conditions = searchConditions(attributes, request.objectGroupMember)
  const storage = storageConditions(storageStatusMask, attributes)
  // Counting costs as much as there are matches, and only a client that pages wants to know.
  const count = offsetItems !== undefined && context.expresses(Locate.response.fields.locatedItems)
  const search = {limit: maximumItems, offset: offsetItems, count}
  const {ids, total} =
    storage === undefined
      ? {ids: [], total: count ? 0 : undefined}
      : await context.objects.find({...search, conditions: [...conditions, ...storage]})
  const [only, second] = ids
  context.placeholder = second === undefined ? only : undefined
  return {locatedItems: total, uniqueIdentifier: ids}
})

function checkCount(name: string, value: number | undefined): void {
  if (value !== undefined && value < 0)
    throw new KmipError('InvalidField', `${name} is ${value}, it cannot be negative`)
}
