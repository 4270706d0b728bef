import {isIPv4, isIPv6} from 'node:net'
import {UsageError} from '../errors.ts'

/** The port that IANA gave to KMIP. */
export const defaultPort = 5696

/** Where a server listens: a host name or an IP address without brackets, and a TCP port. */
export interface Address {
  readonly host: string
  readonly port: number
}

export interface AddressDefaults {
  /** For texts like `:0`. */
  readonly host?: string | undefined
  readonly port?: number | undefined
}

const examples = 'Write host:port, such as kmip.example.com:5696 or [::1]:5696'
const hostName = /^[\w-]+(\.[\w-]+)*\.?$/

/**
 * Reads `host`, `host:port`, `:port`, `[IPv6]` and `[IPv6]:port`. Port 0 is allowed: a listener takes any free port.
 *
 * @throws UsageError that names what is wrong
 */
export function parseAddress(text: string, defaults: AddressDefaults = {}): Address {
  const {host, port} = split(text.trim())
  return {
    host: host === '' ? (defaults.host ?? 'localhost') : host,
    port: port === undefined ? (defaults.port ?? defaultPort) : parsePort(port, text),
  }
}

/**
 * Reads addresses with commas between them; blanks around them do not count.
 *
 * @throws UsageError that names what is wrong
 */
export function parseAddresses(text: string, defaults: AddressDefaults = {}): readonly Address[] {
  return text.split(',').map((part) => parseAddress(part, defaults))
}

/** `localhost:5696`, `[::1]:5696`. */
export function formatAddress({host, port}: Address): string {
  // Only IPv6 addresses have colons; to ask Node costs a large pattern at every start
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

function split(text: string): {host: string; port: string | undefined} {
  if (text === '') throw wrong('The server address is empty')
  if (text.includes('://')) throw wrong(`Server address ${text} is a URL, not a host and a port`)
  if (text.startsWith('[')) return splitBracketed(text)
  const colon = text.indexOf(':')
  if (colon !== text.lastIndexOf(':')) {
    const what = isIPv6(text) ? 'is an IPv6 address without brackets' : 'has more than one colon'
    throw wrong(`Server address ${text} ${what}`)
  }
  const host = colon === -1 ? text : text.slice(0, colon)
  checkHost(host, text)
  return {host, port: colon === -1 ? undefined : text.slice(colon + 1)}
}

function splitBracketed(text: string): {host: string; port: string | undefined} {
  const end = text.indexOf(']')
  if (end === -1) throw wrong(`Server address ${text} has no closing bracket`)
  const host = text.slice(1, end)
  const rest = text.slice(end + 1)
  if (!isIPv6(host)) throw wrong(`Server address ${text} has no IPv6 address in its brackets`)
  if (rest !== '' && !rest.startsWith(':')) throw wrong(`Server address ${text} goes on with ${rest} after the bracket`)
  return {host, port: rest === '' ? undefined : rest.slice(1)}
}

function checkHost(host: string, text: string): void {
  if (host === '') return
  if (host.length > 253 || !hostName.test(host)) throw wrong(`Server address ${text} has no valid host name`)
  // Resolvers read 127.1 or 10.0.0.256 in surprising ways
  if (/^[\d.]+$/.test(host) && !isIPv4(host)) throw wrong(`Server address ${text} has no valid IPv4 address`)
}

function parsePort(port: string, text: string): number {
  if (port === '') throw wrong(`Server address ${text} has no port after the colon`)
  const number = Number(port)
  if (!/^\d{1,5}$/.test(port) || number > 65535) throw wrong(`Server address ${text} has no valid port`, portHint)
  return number
}

const portHint = 'A port is a number from 0 to 65535'

function wrong(message: string, hint = examples): UsageError {
  return new UsageError(message, {hint})
}
