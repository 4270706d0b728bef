import type {KeyObject} from 'node:crypto'
import type {EnumValue} from '../../kmip/spec/enumeration.ts'
import type {RecommendedCurve} from '../../kmip/spec/enumerations.ts'
import type {KeyMaterial} from '../../kmip/objects/key-value.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {TransparentECPrivateKey} from '../../kmip/structures/transparent-ec-private-key.ts'
import {TransparentECPublicKey} from '../../kmip/structures/transparent-ec-public-key.ts'
import {structureNode} from '../../ttlv/node.ts'
import type {AsymmetricFormat} from './asymmetric-format.ts'
import {materialStructure} from './material-structure.ts'
import {curveOf} from './curves.ts'
import {ellipticPrivateKey, ellipticPublicKey, inForm, namedCurveOf, pointOf, privateNumberOf} from './elliptic-key.ts'

/*
 * Transparent ECDSA, ECDH and ECMQV keys have the members of Transparent EC keys and differ in their name alone.
 * KMIP 1.4 sections 2.1.7.8 to 2.1.7.15.
 */

export const transparentEcPrivateKey: AsymmetricFormat = {
  holds: ['PrivateKey'],
  read(material) {
    const {recommendedCurve, d} = TransparentECPrivateKey.decode(materialStructure(material))
    return ellipticPrivateKey(recommendedCurve, d)
  },
  write: (key) =>
    onNamedCurve(key, (recommendedCurve) =>
      structureNode(
        Tag.KeyMaterial,
        TransparentECPrivateKey.encodeItems({recommendedCurve, d: privateNumberOf(key)}, 'any'),
      ),
    ),
}

export const transparentEcPublicKey: AsymmetricFormat = {
  holds: ['PublicKey'],
  read(material) {
    const {recommendedCurve, qString} = TransparentECPublicKey.decode(materialStructure(material))
    return ellipticPublicKey(recommendedCurve, qString)
  },
  write: (key) =>
    onNamedCurve(key, (recommendedCurve) => {
      const qString = inForm(curveOf(recommendedCurve), pointOf(key), 'uncompressed')
      return structureNode(Tag.KeyMaterial, TransparentECPublicKey.encodeItems({recommendedCurve, qString}, 'any'))
    }),
}

function onNamedCurve(
  key: KeyObject,
  write: (curve: EnumValue<typeof RecommendedCurve>) => KeyMaterial,
): KeyMaterial | undefined {
  const curve = namedCurveOf(key)
  return curve === undefined ? undefined : write(curve)
}
