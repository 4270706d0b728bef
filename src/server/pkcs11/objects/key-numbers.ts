import type {KeyObject} from 'node:crypto'
import {curveOf} from '../../../crypto/keys/curves.ts'
import {
  derInteger,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  integerOf,
  readSequence,
} from '../../../crypto/keys/der.ts'
import {inForm, namedCurveOf, pointOf, privateNumberOf} from '../../../crypto/keys/elliptic-key.ts'
import {bytesOfNumber} from '../../../crypto/keys/numbers.ts'
import type {AttributeName} from '../spec/attribute-types.ts'
import {edwardsCurves} from './curve-parameters.ts'

type Numbers = Readonly<Partial<Record<AttributeName, Uint8Array>>>

/** RSA members of a JSON Web Key, RFC 7518 section 6.3, by their attributes. */
const rsaMembers = {
  PRIVATE_EXPONENT: 'd',
  PRIME_1: 'p',
  PRIME_2: 'q',
  EXPONENT_1: 'dp',
  EXPONENT_2: 'dq',
  COEFFICIENT: 'qi',
} as const

/** What everybody may know of a key pair, from either half of it. */
export function publicNumbers(key: KeyObject): Numbers {
  if (key.asymmetricKeyType === 'rsa') {
    const {n, e} = key.export({format: 'jwk'})
    return {MODULUS: fromBase64(n), PUBLIC_EXPONENT: fromBase64(e)}
  }
  const edwards = edwardsCurves[key.asymmetricKeyType ?? '']
  if (edwards !== undefined) {
    const {x} = key.export({format: 'jwk'})
    return {EC_PARAMS: edwards.name, EC_POINT: derOctetString(fromBase64(x))}
  }
  const curve = key.asymmetricKeyType === 'ec' ? namedCurveOf(key) : undefined
  if (curve === undefined) return {}
  const {objectIdentifier} = curveOf(curve)
  return {
    EC_PARAMS: derObjectIdentifier(objectIdentifier),
    EC_POINT: derOctetString(inForm(curveOf(curve), pointOf(key), 'uncompressed')),
  }
}

/** What only the owner of a private key knows. */
export function privateNumbers(key: KeyObject): Numbers {
  if (key.asymmetricKeyType === 'rsa') {
    const jwk = key.export({format: 'jwk'})
    const members = Object.entries(rsaMembers).map(([name, member]) => [name, fromBase64(jwk[member])] as const)
    return Object.fromEntries(members)
  }
  if (edwardsCurves[key.asymmetricKeyType ?? ''] !== undefined)
    return {VALUE: fromBase64(key.export({format: 'jwk'}).d)}
  return key.asymmetricKeyType === 'ec' ? {VALUE: bytesOfNumber(privateNumberOf(key))} : {}
}

function fromBase64(text: string | undefined): Buffer {
  return Buffer.from(text ?? '', 'base64url')
}

/** Names and number of an X.509 certificate, in DER. */
export function certificateNumbers(certificate: Uint8Array): Numbers {
  const [body] = readSequence(certificate)
  const items = readSequence(derSequence(body?.content ?? new Uint8Array(0)))
  // The version, which is first, is left out of version 1.
  const [serial, , issuer, , subject] = items[0]?.tag === 0xa0 ? items.slice(1) : items
  return {
    ISSUER: derSequence(issuer?.content ?? new Uint8Array(0)),
    SUBJECT: derSequence(subject?.content ?? new Uint8Array(0)),
    SERIAL_NUMBER: derInteger(integerOf(serial)),
  }
}
