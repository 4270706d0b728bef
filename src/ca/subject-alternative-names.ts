import {isIP} from 'node:net'
import {domainToASCII} from 'node:url'
import {UsageError} from '../errors.ts'

/** The names a certificate is valid for besides its subject. */
export interface SubjectAlternativeNames {
  readonly dnsNames: readonly string[]
  readonly ipAddresses: readonly string[]
  readonly emails: readonly string[]
  readonly uris: readonly string[]
}

/**
 * Checks names and brings them into the form certificates hold: DNS names in lower case ASCII (punycode), IP
 * addresses in their shortest form, each once.
 *
 * @throws UsageError naming the wrong value
 */
export function normalizeNames(names: Partial<SubjectAlternativeNames>): SubjectAlternativeNames {
  return {
    dnsNames: unique(names.dnsNames, normalizeDnsName),
    ipAddresses: unique(names.ipAddresses, normalizeIpAddress),
    emails: unique(names.emails, checkEmail),
    uris: unique(names.uris, checkUri),
  }
}

export function isEmpty(names: SubjectAlternativeNames): boolean {
  return Object.values(names).every((values: readonly string[]) => values.length === 0)
}

function unique(values: readonly string[] | undefined, normalize: (value: string) => string): string[] {
  return [...new Set((values ?? []).map(normalize))]
}

const dnsLabel = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/

function normalizeDnsName(name: string): string {
  if (isIP(name) !== 0) {
    throw new UsageError(`${name} is an IP address, not a DNS name`, {hint: 'Give it as an IP address'})
  }
  const wildcard = name.startsWith('*.')
  const ascii = domainToASCII(wildcard ? name.slice(2) : name)
  const labels = ascii.split('.')
  // domainToASCII reads 1.2.03 and 0x7f.1 as numbers and answers with an IPv4 address
  if (ascii.length > 253 || isIP(ascii) !== 0 || !labels.every((label) => dnsLabel.test(label))) {
    throw new UsageError(`${JSON.stringify(name)} is not a DNS name`)
  }
  return wildcard ? `*.${ascii}` : ascii
}

/** The shortest form of an address: `::1`, `10.0.0.1`. */
export function normalizeIpAddress(address: string): string {
  const family = isIP(address)
  if (family === 4) return address
  // A zone (fe80::1%eth0) has a meaning on one machine only and no place in a certificate
  if (family !== 6 || address.includes('%')) throw new UsageError(`${JSON.stringify(address)} is not an IP address`)
  return new URL(`http://[${address}]`).hostname.slice(1, -1)
}

function checkEmail(email: string): string {
  if (!/^[!-?A-~]+@[!-?A-~]+$/.test(email)) {
    throw new UsageError(`${JSON.stringify(email)} is not an e-mail address in ASCII`)
  }
  return email
}

function checkUri(uri: string): string {
  if (!/^[a-z][a-z0-9+.-]*:[!-~]+$/i.test(uri)) throw new UsageError(`${JSON.stringify(uri)} is not a URI in ASCII`)
  return uri
}
