import type {TracedMessage} from '../../client/kmip-client.ts'
import type {ConnectionFlags} from '../../config/connection-settings.ts'
import type {ConnectionDescription} from '../client/connection-description.ts'
import {HeldClients, type LentClient} from '../client/held-client.ts'
import type {OpenClientOptions} from '../client/open-client.ts'

export interface OpenShellConnection extends Pick<OpenClientOptions, 'askPassword' | 'askUserPassword' | 'onFailure'> {
  readonly signal: AbortSignal
  /** Told of each sentence for the user. */
  readonly onWarning: (warning: string) => void
}

/** The connection that the commands of a shell share, and those that commands with other flags had opened. */
export class ShellConnection implements AsyncDisposable {
  readonly #onMessage: (message: TracedMessage) => void
  #flags: ConnectionFlags
  #held: HeldClients
  #own: LentClient | undefined
  #version: string | undefined

  constructor(flags: ConnectionFlags, onMessage: (message: TracedMessage) => void) {
    this.#onMessage = onMessage
    this.#flags = flags
    this.#held = new HeldClients({flags, onMessage})
  }

  /** For the commands. */
  readonly borrow = (flags: ConnectionFlags, options: OpenClientOptions): Promise<LentClient> =>
    this.#held.borrow(flags, options)

  /** Closes the connection; the next one is made with other flags, if there are some, and with files read anew. */
  async replace(flags: ConnectionFlags | undefined): Promise<void> {
    await this[Symbol.asyncDispose]()
    this.#flags = flags ?? this.#flags
    this.#held = new HeldClients({flags: this.#flags, onMessage: this.#onMessage})
    this.#own = undefined
    this.#version = undefined
  }

  /** Connects, and asks for the version where it is to be asked. @throws what hinders it */
  async open({signal, onWarning, ...options}: OpenShellConnection): Promise<ConnectionDescription> {
    await using lent = await this.#held.borrow({}, options)
    this.#own = lent
    for (const warning of lent.warnings) onWarning(warning)
    await lent.client.peer({signal})
    this.#version = await lent.client.version({signal})
    return lent.describe()
  }

  /** `lab 1.4`, `localhost:5696 1.4`: for the prompt. */
  get label(): string {
    if (this.#own === undefined) return 'not connected'
    const {profile, server, kmipVersion} = this.#own.describe()
    return `${profile ?? server} ${this.#version ?? kmipVersion}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#held[Symbol.asyncDispose]()
  }
}
