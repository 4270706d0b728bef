import {createPrivateKey, createPublicKey, type KeyObject} from 'node:crypto'
import {Tag} from '../../kmip/spec/tags.ts'
import {TransparentRSAPrivateKey} from '../../kmip/structures/transparent-rsa-private-key.ts'
import {TransparentRSAPublicKey} from '../../kmip/structures/transparent-rsa-public-key.ts'
import {structureNode} from '../../ttlv/node.ts'
import type {AsymmetricFormat} from './asymmetric-format.ts'
import {integerOf, readSequence} from './der.ts'
import {materialStructure} from './material-structure.ts'
import {MalformedKey} from './malformed-key.ts'
import {bytesOfNumber} from './numbers.ts'
import {completeRsa} from './rsa-components.ts'

/** KMIP 1.4 section 2.1.7.4. */
export const transparentRsaPrivateKey: AsymmetricFormat = {
  holds: ['PrivateKey'],
  read(material) {
    const key = completeRsa(TransparentRSAPrivateKey.decode(materialStructure(material)))
    const jwk = {
      kty: 'RSA',
      n: base64(key.modulus),
      e: base64(key.publicExponent),
      d: base64(key.privateExponent),
      p: base64(key.p),
      q: base64(key.q),
      dp: base64(key.primeExponentP),
      dq: base64(key.primeExponentQ),
      qi: base64(key.crtCoefficient),
    }
    return createPrivateKey({key: jwk, format: 'jwk'})
  },
  write(key) {
    if (key.asymmetricKeyType !== 'rsa') return undefined
    const [, modulus = 0n, publicExponent, privateExponent, p, q, primeExponentP, primeExponentQ, crtCoefficient] =
      numbersOf(key)
    const components = {
      modulus,
      privateExponent,
      publicExponent,
      p,
      q,
      primeExponentP,
      primeExponentQ,
      crtCoefficient,
    }
    return structureNode(Tag.KeyMaterial, TransparentRSAPrivateKey.encodeItems(components, 'any'))
  },
}

/** KMIP 1.4 section 2.1.7.5. */
export const transparentRsaPublicKey: AsymmetricFormat = {
  holds: ['PublicKey'],
  read(material) {
    const {modulus, publicExponent} = TransparentRSAPublicKey.decode(materialStructure(material))
    if (modulus < 4n || publicExponent < 1n) throw new MalformedKey('Modulus and Public Exponent are positive numbers')
    const jwk = {kty: 'RSA', n: base64(modulus), e: base64(publicExponent)}
    return createPublicKey({key: jwk, format: 'jwk'})
  },
  write(key) {
    if (key.asymmetricKeyType !== 'rsa') return undefined
    const [modulus = 0n, publicExponent = 0n] = numbersOf(key)
    const components = {modulus, publicExponent}
    return structureNode(Tag.KeyMaterial, TransparentRSAPublicKey.encodeItems(components, 'any'))
  },
}

function base64(value: bigint): string {
  return bytesOfNumber(value).toString('base64url')
}

/** As RFC 8017 appendix A.1 has them in order. */
function numbersOf(key: KeyObject): bigint[] {
  return readSequence(key.export({format: 'der', type: 'pkcs1'})).map(integerOf)
}
