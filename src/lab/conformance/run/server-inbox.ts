import {startDeadline} from '../../../transport/deadline.ts'
import type {ServerRequest} from './peer.ts'

/** Keeps the requests of a server until the case has come to them. */
export class ServerInbox {
  readonly #waitMs: number
  readonly #requests: ServerRequest[] = []
  #waiting: ((request: ServerRequest) => void) | undefined

  /** `waitMs` is how long `take` waits for a request. */
  constructor(waitMs: number) {
    this.#waitMs = waitMs
  }

  put(request: ServerRequest): void {
    if (this.#waiting === undefined) this.#requests.push(request)
    else this.#waiting(request)
    this.#waiting = undefined
  }

  /** The next request, or undefined when none comes in time. */
  take(): Promise<ServerRequest | undefined> {
    const request = this.#requests.shift()
    if (request !== undefined) return Promise.resolve(request)
    return new Promise((resolve) => {
      const stop = startDeadline(this.#waitMs, () => {
        this.#waiting = undefined
        resolve(undefined)
      })
      this.#waiting = (next) => {
        stop()
        resolve(next)
      }
    })
  }
}
