import {byteString, ulong, wantedCount} from '../codec/wire-type.ts'

/** Of random numbers: PKCS#11 3.0 section 5.21. */
export const randomSignatures = {
  C_SeedRandom: {input: {session: ulong, seed: byteString}, output: {}},
  C_GenerateRandom: {input: {session: ulong, length: wantedCount}, output: {random: byteString}},
} as const
