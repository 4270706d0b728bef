import type {ReadTransaction, RoleRecord, Store} from '../../storage/store.ts'
import type {OperationName} from '../../kmip/schema/operation.ts'
import {subscriptions} from '../announcements/subscription.ts'
import type {IdentityRefusalCause} from '../observation/refusal-cause.ts'
import {commonNameOf} from './common-name.ts'
import type {Identity} from './identity.ts'

/** Why a certificate that TLS accepted is nobody here. */
export interface Refusal {
  readonly refused: string
  /** What kind of refusal that is, from a fixed list. */
  readonly cause: IdentityRefusalCause
}

export type Identification = Identity | Refusal

export function isRefused(identification: Identification): identification is Refusal {
  return 'refused' in identification
}

/** Finds who presents a certificate; `now` in milliseconds since 1970. */
export type Identify = (fingerprint: string, now: number) => Promise<Identification>

interface Cached {
  readonly identification: Identification
  readonly notAfter: number
}

/**
 * Looks certificates up in the store and remembers the answers until anything administrative changes, here or in
 * another process: a revocation holds from the next request on, also on connections that are open.
 */
export function createIdentify(store: Store): Identify {
  let revision = -1
  let cache = new Map<string, Cached>()

  return async (fingerprint, now) => {
    const current = await store.administrativeRevision()
    if (current !== revision) {
      revision = current
      cache = new Map()
    }
    const known = cache
    let cached = known.get(fingerprint)
    if (cached === undefined) {
      cached = await store.read((transaction) => lookUp(transaction, fingerprint))
      known.set(fingerprint, cached)
    }
    return cached.notAfter < now ? expired : cached.identification
  }
}

const expired: Refusal = {refused: 'the client certificate has expired', cause: 'expired'}

function refusal(cause: IdentityRefusalCause, refused: string): Cached {
  return {notAfter: Infinity, identification: {refused, cause}}
}

async function lookUp({administration}: ReadTransaction, fingerprint: string): Promise<Cached> {
  const credential = await administration.credentialByFingerprint(fingerprint)
  if (credential === undefined) {
    return refusal('unknown', 'the client certificate belongs to no credential')
  }
  const {notAfter, serialNumber} = credential
  if (credential.revokedAt !== undefined) {
    return refusal('revoked', `credential ${serialNumber} is revoked`)
  }
  const role = await administration.roleById(credential.roleId)
  const scope = await administration.scopeById(credential.scopeId)
  if (role === undefined || scope === undefined) {
    return refusal('unmapped', `credential ${serialNumber} has lost its role`)
  }
  return {
    notAfter,
    identification: {
      scopeId: scope.id,
      scopeName: scope.name,
      roleName: role.name,
      serialNumber,
      commonName: commonNameOf(credential.certificatePem),
      receives: subscriptions.filter((kind) => role.receive.includes(kind)),
      messageCredentials: role.messageCredentials,
      allows: permission(role),
    },
  }
}

function permission(role: RoleRecord): (operation: OperationName) => boolean {
  if (role.grant === 'all') return () => true
  const granted = new Set<string>(role.grant === 'some' ? role.operations : [])
  return (operation) => granted.has(operation)
}
