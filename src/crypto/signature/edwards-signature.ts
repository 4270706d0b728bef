import {sign, verify} from 'node:crypto'
import {invalidParameter} from '../refusal.ts'
import {orFailure, orInvalid} from './running.ts'
import type {SignatureInput, SignatureScheme} from './signature-scheme.ts'

/** Ed25519 and Ed448, RFC 8032: the data themselves are signed, with a hash that is part of the algorithm. */
export const edwardsSignature: SignatureScheme = {
  sign: (key, input) => orFailure(() => sign(null, wholeData(input), key)),
  verify: (key, input, signature) => orInvalid(() => verify(null, wholeData(input), key, signature)),
}

function wholeData(input: SignatureInput): Buffer {
  if (input.kind === 'data') return Buffer.concat(input.parts)
  throw invalidParameter('Keys of this kind sign data, not Digested Data')
}
