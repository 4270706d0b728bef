import {StorageError} from '../../errors.ts'
import {field} from '../../kmip/schema/field.ts'
import {bytes, dateTime, enumeration, integer, text} from '../../kmip/schema/scalars.ts'
import {structure, type Infer} from '../../kmip/schema/structure.ts'
import {Operation} from '../../kmip/spec/enumerations.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import {readBinary} from '../../ttlv/binary-reader.ts'
import {writeBinary} from '../../ttlv/binary-writer.ts'
import {structureNode} from '../../ttlv/node.ts'

/** What the first request says for the whole operation: the later ones need not say it again, and may not say otherwise. */
const StreamOpening = structure('Stream Opening', {
  /** Of the key; absent for operations without one. */
  uniqueIdentifier: field(Tag.UniqueIdentifier, text).optional(),
  /** As they were in force then, whether from the request or from the key. */
  cryptographicParameters: field(Tag.CryptographicParameters, CryptographicParameters).optional(),
  ivCounterNonce: field(Tag.IVCounterNonce, bytes).optional(),
  authenticatedEncryptionAdditionalData: field(Tag.AuthenticatedEncryptionAdditionalData, bytes).optional(),
  authenticatedEncryptionTag: field(Tag.AuthenticatedEncryptionTag, bytes).optional(),
  macData: field(Tag.MACData, bytes).optional(),
  signatureData: field(Tag.SignatureData, bytes).optional(),
})
export type StreamOpening = Infer<typeof StreamOpening>

/** A stream between two requests, in the form in which it is stored; sealed there, for it holds the client's data. */
const GatheredState = structure('Gathered State', {
  operation: field(Tag.Operation, enumeration(Operation)),
  opening: field(Tag.RequestPayload, StreamOpening),
  /** All that is kept of a stream is forgotten at once. */
  expiry: field(Tag.TimeStamp, dateTime),
  /** Records before `tail`. */
  filled: field(Tag.BatchCount, integer),
  /** Bytes in those records. */
  length: field(Tag.DataLength, integer),
  tail: field(Tag.Data, bytes),
})
export type GatheredState = Infer<typeof GatheredState>

export function encodeGatheredState(state: GatheredState): Uint8Array {
  return writeBinary(structureNode(Tag.CorrelationValue, GatheredState.encodeItems(state, 'any')))
}

/** False for the state of another kind of stream: no such one begins with the first byte of a KMIP tag. */
export function isGatheredState(stored: Uint8Array): boolean {
  return stored[0] === Tag.CorrelationValue >>> 16
}

/** The inverse of encodeGatheredState. */
export function decodeGatheredState(stored: Uint8Array): GatheredState {
  try {
    return GatheredState.decode(readBinary(stored))
  } catch (cause) {
    throw new StorageError('CORRUPT', 'The saved state of a stream is damaged', {cause})
  }
}

/** True when both say the same, in whatever form they came. */
export function sameParameters(one: CryptographicParameters, other: CryptographicParameters): boolean {
  const [a, b] = [one, other].map((value) =>
    writeBinary(structureNode(Tag.CryptographicParameters, CryptographicParameters.encodeItems(value, 'any'))),
  )
  return a !== undefined && b !== undefined && Buffer.compare(a, b) === 0
}
