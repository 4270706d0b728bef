import type {KeyMaterial} from '../../kmip/objects/key-value.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {TransparentECPrivateKey} from '../../kmip/structures/transparent-ec-private-key.ts'
import {TransparentECPublicKey} from '../../kmip/structures/transparent-ec-public-key.ts'
import {structureNode} from '../../ttlv/node.ts'
import type {AsymmetricFormat} from './asymmetric-format.ts'
import {materialStructure} from './material-structure.ts'
import {curveOf, type CurveName} from './curves.ts'
import {
  curveKey,
  curveKeyBytes,
  keyOfScalar,
  montgomeryCurve,
  montgomeryCurveOf,
  montgomeryKeyTypes,
  scalarOf,
} from './montgomery-edwards.ts'
import {ellipticPrivateKey, ellipticPublicKey, inForm, namedCurveOf, pointOf, privateNumberOf} from './elliptic-key.ts'

/*
 * Transparent ECDSA, ECDH and ECMQV keys have the members of Transparent EC keys and differ in their name alone.
 * KMIP 1.4 sections 2.1.7.8 to 2.1.7.15. On the curves of RFC 7748, D is the number that the private bytes encode, and
 * the Q String the public bytes.
 */

export const transparentEcPrivateKey: AsymmetricFormat = {
  holds: ['PrivateKey'],
  read(material) {
    const {recommendedCurve, d} = TransparentECPrivateKey.decode(materialStructure(material))
    const montgomery = montgomeryCurve(recommendedCurve)
    return montgomery === undefined ? ellipticPrivateKey(recommendedCurve, d) : keyOfScalar(montgomery, d)
  },
  write(key) {
    const montgomery = montgomeryCurveOf(key)
    if (montgomery !== undefined) return privateMaterial(montgomery, scalarOf(montgomery, key))
    const curve = namedCurveOf(key)
    return curve === undefined ? undefined : privateMaterial(curve, privateNumberOf(key))
  },
}

export const transparentEcPublicKey: AsymmetricFormat = {
  holds: ['PublicKey'],
  read(material) {
    const {recommendedCurve, qString} = TransparentECPublicKey.decode(materialStructure(material))
    const montgomery = montgomeryCurve(recommendedCurve)
    return montgomery === undefined
      ? ellipticPublicKey(recommendedCurve, qString)
      : curveKey(montgomeryKeyTypes[montgomery], 'PublicKey', qString)
  },
  write(key) {
    const montgomery = montgomeryCurveOf(key)
    if (montgomery !== undefined) return publicMaterial(montgomery, curveKeyBytes(key))
    const curve = namedCurveOf(key)
    return curve === undefined ? undefined : publicMaterial(curve, inForm(curveOf(curve), pointOf(key), 'uncompressed'))
  },
}

function privateMaterial(recommendedCurve: CurveName, d: bigint): KeyMaterial {
  return structureNode(Tag.KeyMaterial, TransparentECPrivateKey.encodeItems({recommendedCurve, d}, 'any'))
}

function publicMaterial(recommendedCurve: CurveName, qString: Uint8Array): KeyMaterial {
  return structureNode(Tag.KeyMaterial, TransparentECPublicKey.encodeItems({recommendedCurve, qString}, 'any'))
}
