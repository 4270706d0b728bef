import {diffieHellman, type KeyObject} from 'node:crypto'
import {invalidParameter} from '../refusal.ts'

/** Key types of node:crypto that agree on a secret. */
const agreeing = ['dh', 'ec', 'x25519', 'x448']

/** The secret that a private key and another's public key share: SP 800-56A sections 5.7.1 and 5.7.2, RFC 7748. */
export function agreeOnSecret(privateKey: KeyObject, publicKey: KeyObject): Uint8Array {
  const type = privateKey.asymmetricKeyType
  if (type === undefined || !agreeing.includes(type)) throw invalidParameter(`Keys of type ${type} agree on no secret`)
  if (type !== publicKey.asymmetricKeyType) {
    throw invalidParameter(
      `A private key of type ${type} does not go with a public key of type ${publicKey.asymmetricKeyType}`,
    )
  }
  try {
    return diffieHellman({privateKey, publicKey})
  } catch (cause) {
    throw invalidParameter('The private and the public key are not of the same group or curve', undefined, cause)
  }
}
