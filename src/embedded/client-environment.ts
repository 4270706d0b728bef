import {formatAddress, type Address} from '../transport/address.ts'
import type {CredentialPaths} from './credential-folder.ts'

/** Settings of the user's own server, which must not reach a command that is to use ours; undefined takes them away. */
const foreign = {KMIPCTL_PROFILE: undefined, KMIPCTL_KEY_PASSWORD: undefined} as const

export interface ServerLocation {
  readonly address: Address
  readonly httpsUrl: string | undefined
}

/**
 * The variables by which programs find a server and a credential: kmipctl's own, plain ones for scripts, those of
 * libkmip's tests (KMIP_ADDR and the three after it), and the place of a configuration for PyKMIP.
 */
export function clientEnvironment(
  {address, httpsUrl}: ServerLocation,
  paths: CredentialPaths,
): Record<string, string | undefined> {
  const endpoint = formatAddress(address)
  return {
    ...foreign,
    KMIPCTL_SERVER: endpoint,
    KMIPCTL_CERT: paths.cert,
    KMIPCTL_KEY: paths.key,
    KMIPCTL_CA: paths.ca,
    KMIPCTL_PYKMIP_CONF: paths.pykmip,
    KMIP_ENDPOINT: endpoint,
    KMIP_HOST: address.host,
    KMIP_PORT: String(address.port),
    KMIP_HTTPS_URL: httpsUrl,
    KMIP_CERT: paths.cert,
    KMIP_KEY: paths.key,
    KMIP_CA: paths.ca,
    KMIP_BUNDLE: paths.bundle,
    KMIP_ADDR: address.host,
    KMIP_CLIENT_CA: paths.cert,
    KMIP_CLIENT_KEY: paths.key,
    KMIP_SERVER_CA: paths.ca,
  }
}
