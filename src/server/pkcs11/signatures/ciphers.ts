import {mechanism} from '../codec/mechanism.ts'
import {outputBuffer, outputBytes} from '../codec/output-buffer.ts'
import {byteString, ulong} from '../codec/wire-type.ts'

const session = {session: ulong} as const
const init = {input: {...session, mechanism, key: ulong}, output: {}} as const
const whole = {input: {...session, data: byteString, result: outputBuffer}, output: {result: outputBytes}} as const
const final = {input: {...session, result: outputBuffer}, output: {result: outputBytes}} as const

/** Of encryption and decryption: PKCS#11 3.0 sections 5.8 and 5.10. */
export const cipherSignatures = {
  C_EncryptInit: init,
  C_Encrypt: whole,
  C_EncryptUpdate: whole,
  C_EncryptFinal: final,
  C_DecryptInit: init,
  C_Decrypt: whole,
  C_DecryptUpdate: whole,
  C_DecryptFinal: final,
} as const
