import {createPrivateKey, createPublicKey, type JsonWebKey} from 'node:crypto'
import {Tag} from '../../kmip/spec/tags.ts'
import {TransparentRSAPrivateKey} from '../../kmip/structures/transparent-rsa-private-key.ts'
import {TransparentRSAPublicKey} from '../../kmip/structures/transparent-rsa-public-key.ts'
import {structureNode} from '../../ttlv/node.ts'
import type {AsymmetricFormat} from './asymmetric-format.ts'
import {materialStructure} from './material-structure.ts'
import {MalformedKey} from './malformed-key.ts'
import {bytesOfNumber, numberOfBytes} from './numbers.ts'
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
    const jwk = key.export({format: 'jwk'})
    const components = {
      modulus: numberOf(jwk, 'n'),
      privateExponent: numberOf(jwk, 'd'),
      publicExponent: numberOf(jwk, 'e'),
      p: numberOf(jwk, 'p'),
      q: numberOf(jwk, 'q'),
      primeExponentP: numberOf(jwk, 'dp'),
      primeExponentQ: numberOf(jwk, 'dq'),
      crtCoefficient: numberOf(jwk, 'qi'),
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
    const jwk = key.export({format: 'jwk'})
    const components = {modulus: numberOf(jwk, 'n'), publicExponent: numberOf(jwk, 'e')}
    return structureNode(Tag.KeyMaterial, TransparentRSAPublicKey.encodeItems(components, 'any'))
  },
}

function base64(value: bigint): string {
  return bytesOfNumber(value).toString('base64url')
}

function numberOf(jwk: JsonWebKey, member: 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi'): bigint {
  return numberOfBytes(Buffer.from(jwk[member] ?? '', 'base64url'))
}
