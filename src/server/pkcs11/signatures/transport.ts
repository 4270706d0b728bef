import {mechanism} from '../codec/mechanism.ts'
import {outputBuffer, outputBytes} from '../codec/output-buffer.ts'
import {template} from '../codec/template.ts'
import {byteString, ulong} from '../codec/wire-type.ts'

const made = {session: ulong, mechanism} as const

/** Of keys that leave, come and are derived: PKCS#11 3.0 section 5.18. */
export const transportSignatures = {
  C_WrapKey: {
    input: {...made, wrappingKey: ulong, key: ulong, wrappedKey: outputBuffer},
    output: {wrappedKey: outputBytes},
  },
  C_UnwrapKey: {input: {...made, unwrappingKey: ulong, wrappedKey: byteString, template}, output: {key: ulong}},
  C_DeriveKey: {input: {...made, baseKey: ulong, template}, output: {key: ulong}},
} as const
