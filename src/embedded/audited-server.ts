import {openAudit, type AuditSettings, type ServerAudit} from '../server/audit/open-audit.ts'
import type {Store} from '../storage/store.ts'
import type {StoreServer, StoreServerOptions} from './store-server.ts'

/**
 * Starts a server that does nothing without having it recorded. Fails with a UsageError when an audit device cannot be opened,
 * or as `start` does.
 */
export async function startAuditedServer(
  store: Store,
  settings: AuditSettings,
  {observers = [], log, clock}: StoreServerOptions,
  start: (watched: Pick<StoreServerOptions, 'observers' | 'auditDevices'>) => Promise<StoreServer>,
): Promise<StoreServer> {
  const audit = await openAudit({store, settings, log, clock})
  try {
    // Last: what it refuses the others shall know of
    return withAudit(await start({observers: [...observers, audit.observer], auditDevices: audit.devices}), audit)
  } catch (error) {
    await audit[Symbol.asyncDispose]()
    throw error
  }
}

function withAudit(server: StoreServer, audit: ServerAudit): StoreServer {
  return {
    audit: audit.trail,
    metricsAddress: server.metricsAddress,
    get addresses() {
      return server.addresses
    },
    get httpsAddresses() {
      return server.httpsAddresses
    },
    answer: (direct) => server.answer(direct),
    refresh: () => server.refresh(),
    async reload() {
      await audit.reopen()
      await server.reload()
    },
    async close(deadline) {
      await server.close(deadline)
      await audit[Symbol.asyncDispose]()
    },
  }
}
