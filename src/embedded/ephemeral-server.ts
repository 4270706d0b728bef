import {generateCredential} from '../administration/issue-credential.ts'
import {journaled} from '../administration/journal.ts'
import {createRole} from '../administration/roles.ts'
import {createScope} from '../administration/scopes.ts'
import type {Credential} from '../ca/credential-format.ts'
import {operatingSystemUser} from '../config/operating-system-user.ts'
import {createLog} from '../server/log.ts'
import {httpsUrl} from '../server/listener/https/https-url.ts'
import {MemoryStore} from '../storage/memory/memory-store.ts'
import type {Store} from '../storage/store.ts'
import type {Address} from '../transport/address.ts'
import {reachable} from './reachable.ts'
import {startStoreServer, type StoreServer, type StoreServerOptions} from './store-server.ts'

/** What of a server may be chosen; everything has a default. */
export type EphemeralOptions = Partial<StoreServerOptions>

/** A server with nothing to set up and nothing to leave behind. */
export interface EphemeralServer extends AsyncDisposable {
  readonly server: StoreServer
  readonly store: Store
  /** Where clients of this machine connect. */
  readonly address: Address
  /** The first one over HTTPS, if there is any. */
  readonly httpsUrl: string | undefined
  /** Of a role that may do everything; with its private key. */
  readonly credential: Credential & {readonly privateKeyPem: string}
}

/** What passing credentials get, whatever a store's configuration says: a key that is fast, and a year. */
export const ephemeralCredential = {keyType: 'ec', keyBits: 256, ttlSeconds: 365 * 24 * 60 * 60} as const

/** A machine that runs tests may be busy. */
const handshakeTime = 10_000

export const ephemeralScope = 'ephemeral'
export const ephemeralRole = 'admin'

/**
 * Starts a server on a free port of 127.0.0.1 with a store in memory, an authority of its own, and a credential for
 * everything. Disposing of it closes the server and forgets the keys.
 */
export async function startEphemeralServer(options: EphemeralOptions = {}): Promise<EphemeralServer> {
  const store = journaled(new MemoryStore(), {actor: operatingSystemUser()})
  const credential = await adminCredential(store, options.clock?.() ?? new Date())
  const server = await startStoreServer(store, {
    log: createLog({level: 'warn', format: 'text'}),
    ...options,
    listeners: options.listeners ?? [{host: '127.0.0.1', port: 0}],
    handshakeTime: options.handshakeTime ?? handshakeTime,
  })
  return {
    server,
    store,
    credential,
    address: reachable(server.addresses),
    httpsUrl: server.httpsAddresses.length === 0 ? undefined : httpsUrl(reachable(server.httpsAddresses)),
    async [Symbol.asyncDispose]() {
      await server.close()
      await store[Symbol.asyncDispose]()
    },
  }
}

async function adminCredential(store: Store, now: Date): Promise<Credential & {readonly privateKeyPem: string}> {
  const name = {scope: ephemeralScope, role: ephemeralRole}
  await createScope(store, ephemeralScope, now)
  await createRole(store, {...name, operations: ['all'], now})
  const {credential} = await generateCredential(store, {...name, ...ephemeralCredential, now})
  const {privateKeyPem} = credential
  if (privateKeyPem === undefined) throw new TypeError('A generated credential has a private key')
  return {...credential, privateKeyPem}
}
