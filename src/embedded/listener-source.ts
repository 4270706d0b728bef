import {createHash} from 'node:crypto'
import {issuingAuthority, serverIdentity, trustedCertificates} from '../administration/authorities.ts'
import {readConfiguration} from '../administration/server-configuration.ts'
import {KmipctlError} from '../errors.ts'
import {
  defaultListenerName,
  type ListenerDefinition,
  type ListenerSource,
} from '../server/listener/listener-definition.ts'
import type {Store} from '../storage/store.ts'
import {defaultListener, type ListenerOverrides} from './default-listener.ts'

export interface ListenerSourceOptions {
  readonly overrides: ListenerOverrides
  readonly clock: () => Date
}

/** Definitions of the listeners that a store asks for, where the process does not decide otherwise. */
export function listenerSource(store: Store, {overrides, clock}: ListenerSourceOptions): ListenerSource {
  return async () => {
    // Before the authorities are read: the server's own one is made at first use
    const certificate = async (names: CertificateNames) => certificateOf(store, names, clock)
    const configuration = await store.read(({administration}) => readConfiguration(administration))
    const {hostnames, ipAddresses, ...rest} = defaultListener(configuration, overrides)
    const issued = await certificate({authority: undefined, hostnames, ipAddresses})
    const clientAuthorities = await store.read(({administration}) => trustedCertificates(administration, [undefined]))
    return [{name: defaultListenerName, publicName: hostnames[0], clientAuthorities, ...rest, ...issued}]
  }
}

interface CertificateNames {
  /** The server's own when undefined. */
  readonly authority: string | undefined
  readonly hostnames: readonly string[]
  readonly ipAddresses: readonly string[]
}

/** An authority that cannot sign makes the certificate fail, and nothing else. */
async function certificateOf(
  store: Store,
  names: CertificateNames,
  clock: () => Date,
): Promise<Pick<ListenerDefinition, 'certificateKey' | 'certificate'>> {
  const issuer = await issuerKey(store, names.authority, clock())
  const {hostnames, ipAddresses} = names
  return {
    certificateKey: createHash('sha256')
      .update(JSON.stringify([issuer, hostnames, ipAddresses]))
      .digest('hex'),
    certificate: () => serverIdentity(store, {...names, now: clock()}),
  }
}

/** Another one whenever another certificate would be shown behind the server's. */
async function issuerKey(store: Store, name: string | undefined, now: Date): Promise<readonly string[]> {
  try {
    const {certificatePem, presentedPem} = await issuingAuthority(store, {name, now})
    return [certificatePem, ...presentedPem]
  } catch (error) {
    if (error instanceof KmipctlError) return []
    throw error
  }
}
