import {Locate} from '../../kmip/operations/locate.ts'
import {KmipError} from '../../kmip/error.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import type {ObjectMatches} from '../../storage/store.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import {findObjects, wantedObjects} from '../objects/search.ts'
import {storageConditions} from '../objects/storage-status.ts'

/** KMIP 1.4 section 4.9, 2.1 section 6.1.28. A search that finds nothing succeeds. */
export const locate = handler(Locate, async (context, request) => {
  const {maximumItems, offsetItems, attributes} = request
  checkCount('Maximum Items', maximumItems)
  checkCount('Offset Items', offsetItems)
  if (attributes?.has('State') === true) await context.objects.applyDueDates()
  // Counting costs as much as there are matches, and only a client that pages wants to know.
  const count = offsetItems !== undefined && context.expresses(Locate.response.fields.locatedItems)
  const {ids, total} = await matches(context, request, count)
  const [only, second] = ids
  context.placeholder = second === undefined ? only : undefined
  return {locatedItems: total, uniqueIdentifier: ids}
})

async function matches(
  context: OperationContext,
  request: RequestOf<typeof Locate>,
  count: boolean,
): Promise<ObjectMatches> {
  const {conditions, patterns} = await wantedObjects(context, request)
  const storage = storageConditions(request.storageStatusMask, request.attributes)
  if (storage === undefined) return {ids: [], total: count ? 0 : undefined}
  const search = {
    conditions: [...conditions, ...storage],
    limit: request.maximumItems,
    offset: request.offsetItems,
    count,
  }
  if (request.objectGroupMember !== 'GroupMemberDefault') return findObjects(context, search, patterns)
  // Groups serve the change of keys, so their newest member is the one to be used unless told otherwise.
  const {ids} = await findObjects(context, {...search, limit: 1, offset: undefined, count: false}, patterns)
  const {offsetItems: offset = 0, maximumItems: limit = 1} = request
  return {ids: ids.slice(offset, offset + limit), total: count ? ids.length : undefined}
}

function checkCount(name: string, value: number | undefined): void {
  if (value !== undefined && value < 0)
    throw new KmipError('InvalidField', `${name} is ${value}, it cannot be negative`)
}
