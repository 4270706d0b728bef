import type {SecureVersion} from 'node:tls'
import type {ServerConfiguration} from '../administration/server-configuration.ts'
import type {TlsLimits} from '../server/listener/tls-settings.ts'
import {formatAddress, parseAddress, type Address} from '../transport/address.ts'

/** What one process decides otherwise than the stored configuration; what is undefined is not decided. */
export interface ListenerOverrides {
  readonly listeners?: readonly Address[] | undefined
  /** Only a process decides on these. */
  readonly httpsListeners?: readonly Address[] | undefined
  /** DNS names in the server's certificate; the first is also the common name. */
  readonly hostnames?: readonly string[] | undefined
  readonly ipAddresses?: readonly string[] | undefined
  readonly tlsMinVersion?: SecureVersion | undefined
  readonly tlsMaxVersion?: SecureVersion | undefined
  /** Milliseconds for the TLS handshake. */
  readonly handshakeTime?: number | undefined
}

/** How the server's own listener is to be. */
export interface DefaultListener {
  readonly addresses: readonly Address[]
  readonly httpsAddresses: readonly Address[]
  readonly hostnames: readonly string[]
  readonly ipAddresses: readonly string[]
  readonly tls: TlsLimits
  readonly handshakeTime: number
}

/** By the names of Vault, which the configuration uses. */
export const secureVersions: Readonly<Record<string, SecureVersion>> = {
  tls10: 'TLSv1',
  tls11: 'TLSv1.1',
  tls12: 'TLSv1.2',
  tls13: 'TLSv1.3',
}

/** What the process decides, and what is configured for the rest. */
export function defaultListener(configuration: ServerConfiguration, overrides: ListenerOverrides): DefaultListener {
  const minVersion = overrides.tlsMinVersion ?? secureVersions[configuration.tlsMinVersion] ?? 'TLSv1.2'
  return {
    addresses: overrides.listeners ?? configuration.listenAddrs.map((text) => parseAddress(text)),
    httpsAddresses: overrides.httpsListeners ?? [],
    // Clients on the machine itself find it in any case
    hostnames: [...new Set([...(overrides.hostnames ?? configuration.serverHostnames), 'localhost'])],
    ipAddresses: overrides.ipAddresses ?? configuration.serverIps,
    tls: {minVersion, maxVersion: overrides.tlsMaxVersion ?? 'TLSv1.3'},
    handshakeTime: overrides.handshakeTime ?? configuration.connectionTimeout * 1000,
  }
}

/** The configuration as it is in effect. */
export function effectiveConfiguration(
  configuration: ServerConfiguration,
  overrides: ListenerOverrides,
): ServerConfiguration {
  const {listeners, hostnames, ipAddresses, tlsMinVersion, handshakeTime} = overrides
  return {
    ...configuration,
    ...(listeners === undefined ? {} : {listenAddrs: listeners.map(formatAddress)}),
    ...(hostnames === undefined ? {} : {serverHostnames: hostnames}),
    ...(ipAddresses === undefined ? {} : {serverIps: ipAddresses}),
    ...(tlsMinVersion === undefined ? {} : {tlsMinVersion: vaultVersion(tlsMinVersion)}),
    ...(handshakeTime === undefined ? {} : {connectionTimeout: handshakeTime / 1000}),
  }
}

function vaultVersion(version: SecureVersion): string {
  return Object.keys(secureVersions).find((name) => secureVersions[name] === version) ?? version
}
