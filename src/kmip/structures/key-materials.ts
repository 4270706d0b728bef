import type {TtlvNode} from '../../ttlv/node.ts'
import type {EnumName, EnumValue} from '../spec/enumeration.ts'
import type {KeyFormatType} from '../spec/enumerations.ts'
import {TransparentDHPrivateKey} from './transparent-dh-private-key.ts'
import {TransparentDHPublicKey} from './transparent-dh-public-key.ts'
import {TransparentDSAPrivateKey} from './transparent-dsa-private-key.ts'
import {TransparentDSAPublicKey} from './transparent-dsa-public-key.ts'
import {TransparentECDHPrivateKey} from './transparent-ecdh-private-key.ts'
import {TransparentECDHPublicKey} from './transparent-ecdh-public-key.ts'
import {TransparentECDSAPrivateKey} from './transparent-ecdsa-private-key.ts'
import {TransparentECDSAPublicKey} from './transparent-ecdsa-public-key.ts'
import {TransparentECMQVPrivateKey} from './transparent-ecmqv-private-key.ts'
import {TransparentECMQVPublicKey} from './transparent-ecmqv-public-key.ts'
import {TransparentECPrivateKey} from './transparent-ec-private-key.ts'
import {TransparentECPublicKey} from './transparent-ec-public-key.ts'
import {TransparentRSAPrivateKey} from './transparent-rsa-private-key.ts'
import {TransparentRSAPublicKey} from './transparent-rsa-public-key.ts'
import {TransparentSymmetricKey} from './transparent-symmetric-key.ts'
import {variant} from './variant.ts'

type KeyFormatName = EnumName<typeof KeyFormatType>

/** Key Format Types whose Key Material is a structure. KMIP 1.4 section 2.1.7, 2.1 sections 3.4 to 3.12. */
export const keyMaterials = {
  TransparentSymmetricKey: variant('TransparentSymmetricKey', TransparentSymmetricKey),
  TransparentDSAPrivateKey: variant('TransparentDSAPrivateKey', TransparentDSAPrivateKey),
  TransparentDSAPublicKey: variant('TransparentDSAPublicKey', TransparentDSAPublicKey),
  TransparentRSAPrivateKey: variant('TransparentRSAPrivateKey', TransparentRSAPrivateKey),
  TransparentRSAPublicKey: variant('TransparentRSAPublicKey', TransparentRSAPublicKey),
  TransparentDHPrivateKey: variant('TransparentDHPrivateKey', TransparentDHPrivateKey),
  TransparentDHPublicKey: variant('TransparentDHPublicKey', TransparentDHPublicKey),
  TransparentECDSAPrivateKey: variant('TransparentECDSAPrivateKey', TransparentECDSAPrivateKey),
  TransparentECDSAPublicKey: variant('TransparentECDSAPublicKey', TransparentECDSAPublicKey),
  TransparentECDHPrivateKey: variant('TransparentECDHPrivateKey', TransparentECDHPrivateKey),
  TransparentECDHPublicKey: variant('TransparentECDHPublicKey', TransparentECDHPublicKey),
  TransparentECMQVPrivateKey: variant('TransparentECMQVPrivateKey', TransparentECMQVPrivateKey),
  TransparentECMQVPublicKey: variant('TransparentECMQVPublicKey', TransparentECMQVPublicKey),
  TransparentECPrivateKey: variant('TransparentECPrivateKey', TransparentECPrivateKey),
  TransparentECPublicKey: variant('TransparentECPublicKey', TransparentECPublicKey),
} satisfies {[Name in KeyFormatName]?: {readonly name: Name}}

type TransparentFormat = keyof typeof keyMaterials

/** A transparent key: `name` is its Key Format Type and tells the type of `value`. */
export type TransparentKey = ReturnType<(typeof keyMaterials)[TransparentFormat]['decode']>

/** True for formats whose Key Material is a structure; all others are a Byte String. */
export function isTransparent(format: EnumValue<typeof KeyFormatType>): format is TransparentFormat {
  return Object.hasOwn(keyMaterials, format)
}

/** Undefined for formats of bytes; fails with DecodeError when the material is not that of its format. */
export function decodeKeyMaterial(
  format: EnumValue<typeof KeyFormatType>,
  material: TtlvNode,
): TransparentKey | undefined {
  return isTransparent(format) ? keyMaterials[format].decode(material) : undefined
}
