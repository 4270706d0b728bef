import {isIP} from 'node:net'
import {parseAddress} from '../transport/address.ts'
import type {ServerConfiguration} from './server-configuration.ts'

/** Something that works, but perhaps not as the operator wants it. */
export interface Advice {
  readonly problem: string
  readonly hint: string
}

/** What to look at in a configuration. */
export function configurationAdvice(configuration: ServerConfiguration): readonly Advice[] {
  const {listenAddrs, serverHostnames, serverIps, tlsMinVersion} = configuration
  const advice: Advice[] = []
  const isReached = listenAddrs.some((address) => !isLoopback(parseAddress(address).host))
  const isNamed = serverHostnames.some((name) => name !== 'localhost') || serverIps.some((ip) => !isLoopback(ip))
  if (isReached && !isNamed) {
    advice.push({
      problem:
        'The server listens for other machines, but its certificate names only localhost, so that their clients will refuse it',
      hint: 'Name it as clients do: kmipctl config set server_hostnames=kms.example.com, or server_ips=10.0.0.1',
    })
  }
  if (tlsMinVersion === 'tls10' || tlsMinVersion === 'tls11') {
    advice.push({
      problem: `With tls_min_version ${tlsMinVersion} the server speaks versions of TLS that are broken, for which OpenSSL has to run at its lowest security level`,
      hint: 'Set tls_min_version to tls12 as soon as no client needs the older ones',
    })
  }
  return advice
}

/** Whether only the machine itself gets there. */
export function isLoopback(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith('127.')
  return host === 'localhost' || host === '::1'
}
