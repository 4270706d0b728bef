import type {KeyObject} from 'node:crypto'
import {UsageError} from '../errors.ts'
import {namedCurveOf} from '../crypto/keys/elliptic-key.ts'
import {algOfSymmetric} from './jwk-use.ts'

const jwkCurves: ReadonlySet<string | undefined> = new Set(['P_256', 'P_384', 'P_521', 'SECP256K1'])
const jwkKinds: ReadonlySet<string | undefined> = new Set(['rsa', 'ec', 'ed25519', 'ed448', 'x25519', 'x448'])

/** A private or public key as a JSON Web Key. @throws UsageError for keys that have no such form */
export function jwkOf(key: KeyObject, what: string, kid: string | undefined): object {
  const {asymmetricKeyType: kind} = key
  if (!jwkKinds.has(kind) || (kind === 'ec' && !jwkCurves.has(namedCurveOf(key)))) {
    const why = kind === 'ec' ? `${what} on this curve` : what
    throw new UsageError(`There is no JWK form of ${why}`, {hint: 'Pass --as pem or --as der'})
  }
  return {...(kid === undefined ? {} : {kid}), ...key.export({format: 'jwk'})}
}

/** A symmetric key as a JSON Web Key, RFC 7518 section 6.4. */
export function oct(bytes: Uint8Array, algorithm: string | number | undefined, kid: string | undefined): object {
  const alg = algOfSymmetric(algorithm)
  return {
    kty: 'oct',
    ...(kid === undefined ? {} : {kid}),
    ...(alg === undefined ? {} : {alg}),
    k: Buffer.from(bytes).toString('base64url'),
  }
}
