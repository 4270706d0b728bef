import {mechanism} from '../codec/mechanism.ts'
import {template} from '../codec/template.ts'
import {ulong} from '../codec/wire-type.ts'

const made = {session: ulong, mechanism} as const

/** Of keys: PKCS#11 3.0 section 5.18. */
export const keySignatures = {
  C_GenerateKey: {input: {...made, template}, output: {key: ulong}},
  C_GenerateKeyPair: {
    input: {...made, publicKeyTemplate: template, privateKeyTemplate: template},
    output: {publicKey: ulong, privateKey: ulong},
  },
} as const
