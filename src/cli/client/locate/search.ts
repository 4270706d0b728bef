import {Locate} from '../../../kmip/operations/locate.ts'
import type {RequestOf, ResponseOf} from '../../../kmip/schema/operation.ts'
import {inRange, type Version} from '../../../kmip/spec/version.ts'
import {locatePages} from './locate-pages.ts'

type Request = RequestOf<typeof Locate>
type Response = ResponseOf<typeof Locate>

export interface FoundPages {
  /** The version has no pages, though they were wanted. */
  readonly isWhole: boolean
  readonly pages: AsyncIterable<readonly string[]>
}

/** True where Locate knows Offset Items. */
export function hasPages(version: Version): boolean {
  return inRange(Locate.request.fields.offsetItems.range, version)
}

/** Locate in one request or in many. */
export class Search {
  readonly #ask: (request: Request) => Promise<Response>
  readonly #hasPages: boolean

  constructor(ask: (request: Request) => Promise<Response>, version: Version) {
    this.#ask = ask
    this.#hasPages = hasPages(version)
  }

  /** How many there are: the server says so where it can, else they are counted. */
  async count(request: Request): Promise<number> {
    const {maximumItems, offsetItems = 0} = request
    // The server tells the number only where an offset is given
    if (this.#hasPages && maximumItems === undefined) {
      const {locatedItems} = await this.#ask({...request, maximumItems: 1, offsetItems: 0})
      if (locatedItems !== undefined) return Math.max(0, locatedItems - offsetItems)
    }
    const {uniqueIdentifier = []} = await this.#ask(request)
    return uniqueIdentifier.length
  }

  once(request: Request): FoundPages {
    return {isWhole: false, pages: this.#single(request)}
  }

  /** All of them, page by page where the version has pages. */
  pages(request: Request, pageSize: number): FoundPages {
    if (this.#hasPages) return {isWhole: false, pages: locatePages(request, pageSize, this.#ask)}
    return {isWhole: true, pages: this.#single({...request, maximumItems: undefined, offsetItems: undefined})}
  }

  async *#single(request: Request): AsyncGenerator<readonly string[]> {
    const {uniqueIdentifier = []} = await this.#ask(request)
    yield uniqueIdentifier
  }
}
