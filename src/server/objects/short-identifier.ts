import {createHash} from 'node:crypto'

/** The Short Unique Identifier of an object, 32 bytes: the SHA-256 of its Unique Identifier. KMIP 2.1 section 4.56. */
export function shortIdentifierOf(id: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(id).digest())
}
