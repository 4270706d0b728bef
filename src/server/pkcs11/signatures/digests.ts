import {mechanism} from '../codec/mechanism.ts'
import {outputBuffer, outputBytes} from '../codec/output-buffer.ts'
import {byteString, ulong} from '../codec/wire-type.ts'

const session = {session: ulong} as const

/** Of message digests: PKCS#11 3.0 section 5.12. */
export const digestSignatures = {
  C_DigestInit: {input: {...session, mechanism}, output: {}},
  C_Digest: {input: {...session, data: byteString, digest: outputBuffer}, output: {digest: outputBytes}},
  C_DigestUpdate: {input: {...session, part: byteString}, output: {}},
  C_DigestFinal: {input: {...session, digest: outputBuffer}, output: {digest: outputBytes}},
} as const
