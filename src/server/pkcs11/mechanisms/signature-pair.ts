import {derInteger, derSequence, integerOf, readSequence} from '../../../crypto/keys/der.ts'
import {bitLength, bytesOfNumber, numberOfBytes} from '../../../crypto/keys/numbers.ts'
import {ellipticGroup} from '../../../crypto/signature/elliptic-group.ts'
import {asymmetricKeyOf} from '../../objects/asymmetric-material.ts'
import type {ServerObject} from '../../objects/server-object.ts'
import {Refusal} from '../refusal.ts'

/** An ECDSA signature as PKCS#11 has it: r and s side by side, each as long as the order of the curve. */
export function plainPair(key: ServerObject, der: Uint8Array): Uint8Array {
  const length = orderLength(key)
  return Buffer.concat(readSequence(der).map((item) => bytesOfNumber(integerOf(item), length)))
}

/** The same as KMIP has it. Fails with CKR_SIGNATURE_LEN_RANGE. */
export function derPair(key: ServerObject, plain: Uint8Array): Uint8Array {
  const length = orderLength(key)
  if (plain.length !== 2 * length) throw new Refusal('SIGNATURE_LEN_RANGE')
  const halves = [plain.subarray(0, length), plain.subarray(length)]
  return derSequence(...halves.map((half) => derInteger(numberOfBytes(half))))
}

/** In bytes. */
function orderLength(key: ServerObject): number {
  return Math.ceil(bitLength(ellipticGroup(asymmetricKeyOf(key)).order) / 8)
}
