import {describe, expect, it} from 'vitest'
import {Search} from '../../../../../src/cli/client/locate/search.ts'
import type {Locate} from '../../../../../src/kmip/operations/locate.ts'
import type {RequestOf, ResponseOf} from '../../../../../src/kmip/schema/operation.ts'

type Request = RequestOf<typeof Locate>
type Answer = (request: Request) => ResponseOf<typeof Locate>

const ids = ['a', 'b', 'c', 'd', 'e']

/** A server with five objects; `total` says how many there are, and `most` is what it gives at once. */
function server({total = false, most = 100, heedsOffset = true} = {}): Answer {
  return ({offsetItems, maximumItems = 100}) => {
    const start = heedsOffset ? (offsetItems ?? 0) : 0
    const uniqueIdentifier = ids.slice(start, start + Math.min(maximumItems, most))
    return total && offsetItems !== undefined ? {locatedItems: ids.length, uniqueIdentifier} : {uniqueIdentifier}
  }
}

function searching(answer: Answer, version: '1.2' | '1.4' = '1.4') {
  const asked: Request[] = []
  const search = new Search(async (request) => {
    asked.push(request)
    return answer(request)
  }, version)
  return {search, asked}
}

async function all(search: Search, pageSize: number): Promise<string[]> {
  const found: string[] = []
  for await (const page of search.pages({}, pageSize).pages) found.push(...page)
  return found
}

describe('Search', () => {
  it('finds all page by page', async () => {
    const {search, asked} = searching(server())
    expect(await all(search, 2)).toEqual(ids)
    expect(asked).toEqual([0, 2, 4].map((offsetItems) => ({maximumItems: 2, offsetItems})))
  })

  it('goes on where a server gives less than it was asked for', async () => {
    expect(await all(searching(server({total: true, most: 1})).search, 3)).toEqual(ids)
  })

  it('stops where a server takes no notice of the offset', async () => {
    const {search, asked} = searching(server({heedsOffset: false}))
    expect(await all(search, 2)).toEqual(['a', 'b'])
    expect(asked).toHaveLength(2)
  })

  it('asks for all at once where the version has no pages', async () => {
    const {search, asked} = searching(server(), '1.2')
    expect(search.pages({}, 2).isWhole).toBe(true)
    expect(await all(search, 2)).toEqual(ids)
    expect(asked).toEqual([{maximumItems: undefined, offsetItems: undefined}])
  })

  it('counts by what the server says, or by what it finds', async () => {
    const telling = searching(server({total: true}))
    expect(await telling.search.count({})).toBe(5)
    expect(telling.asked).toHaveLength(1)
    expect(await searching(server()).search.count({})).toBe(5)
    expect(await searching(server(), '1.2').search.count({})).toBe(5)
    expect(await searching(server({total: true})).search.count({offsetItems: 2})).toBe(3)
    expect(await searching(server({total: true})).search.count({maximumItems: 3})).toBe(3)
  })
})
