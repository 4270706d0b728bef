import {isIP} from 'node:net'
import {serverIdentity} from '../administration/authorities.ts'
import {readConfiguration} from '../administration/server-configuration.ts'
import type {AuditTrail} from '../server/audit/trail.ts'
import type {Log} from '../server/log.ts'
import type {Store} from '../storage/store.ts'
import type {Address} from '../transport/address.ts'
import type {StoreServer} from './store-server.ts'
import {type RunningVaultApi, startVaultApi} from '../vault-api/vault-api.ts'

export interface StoreVaultApiOptions {
  readonly address: Address
  /** TLS also where only this machine can listen in. */
  readonly tls: boolean
  /** Names in the certificate; those of the configuration when absent. */
  readonly hostnames?: readonly string[] | undefined
  readonly ipAddresses?: readonly string[] | undefined
  readonly log: Log
  readonly clock?: (() => Date) | undefined
  readonly audit?: AuditTrail | undefined
  /** Answers the messages of the client API, which is refused without it, and obeys changes before they are answered. */
  readonly server?: Pick<StoreServer, 'answer' | 'refresh'> | undefined
}

/** Vault's API over a store, under a certificate of the store's own authority. Fails with TransportError. */
export function startStoreVaultApi(store: Store, options: StoreVaultApiOptions): Promise<RunningVaultApi> {
  const {address, tls, server, clock = () => new Date()} = options
  const certificate = async () => {
    const {serverHostnames, serverIps} = await store.read(({administration}) => readConfiguration(administration))
    const hostnames = [...new Set([...(options.hostnames ?? serverHostnames), 'localhost'])]
    return serverIdentity(store, {hostnames, ipAddresses: options.ipAddresses ?? serverIps, now: clock()})
  }
  return startVaultApi({
    ...options,
    store,
    clock,
    certificate: tls || !isLoopback(address) ? certificate : undefined,
    applied: () => server?.refresh() ?? Promise.resolve(),
    kmip: server === undefined ? undefined : (direct) => server.answer(direct),
  })
}

/** Whether nobody but this machine reaches an address. */
export function isLoopback({host}: Address): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}
