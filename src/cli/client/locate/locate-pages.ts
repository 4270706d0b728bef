import type {Locate} from '../../../kmip/operations/locate.ts'
import type {RequestOf, ResponseOf} from '../../../kmip/schema/operation.ts'

type Request = RequestOf<typeof Locate>
type Response = ResponseOf<typeof Locate>

/**
 * Asks page by page until there is no more. `ask` gets the request of each page. A server that takes no notice of the
 * offset is asked twice at most.
 */
export async function* locatePages(
  request: Request,
  pageSize: number,
  ask: (request: Request) => Promise<Response>,
): AsyncGenerator<readonly string[]> {
  const seen = new Set<string>()
  let offset = request.offsetItems ?? 0
  for (;;) {
    const {uniqueIdentifier: found = [], locatedItems: total} = await ask({
      ...request,
      maximumItems: pageSize,
      offsetItems: offset,
    })
    const fresh = found.filter((id) => !seen.has(id))
    for (const id of fresh) seen.add(id)
    if (fresh.length === 0) return
    yield fresh
    offset += found.length
    // Servers may give less than they were asked for, and some say how many there are
    if (total === undefined ? found.length < pageSize : offset >= total) return
  }
}
