import type {KeyObject} from 'node:crypto'
import {curveOf, type CurveName} from '../crypto/keys/curves.ts'
import {ellipticPrivateKey, ellipticPublicKey} from '../crypto/keys/elliptic-key.ts'
import {curveKey} from '../crypto/keys/montgomery-edwards.ts'
import {numberOfBytes} from '../crypto/keys/numbers.ts'
import {transparentRsaPrivateKey, transparentRsaPublicKey} from '../crypto/keys/transparent-rsa.ts'
import {UsageError} from '../errors.ts'
import {Tag} from '../kmip/spec/tags.ts'
import {TransparentRSAPrivateKey} from '../kmip/structures/transparent-rsa-private-key.ts'
import {TransparentRSAPublicKey} from '../kmip/structures/transparent-rsa-public-key.ts'
import {structureNode} from '../ttlv/node.ts'
import {foundKey} from './found-key.ts'
import {symmetricAlgorithmOf, usageOf} from './jwk-use.ts'
import type {FoundObject, FoundSymmetricKey} from './key-file.ts'
import {JwkMembers} from './jwk-members.ts'

/** EC curves by `crv`, RFC 7518 section 6.2.1.1 and RFC 8812 section 3. */
const curves: Readonly<Record<string, CurveName>> = {
  'P-256': 'P_256',
  'P-384': 'P_384',
  'P-521': 'P_521',
  secp256k1: 'SECP256K1',
}

/** RFC 8037 section 2. */
const curveKeys: Readonly<Record<string, Parameters<typeof curveKey>[0]>> = {
  Ed25519: 'ed25519',
  Ed448: 'ed448',
  X25519: 'x25519',
  X448: 'x448',
}

const readers: Readonly<Record<string, (jwk: JwkMembers) => FoundObject>> = {
  oct: symmetricKey,
  RSA: (jwk) => asymmetricKey(jwk, jwk.has('d') ? rsaPrivate(jwk) : rsaPublic(jwk)),
  EC: (jwk) => asymmetricKey(jwk, ellipticKey(jwk)),
  OKP: (jwk) => asymmetricKey(jwk, octetKeyPair(jwk)),
}

/** One JSON Web Key, RFC 7517. @throws UsageError naming the member that is wrong, without its value */
export function readJwk(value: unknown, what: string): FoundObject {
  const jwk = new JwkMembers(value, what)
  const kty = jwk.text('kty')
  const read = Object.hasOwn(readers, kty) ? readers[kty] : undefined
  if (read !== undefined) return read(jwk)
  throw new UsageError(`${what} has the key type ${JSON.stringify(kty.slice(0, 32))}, which is not known here`, {
    hint: `Known are ${Object.keys(readers).join(', ')}`,
  })
}

function symmetricKey(jwk: JwkMembers): FoundSymmetricKey {
  const bytes = jwk.bytes('k')
  const algorithm = symmetricAlgorithmOf(jwk.use.alg)
  return {
    type: 'SymmetricKey',
    format: 'Raw',
    bytes,
    algorithm,
    usage: usageOf(jwk.use, 'SymmetricKey'),
    name: jwk.name,
  }
}

/** KMIP has no format of JSON: private keys become PKCS#8, public ones SubjectPublicKeyInfo. */
function asymmetricKey(jwk: JwkMembers, key: KeyObject): FoundObject {
  const {what, name} = jwk
  return key.type === 'private'
    ? foundKey({
        type: 'PrivateKey',
        format: 'PKCS_8',
        bytes: key.export({format: 'der', type: 'pkcs8'}),
        name,
        usage: usageOf(jwk.use, 'PrivateKey'),
        what,
      })
    : foundKey({
        type: 'PublicKey',
        format: 'X_509',
        bytes: key.export({format: 'der', type: 'spki'}),
        name,
        usage: usageOf(jwk.use, 'PublicKey'),
        what,
      })
}

/** The transparent format of KMIP has the same numbers, and completes those that were left out. */
function rsaPrivate(jwk: JwkMembers): KeyObject {
  const numbers = {
    modulus: jwk.number('n'),
    publicExponent: jwk.number('e'),
    privateExponent: jwk.number('d'),
    p: jwk.optionalNumber('p'),
    q: jwk.optionalNumber('q'),
    primeExponentP: jwk.optionalNumber('dp'),
    primeExponentQ: jwk.optionalNumber('dq'),
    crtCoefficient: jwk.optionalNumber('qi'),
  }
  return jwk.made(() => {
    const material = structureNode(Tag.KeyMaterial, TransparentRSAPrivateKey.encodeItems(numbers, 'any'))
    return transparentRsaPrivateKey.read(material, 'PrivateKey', {})
  })
}

function rsaPublic(jwk: JwkMembers): KeyObject {
  const numbers = {modulus: jwk.number('n'), publicExponent: jwk.number('e')}
  return jwk.made(() => {
    const material = structureNode(Tag.KeyMaterial, TransparentRSAPublicKey.encodeItems(numbers, 'any'))
    return transparentRsaPublicKey.read(material, 'PublicKey', {})
  })
}

function ellipticKey(jwk: JwkMembers): KeyObject {
  const curve = jwk.oneOf('crv', curves)
  const length = Math.ceil(curveOf(curve).bits / 8)
  const point = Buffer.concat([Buffer.of(4), jwk.padded('x', length), jwk.padded('y', length)])
  const publicKey = jwk.made(() => ellipticPublicKey(curve, point))
  if (!jwk.has('d')) return publicKey
  const d = numberOfBytes(jwk.bytes('d'))
  return jwk.half(
    jwk.made(() => ellipticPrivateKey(curve, d)),
    publicKey,
  )
}

function octetKeyPair(jwk: JwkMembers): KeyObject {
  const curve = jwk.oneOf('crv', curveKeys)
  const x = jwk.bytes('x')
  const publicKey = jwk.made(() => curveKey(curve, 'PublicKey', x))
  if (!jwk.has('d')) return publicKey
  const d = jwk.bytes('d')
  return jwk.half(
    jwk.made(() => curveKey(curve, 'PrivateKey', d)),
    publicKey,
  )
}
