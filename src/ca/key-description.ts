import type {KeyObject} from 'node:crypto'

export interface KeyDescription {
  /** `rsa`, `ec`, `ed25519`, or whatever else node:crypto calls the key. */
  readonly type: string
  readonly bits: number | undefined
  /** `P-256`, `P-384`, `P-521`, `Ed25519`, or OpenSSL's name of another curve. */
  readonly curve: string | undefined
}

const curves: Readonly<Record<string, {readonly curve: string; readonly bits: number}>> = {
  secp224r1: {curve: 'P-224', bits: 224},
  prime256v1: {curve: 'P-256', bits: 256},
  secp384r1: {curve: 'P-384', bits: 384},
  secp521r1: {curve: 'P-521', bits: 521},
}

/** Type and size of a public or private key. */
export function describeKey(key: KeyObject): KeyDescription {
  const type = key.asymmetricKeyType ?? 'unknown'
  const details = detailsOf(key, type)
  if (type === 'ed25519') return {type, bits: 256, curve: 'Ed25519'}
  if (type !== 'ec') return {type, bits: details?.modulusLength, curve: undefined}
  const name = details?.namedCurve ?? 'unknown'
  const known = curves[name]
  return {type, bits: known?.bits, curve: known?.curve ?? name}
}

/**
 * To ask a damaged key for its details ends the process: node:crypto asserts that there are some. One that can be
 * encoded again has them; DSA keys not even then.
 */
function detailsOf(key: KeyObject, type: string): KeyObject['asymmetricKeyDetails'] {
  if (type !== 'rsa' && type !== 'rsa-pss' && type !== 'ec') return undefined
  key.export({format: 'der', type: key.type === 'private' ? 'pkcs8' : 'spki'})
  return key.asymmetricKeyDetails
}
