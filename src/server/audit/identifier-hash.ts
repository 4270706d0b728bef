import {createHmac} from 'node:crypto'
import type {AuditEntry} from './entry.ts'

/** Replaces what identifies objects and clients in an entry. */
export type HashIdentifiers = (entry: AuditEntry) => AuditEntry

/** `hmac-sha256:` and 64 hexadecimal digits, by which an identifier is found again without standing in the audit. */
export function hashIdentifier(key: Uint8Array, identifier: string): string {
  return `hmac-sha256:${createHmac('sha256', key).update(identifier).digest('hex')}`
}

export function identifierHash(key: Uint8Array): HashIdentifiers {
  const hashed = (identifier: string | undefined): string | undefined =>
    identifier === undefined ? undefined : hashIdentifier(key, identifier)
  return (entry) => ({
    ...entry,
    serial: hashed(entry.serial),
    commonName: hashed(entry.commonName),
    clientCorrelation: hashed(entry.clientCorrelation),
    objects: entry.objects?.map((object) => hashIdentifier(key, object)),
    target: hashedTarget(entry.target, hashed),
    // A sentence may name identifiers
    reason: entry.kind === 'request' ? undefined : entry.reason,
  })
}

/** In the target of a change only serial numbers identify. */
function hashedTarget(
  target: AuditEntry['target'],
  hashed: (identifier: string | undefined) => string | undefined,
): AuditEntry['target'] {
  const serialNumber = hashed(target?.serialNumber)
  return serialNumber === undefined ? target : {...target, serialNumber}
}
