import {Tag} from '../../kmip/spec/tags.ts'
import {TransparentDSAPrivateKey} from '../../kmip/structures/transparent-dsa-private-key.ts'
import {TransparentDSAPublicKey} from '../../kmip/structures/transparent-dsa-public-key.ts'
import {structureNode} from '../../ttlv/node.ts'
import type {AsymmetricFormat} from './asymmetric-format.ts'
import {dsaAlgorithm, fieldKeyOf, fieldPrivateKey, fieldPublicKey, isFieldKey} from './discrete-logarithm-key.ts'
import {materialStructure} from './material-structure.ts'

/** KMIP 1.4 section 2.1.7.2. */
export const transparentDsaPrivateKey: AsymmetricFormat = {
  holds: ['PrivateKey'],
  read(material) {
    const {p, q, g, x} = TransparentDSAPrivateKey.decode(materialStructure(material))
    return fieldPrivateKey(dsaAlgorithm, {parameters: [p, q, g], number: x})
  },
  write(key) {
    if (!isFieldKey(key, dsaAlgorithm)) return undefined
    const {parameters, number: x} = fieldKeyOf(key)
    const [p = 0n, q = 0n, g = 0n] = parameters
    return structureNode(Tag.KeyMaterial, TransparentDSAPrivateKey.encodeItems({p, q, g, x}, 'any'))
  },
}

/** KMIP 1.4 section 2.1.7.3. */
export const transparentDsaPublicKey: AsymmetricFormat = {
  holds: ['PublicKey'],
  read(material) {
    const {p, q, g, y} = TransparentDSAPublicKey.decode(materialStructure(material))
    return fieldPublicKey(dsaAlgorithm, {parameters: [p, q, g], number: y})
  },
  write(key) {
    if (!isFieldKey(key, dsaAlgorithm)) return undefined
    const {parameters, number: y} = fieldKeyOf(key)
    const [p = 0n, q = 0n, g = 0n] = parameters
    return structureNode(Tag.KeyMaterial, TransparentDSAPublicKey.encodeItems({p, q, g, y}, 'any'))
  },
}
