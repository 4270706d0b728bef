import {Tag} from '../../kmip/spec/tags.ts'
import {TransparentDHPrivateKey} from '../../kmip/structures/transparent-dh-private-key.ts'
import {TransparentDHPublicKey} from '../../kmip/structures/transparent-dh-public-key.ts'
import {structureNode} from '../../ttlv/node.ts'
import type {AsymmetricFormat} from './asymmetric-format.ts'
import {dhAlgorithm, fieldKeyOf, fieldPrivateKey, fieldPublicKey, isFieldKey} from './discrete-logarithm-key.ts'
import {materialStructure} from './material-structure.ts'

/** KMIP 1.4 section 2.1.7.6; the optional Q and J have no place in OpenSSL's keys. */
export const transparentDhPrivateKey: AsymmetricFormat = {
  holds: ['PrivateKey'],
  read(material) {
    const {p, g, x} = TransparentDHPrivateKey.decode(materialStructure(material))
    return fieldPrivateKey(dhAlgorithm, {parameters: [p, g], number: x})
  },
  write(key) {
    if (!isFieldKey(key, dhAlgorithm)) return undefined
    const {parameters, number: x} = fieldKeyOf(key)
    const [p = 0n, g = 0n] = parameters
    return structureNode(Tag.KeyMaterial, TransparentDHPrivateKey.encodeItems({p, g, x}, 'any'))
  },
}

/** KMIP 1.4 section 2.1.7.7. */
export const transparentDhPublicKey: AsymmetricFormat = {
  holds: ['PublicKey'],
  read(material) {
    const {p, g, y} = TransparentDHPublicKey.decode(materialStructure(material))
    return fieldPublicKey(dhAlgorithm, {parameters: [p, g], number: y})
  },
  write(key) {
    if (!isFieldKey(key, dhAlgorithm)) return undefined
    const {parameters, number: y} = fieldKeyOf(key)
    const [p = 0n, g = 0n] = parameters
    return structureNode(Tag.KeyMaterial, TransparentDHPublicKey.encodeItems({p, g, y}, 'any'))
  },
}
