import type {ObjectMatches} from '../../storage/store.ts'
import type {ObjectAccess, Search} from '../objects/object-access.ts'
import type {TicketGuard} from './ticket-guard.ts'

/** Candidates asked for together. */
const batchSize = 500

/** The objects of a scope as far as the ticket of the message reaches. */
export function objectsWithin(guard: TicketGuard, objects: ObjectAccess): ObjectAccess {
  return {
    ...objects,
    async load(id) {
      guard.checkNamed(id)
      const object = await objects.load(id)
      guard.touch(object)
      return object
    },
    async loadArchived(id) {
      guard.checkNamed(id)
      const object = await objects.loadArchived(id)
      guard.touch(object)
      return object
    },
    async find(search) {
      guard.searched()
      return search.isHidden === true || guard.findsAll ? objects.find(search) : findWithin(guard, objects, search)
    },
    async insert(object) {
      guard.make(object)
      await objects.insert(object)
    },
    async save(object) {
      guard.touch(object)
      await objects.save(object)
    },
    async replace(object) {
      guard.checkNamed(object.id)
      // What is there now, and what takes its place
      guard.touch(await objects.loadArchived(object.id))
      guard.checkReach(object)
      await objects.replace(object)
    },
    async delete(id) {
      guard.checkNamed(id)
      guard.touch(await objects.loadArchived(id))
      await objects.delete(id)
    },
  }
}

async function findWithin(
  guard: TicketGuard,
  objects: Pick<ObjectAccess, 'find' | 'loadArchived'>,
  {conditions, offset = 0, limit = Infinity, count}: Search,
): Promise<ObjectMatches> {
  const found: string[] = []
  let total = 0
  for (let start = 0; ; start += batchSize) {
    const {ids} = await objects.find({conditions, offset: start, limit: batchSize, count: false})
    for (const id of ids) {
      if (!guard.mayFind(await objects.loadArchived(id))) continue
      if (total >= offset && found.length < limit) found.push(id)
      total++
    }
    if (ids.length < batchSize || (!count && found.length >= limit)) break
  }
  return {ids: found, total: count ? total : undefined}
}
