import {type LinkOptions, ServerLink} from '../../client/server-link.ts'
import {describeTls, type TlsDescription} from './connection-description.ts'

/** A link that can tell afterwards what its last connection was like. */
export class ObservedLink extends ServerLink {
  #description: TlsDescription | null = null

  constructor(options: Omit<LinkOptions, 'onConnection'>) {
    super({
      ...options,
      onConnection: ({peer}, milliseconds) => {
        this.#description = describeTls(peer, milliseconds)
      },
    })
  }

  /** Null before the first connection. */
  get description(): TlsDescription | null {
    return this.#description
  }
}
