import {serverIdentity} from '../administration/authorities.ts'
import {serverFacts} from '../server/facts.ts'
import {handlers} from '../server/handlers/index.ts'
import type {OperatorStatement} from '../server/operator-statement.ts'
import {startServer, type RunningServer, type ServerOptions} from '../server/server.ts'
import type {Store} from '../storage/store.ts'

/** What of a server may be chosen. */
export interface StoreServerOptions extends Omit<ServerOptions, 'store' | 'credentials' | 'handlers' | 'facts'> {
  /** Names in the server's certificate besides localhost and the loopback addresses. */
  readonly hostnames?: readonly string[] | undefined
  readonly ipAddresses?: readonly string[] | undefined
  /** Goes before what the server knows of itself. */
  readonly statement?: OperatorStatement | undefined
}

/** Serves a store with all operations, under a certificate of the store's own authority. Fails with TransportError. */
export function startStoreServer(store: Store, options: StoreServerOptions): Promise<RunningServer> {
  const {hostnames = [], ipAddresses, statement, clock = () => new Date()} = options
  // The first name is also the common name
  const names = [...hostnames, 'localhost']
  return startServer({
    ...options,
    store,
    publicName: hostnames[0],
    handlers,
    facts: {...serverFacts, ...statement},
    credentials: () => serverIdentity(store, {hostnames: names, ipAddresses, now: clock()}),
  })
}
