import type {EnumValue} from '../kmip/spec/enumeration.ts'
import type {Operation} from '../kmip/spec/enumerations.ts'
import {Query} from '../kmip/operations/query.ts'
import type {Version} from '../kmip/spec/version.ts'
import {type ClientIdentity, queryClientIdentity, readClientIdentity} from '../kmip/structures/client-identity.ts'
import type {KmipClient} from './kmip-client.ts'
import {negotiateVersion} from './negotiate.ts'
import {OperationFailedError} from './operation-failed-error.ts'

/** What a server tells a client of itself and of the client. */
export interface AskedIdentity {
  /** The highest that both know; the client's own where the server does not say. */
  readonly version: Version
  readonly vendor: string | undefined
  /** What the server can do, whoever asks. */
  readonly operations: readonly EnumValue<typeof Operation>[]
  /** Only servers of kmipctl tell it. */
  readonly identity: ClientIdentity | undefined
  /** Why the server says nothing. */
  readonly refused: string | undefined
}

interface Asking {
  readonly signal?: AbortSignal | undefined
}

/** Asks, and changes nothing: Discover Versions and Query alone. Rejects when there is no connection. */
export async function askIdentity(
  client: Pick<KmipClient, 'call' | 'version'>,
  options: Asking,
): Promise<AskedIdentity> {
  const version = await commonVersion(client, options)
  try {
    const queryFunction = ['QueryOperations', 'QueryServerInformation'] as const
    const answer = await client.call(Query, {queryFunction}, {...options, version})
    const {vendorIdentification: vendor, operation: operations = []} = answer
    const identity = vendor === 'kmipctl' ? await ownIdentity(client, {...options, version}) : undefined
    return {version, vendor, operations, identity, refused: undefined}
  } catch (error) {
    if (!(error instanceof OperationFailedError)) throw error
    return {version, vendor: undefined, operations: [], identity: undefined, refused: error.message}
  }
}

async function ownIdentity(
  client: Pick<KmipClient, 'call'>,
  options: Asking & {readonly version: Version},
): Promise<ClientIdentity | undefined> {
  const {serverInformation} = await client.call(Query, {queryFunction: [queryClientIdentity]}, options)
  return readClientIdentity(serverInformation?.vendorItems ?? [])
}

async function commonVersion(client: Pick<KmipClient, 'call' | 'version'>, options: Asking): Promise<Version> {
  try {
    return await negotiateVersion(client, options)
  } catch (error) {
    // A role need not allow Discover Versions
    if (error instanceof OperationFailedError) return client.version(options)
    throw error
  }
}
