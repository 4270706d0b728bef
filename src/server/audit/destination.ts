import {UsageError} from '../../errors.ts'
import {parseAddress, type Address} from '../../transport/address.ts'

/** Where entries are to go. */
export type AuditDestination =
  | {readonly kind: 'file'; readonly path: string}
  | {readonly kind: 'stdout'}
  | {readonly kind: 'syslog'; readonly transport: 'udp' | 'tcp'; readonly address: Address}

const syslogPort = 514

/**
 * Reads `file:PATH`, a path alone, `stdout`, `syslog://HOST:PORT` (UDP) and `syslog+tcp://HOST:PORT`.
 *
 * @throws UsageError
 */
export function parseDestination(text: string): AuditDestination {
  if (text === 'stdout') return {kind: 'stdout'}
  const syslog = /^syslog(?<tcp>\+tcp)?:(?<rest>.*)$/.exec(text)?.groups
  if (syslog !== undefined) {
    const address = /^\/\/(?<address>[^/]+)\/?$/.exec(syslog['rest'] ?? '')?.groups?.['address']
    if (address === undefined) throw noSyslogAddress(text)
    const transport = syslog['tcp'] === undefined ? 'udp' : 'tcp'
    return {kind: 'syslog', transport, address: parseAddress(address, {host: '127.0.0.1', port: syslogPort})}
  }
  const path = text.replace(/^file:/, '')
  if (path === '') throw new UsageError('An audit device needs a file', {hint: 'Write it like --audit audit.jsonl'})
  return {kind: 'file', path}
}

function noSyslogAddress(text: string): UsageError {
  return new UsageError(`${text} is no address of a syslog server`, {
    hint: 'Write it like syslog://127.0.0.1:514 (UDP) or syslog+tcp://logs.example:601; /dev/log cannot be written to',
  })
}
