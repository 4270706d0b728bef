import {fixedBytes, paddedText, struct, ulong, byte, type WireType} from './wire-type.ts'

/** CK_VERSION. */
export const version = struct({major: byte, minor: byte})

/** Text that is always of this length and not padded. */
const time: WireType<Uint8Array> = fixedBytes(16)

/** CK_INFO. */
export const info = struct({
  cryptokiVersion: version,
  manufacturerID: paddedText(32),
  flags: ulong,
  libraryDescription: paddedText(32),
  libraryVersion: version,
})

/** CK_SLOT_INFO. */
export const slotInfo = struct({
  slotDescription: paddedText(64),
  manufacturerID: paddedText(32),
  flags: ulong,
  hardwareVersion: version,
  firmwareVersion: version,
})

/** CK_TOKEN_INFO. */
export const tokenInfo = struct({
  label: paddedText(32),
  manufacturerID: paddedText(32),
  model: paddedText(16),
  serialNumber: paddedText(16),
  flags: ulong,
  maxSessionCount: ulong,
  sessionCount: ulong,
  maxRwSessionCount: ulong,
  rwSessionCount: ulong,
  maxPinLen: ulong,
  minPinLen: ulong,
  totalPublicMemory: ulong,
  freePublicMemory: ulong,
  totalPrivateMemory: ulong,
  freePrivateMemory: ulong,
  hardwareVersion: version,
  firmwareVersion: version,
  utcTime: time,
})

/** CK_SESSION_INFO. */
export const sessionInfo = struct({slotID: ulong, state: ulong, flags: ulong, deviceError: ulong})

/** CK_MECHANISM_INFO. */
export const mechanismInfo = struct({minKeySize: ulong, maxKeySize: ulong, flags: ulong})
