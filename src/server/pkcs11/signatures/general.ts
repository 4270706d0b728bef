import {info, mechanismInfo, slotInfo, tokenInfo} from '../codec/info-structures.ts'
import {outputBuffer, outputUlongs} from '../codec/output-buffer.ts'
import {bool, byte, ulong} from '../codec/wire-type.ts'

/** Of the library, its slots and its token: PKCS#11 3.0 sections 5.4 and 5.5. */
export const generalSignatures = {
  C_Initialize: {input: {encodingVersion: byte}, output: {}},
  C_Finalize: {input: {}, output: {}},
  C_GetInfo: {input: {}, output: {info}},
  C_GetSlotList: {input: {tokenPresent: bool, slots: outputBuffer}, output: {slots: outputUlongs}},
  C_GetSlotInfo: {input: {slotID: ulong}, output: {info: slotInfo}},
  C_GetTokenInfo: {input: {slotID: ulong}, output: {info: tokenInfo}},
  C_GetMechanismList: {input: {slotID: ulong, mechanisms: outputBuffer}, output: {mechanisms: outputUlongs}},
  C_GetMechanismInfo: {input: {slotID: ulong, type: ulong}, output: {info: mechanismInfo}},
} as const
