import {mechanism} from '../codec/mechanism.ts'
import {outputBuffer, outputBytes} from '../codec/output-buffer.ts'
import {byteString, ulong} from '../codec/wire-type.ts'

const session = {session: ulong} as const
const init = {input: {...session, mechanism, key: ulong}, output: {}} as const
const update = {input: {...session, part: byteString}, output: {}} as const
const signature = {signature: outputBytes} as const

/** Of signatures and MACs: PKCS#11 3.0 sections 5.13 and 5.15. */
export const signingSignatures = {
  C_SignInit: init,
  C_Sign: {input: {...session, data: byteString, signature: outputBuffer}, output: signature},
  C_SignUpdate: update,
  C_SignFinal: {input: {...session, signature: outputBuffer}, output: signature},
  C_VerifyInit: init,
  C_Verify: {input: {...session, data: byteString, signature: byteString}, output: {}},
  C_VerifyUpdate: update,
  C_VerifyFinal: {input: {...session, signature: byteString}, output: {}},
} as const
