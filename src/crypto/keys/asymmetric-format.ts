import type {KeyObject} from 'node:crypto'
import type {KeyMaterial} from '../../kmip/objects/key-value.ts'
import type {EnumValue} from '../../kmip/spec/enumeration.ts'
import type {CryptographicAlgorithm, RecommendedCurve} from '../../kmip/spec/enumerations.ts'
import {MalformedKey} from './malformed-key.ts'

/** The Object Types whose keys are halves of a pair. */
export type AsymmetricType = 'PrivateKey' | 'PublicKey'

/** What is said of a key beside its material; formats that do not tell algorithm or curve need it. */
export interface KeyHints {
  readonly algorithm?: EnumValue<typeof CryptographicAlgorithm> | undefined
  /** In bits. */
  readonly length?: number | undefined
  readonly curve?: EnumValue<typeof RecommendedCurve> | undefined
}

/** One Key Format Type of asymmetric keys. KMIP 1.4 sections 2.1.3 and 2.1.7. */
export interface AsymmetricFormat {
  readonly holds: readonly AsymmetricType[]
  /** Undefined where the format gives the material no meaning that could be known here; throws when it is broken. */
  read(material: KeyMaterial, type: AsymmetricType, hints: KeyHints): KeyObject | undefined
  /** Undefined for keys that the format cannot hold. */
  write(key: KeyObject): KeyMaterial | undefined
}

/** The material of a format that is a byte string. */
export function materialBytes(material: KeyMaterial): Buffer {
  if (!(material instanceof Uint8Array)) throw new MalformedKey('Key Material is a structure where bytes are expected')
  return Buffer.from(material.buffer, material.byteOffset, material.length)
}
