import {StorageError} from '../errors.ts'
import type {EnumName} from '../kmip/spec/enumeration.ts'
import {BlockCipherMode, CryptographicAlgorithm, PaddingMethod} from '../kmip/spec/enumerations.ts'
import type {CipherDirection} from './chaining.ts'
import {cipherTable} from './cipher-table.ts'

/**
 * All that a stream needs besides its key. It may hold plaintext, so it is as secret as the data:
 * it stays on the server, sealed where it is stored, and is not the Correlation Value itself.
 */
export interface CipherStreamState {
  readonly direction: CipherDirection
  readonly algorithm: EnumName<typeof CryptographicAlgorithm>
  readonly mode: EnumName<typeof BlockCipherMode>
  readonly padding: EnumName<typeof PaddingMethod>
  /** With which the block in progress begins; empty for ECB, and where the IV is still to come with the data. */
  readonly iv: Uint8Array
  /** Input of the block in progress. */
  readonly pending: Uint8Array
}

const layoutVersion = 1
const directions: readonly CipherDirection[] = ['encrypt', 'decrypt']
/** Version, direction and the length of the IV: one byte each; algorithm, mode and padding: four bytes each. */
const headerLength = 15

/** As bytes of this program's own layout: header, IV, pending input. */
export function encodeStreamState(state: CipherStreamState): Uint8Array {
  const header = Buffer.alloc(headerLength)
  header.writeUInt8(layoutVersion, 0)
  header.writeUInt8(directions.indexOf(state.direction), 1)
  header.writeUInt32BE(CryptographicAlgorithm.valueOf(state.algorithm) ?? 0, 2)
  header.writeUInt32BE(BlockCipherMode.valueOf(state.mode) ?? 0, 6)
  header.writeUInt32BE(PaddingMethod.valueOf(state.padding) ?? 0, 10)
  header.writeUInt8(state.iv.length, 14)
  return Buffer.concat([header, state.iv, state.pending])
}

/** Throws StorageError CORRUPT for bytes that `encodeStreamState` cannot have written. */
export function decodeStreamState(bytes: Uint8Array): CipherStreamState {
  if (bytes.length < headerLength || bytes[0] !== layoutVersion) throw corruptState()
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, headerLength)
  const ivEnd = headerLength + header.readUInt8(14)
  const algorithm = known(CryptographicAlgorithm.nameOf(header.readUInt32BE(2)))
  if (bytes.length < ivEnd || ![0, cipherTable[algorithm]?.blockLength].includes(header.readUInt8(14)))
    throw corruptState()
  return {
    direction: known(directions[header.readUInt8(1)]),
    algorithm,
    mode: known(BlockCipherMode.nameOf(header.readUInt32BE(6))),
    padding: known(PaddingMethod.nameOf(header.readUInt32BE(10))),
    iv: Uint8Array.from(bytes.subarray(headerLength, ivEnd)),
    pending: Uint8Array.from(bytes.subarray(ivEnd)),
  }
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw corruptState()
  return value
}

function corruptState(): StorageError {
  return new StorageError('CORRUPT', 'The saved state of a stream is damaged')
}
