import {createHash} from 'node:crypto'
import {issuingAuthority, serverIdentity, trustedCertificates} from '../administration/authorities.ts'
import {suitesOf} from '../administration/listener-fields.ts'
import {readConfiguration, type ServerConfiguration} from '../administration/server-configuration.ts'
import {KmipctlError} from '../errors.ts'
import {
  defaultListenerName,
  type ListenerDefinition,
  type ListenerSource,
} from '../server/listener/listener-definition.ts'
import type {ListenerRecord, Store} from '../storage/store.ts'
import {parseAddress} from '../transport/address.ts'
import {defaultListener, secureVersions, type ListenerOverrides} from './default-listener.ts'

export interface ListenerSourceOptions {
  readonly overrides: ListenerOverrides
  readonly clock: () => Date
  /** Told of every configuration that is read. */
  readonly onConfiguration: (configuration: ServerConfiguration) => void
}

/**
 * Definitions of the listeners that a store asks for: the server's own, about which the process may decide otherwise, then
 * those that the operator named.
 */
export function listenerSource(
  store: Store,
  {overrides, clock, onConfiguration}: ListenerSourceOptions,
): ListenerSource {
  return async () => {
    const {configuration, listeners} = await store.read(async ({administration}) => ({
      configuration: await readConfiguration(administration),
      listeners: await administration.listeners(),
    }))
    onConfiguration(configuration)
    const {hostnames, ipAddresses, ...own} = defaultListener(configuration, overrides)
    const certificate = await certificateOf(store, {authority: undefined, hostnames, ipAddresses}, clock)
    const clientAuthorities = await trusted(store, [undefined])
    const definitions: ListenerDefinition[] = [
      {name: defaultListenerName, publicName: hostnames[0], clientAuthorities, ...own, ...certificate},
    ]
    for (const record of listeners) {
      definitions.push({
        ...named(record),
        handshakeTime: own.handshakeTime,
        ...(await identityOf(store, record, clock)),
      })
    }
    return definitions
  }
}

function named(record: ListenerRecord): Pick<ListenerDefinition, 'name' | 'addresses' | 'httpsAddresses' | 'tls'> {
  const suites = suitesOf(record.tlsCipherSuites)
  return {
    name: record.name,
    addresses: [parseAddress(record.address)],
    httpsAddresses: [],
    tls: {
      minVersion: secureVersions[record.tlsMinVersion] ?? 'TLSv1.2',
      maxVersion: secureVersions[record.tlsMaxVersion ?? 'tls13'] ?? 'TLSv1.3',
      cipherSuites: suites.length === 0 ? undefined : suites.map(({openSslName}) => openSslName),
    },
  }
}

type Identity = Pick<ListenerDefinition, 'clientAuthorities' | 'certificateKey' | 'certificate'>

async function identityOf(store: Store, record: ListenerRecord, clock: () => Date): Promise<Identity> {
  const {authority, additionalClientAuthorities, alsoUseLegacyAuthority} = record
  const names = {authority, hostnames: record.serverHostnames, ipAddresses: record.serverIps}
  const legacy = alsoUseLegacyAuthority ? [undefined] : []
  return {
    clientAuthorities: await trusted(store, [authority, ...additionalClientAuthorities, ...legacy]),
    ...(await certificateOf(store, names, clock)),
  }
}

function trusted(store: Store, names: readonly (string | undefined)[]): Promise<readonly string[]> {
  return store.read(({administration}) => trustedCertificates(administration, names))
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
