import {isIP} from 'node:net'
import type {SubjectAlternativeNames} from '../ca/subject-alternative-names.ts'

type Kind = keyof SubjectAlternativeNames

const prefixes: Readonly<Record<string, Kind>> = {
  dns: 'dnsNames',
  ip: 'ipAddresses',
  email: 'emails',
  uri: 'uris',
}

/**
 * Sorts names as people write them: `app.example.com`, `10.0.0.7`, `ops@example.com`, `spiffe://…`, or with the kind
 * in front as in `dns:app`. The authority checks the values themselves.
 */
export function sortAlternativeNames(values: readonly string[]): SubjectAlternativeNames {
  const names = {dnsNames: [], ipAddresses: [], emails: [], uris: []} satisfies Record<Kind, string[]>
  const lists: Readonly<Record<Kind, string[]>> = names
  for (const value of values) {
    const {prefix, rest} = /^(?<prefix>dns|ip|email|uri):(?<rest>.+)$/is.exec(value)?.groups ?? {}
    const kind = prefixes[prefix?.toLowerCase() ?? ''] ?? guess(value)
    lists[kind].push(rest ?? value)
  }
  return names
}

function guess(value: string): Kind {
  if (isIP(value) !== 0) return 'ipAddresses'
  if (/^[a-z][a-z0-9+.-]*:/i.test(value)) return 'uris'
  return value.includes('@') ? 'emails' : 'dnsNames'
}
