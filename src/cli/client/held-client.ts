import type {TracedMessage} from '../../client/kmip-client.ts'
import type {ConnectionFlags} from '../../config/connection-settings.ts'
import {surroundingShell} from '../surrounding-shell.ts'
import {openClient, type OpenClientOptions, type OpenedClient} from './open-client.ts'

/** A client for the time of a command. Disposing of it closes it, unless it is held for the commands that follow. */
export type LentClient = OpenedClient & AsyncDisposable

/** A client from flags, environment and profile: that of the surrounding shell, else one for this command alone. */
export async function borrowClient(flags: ConnectionFlags, options: OpenClientOptions): Promise<LentClient> {
  const shell = surroundingShell()
  if (shell !== undefined) return shell.borrow(flags, options)
  const opened = await openClient(flags, options)
  return {...opened, [Symbol.asyncDispose]: () => opened.client[Symbol.asyncDispose]()}
}

interface Held {
  readonly opened: Promise<OpenedClient>
  /** What the command wants to hear that uses the client now. */
  borrower: OpenClientOptions
  isNew: boolean
}

export interface HeldClientsOptions {
  /** Of the shell; a command's own flags go before them. */
  readonly flags: ConnectionFlags
  /** Told of every message, whichever command sent it. */
  readonly onMessage?: ((message: TracedMessage) => void) | undefined
}

/** Clients that stay open from one command to the next: one for all commands that ask for the same connection. */
export class HeldClients implements AsyncDisposable {
  readonly #options: HeldClientsOptions
  readonly #held = new Map<string, Held>()

  constructor(options: HeldClientsOptions) {
    this.#options = options
  }

  /** Lends the client of these flags to one command at a time. */
  async borrow(flags: ConnectionFlags, options: OpenClientOptions): Promise<LentClient> {
    const asked = withDefaults(flags, this.#options.flags)
    const key = JSON.stringify(asked)
    const held = this.#held.get(key) ?? this.#open(asked, options)
    this.#held.set(key, held)
    held.borrower = options
    try {
      const opened = await held.opened
      const warnings = held.isNew ? opened.warnings : []
      held.isNew = false
      return {...opened, warnings, [Symbol.asyncDispose]: async () => void (held.borrower = {})}
    } catch (error) {
      this.#held.delete(key)
      throw error
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...this.#held.values()]
    this.#held.clear()
    await Promise.all(all.map(async ({opened}) => (await opened).client[Symbol.asyncDispose]()))
  }

  #open(flags: ConnectionFlags, options: OpenClientOptions): Held {
    const held: Held = {
      borrower: options,
      isNew: true,
      opened: openClient(flags, {
        ...options,
        onFailure: (failed) => held.borrower.onFailure?.(failed),
        onMessage: (message) => {
          this.#options.onMessage?.(message)
          held.borrower.onMessage?.(message)
        },
      }),
    }
    return held
  }
}

/** Another profile is another connection; any other flag changes one thing about that of the shell. */
function withDefaults(flags: ConnectionFlags, defaults: ConnectionFlags): ConnectionFlags {
  const given = Object.entries(flags).filter(([, value]) => value !== undefined)
  const base = flags.profile === undefined ? Object.entries(defaults).filter(([, value]) => value !== undefined) : []
  const all = Object.entries(Object.fromEntries([...base, ...given]))
  return Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
