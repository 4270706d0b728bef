import {createHash} from 'node:crypto'

/** Below this size trying all values is cheap enough that even part of a hash gives the secret away. */
const smallestFingerprinted = 16

/** What stands for a secret value: its length, and for long ones the start of its SHA-256, to compare keys by. */
export function redact(value: unknown): string {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  if (!(bytes instanceof Uint8Array)) return '<hidden>'
  const length = `${bytes.length} ${bytes.length === 1 ? 'byte' : 'bytes'}`
  if (bytes.length < smallestFingerprinted) return `<${length}>`
  return `<${length}, sha256 ${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}…>`
}
