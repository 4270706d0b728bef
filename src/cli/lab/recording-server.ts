import {observeExchange} from '../../administration/suggestion/observe-messages.ts'
import type {ObservedOperations} from '../../administration/suggestion/observed-operations.ts'
import {type CredentialPaths, writeCredentialFolder} from '../../embedded/credential-folder.ts'
import {startEphemeralServer} from '../../embedded/ephemeral-server.ts'
import {createLog} from '../../server/log.ts'
import type {ServerObserver} from '../../server/observation/observer.ts'
import {type Address, formatAddress} from '../../transport/address.ts'

export interface RecordingOptions {
  readonly address: Address
  readonly hostnames: readonly string[]
  readonly observed: ObservedOperations
  /** Called for each message that was answered. */
  readonly onMessage: () => void
}

export interface RecordingServer extends AsyncDisposable {
  readonly address: string
  readonly paths: CredentialPaths
}

/** A server in memory whose one role may do everything, and which notes what its clients ask for. Fails with TransportError. */
export async function startRecordingServer(options: RecordingOptions): Promise<RecordingServer> {
  const {address, hostnames, observed, onMessage} = options
  const observer: ServerObserver = {
    exchangeDone({request, response}) {
      if (request === undefined) return
      for (const item of observeExchange(request, response)) observed.add(item)
      onMessage()
    },
  }
  const server = await startEphemeralServer({
    listeners: [address],
    hostnames,
    observers: [observer],
    log: createLog({level: 'warn', format: 'text'}),
  })
  const folder = await writeCredentialFolder(server.credential, server.address)
  return {
    address: formatAddress(server.server.addresses[0] ?? address),
    paths: folder.paths,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}
