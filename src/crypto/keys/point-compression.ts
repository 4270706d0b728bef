import type {KeyObject} from 'node:crypto'
import type {KeyMaterial} from '../../kmip/objects/key-value.ts'
import type {EnumName, EnumValue} from '../../kmip/spec/enumeration.ts'
import {KeyCompressionType, KeyFormatType} from '../../kmip/spec/enumerations.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {TransparentECPublicKey} from '../../kmip/structures/transparent-ec-public-key.ts'
import {structureNode} from '../../ttlv/node.ts'
import {curveOf, isOverPrimeField, type Curve, type CurveName} from './curves.ts'
import {inForm, namedCurveOf, pointOf, spkiOf, type PointForm} from './elliptic-key.ts'

type CompressionName = EnumName<typeof KeyCompressionType>

interface Compression {
  readonly form: PointForm
  readonly suits: (curve: Curve) => boolean
}

/** KMIP 1.4 section 9.1.3.2.2; the names of the two compressed forms tell their fields. */
const compressions: Readonly<Record<CompressionName, Compression>> = {
  ECPublicKeyTypeUncompressed: {form: 'uncompressed', suits: () => true},
  ECPublicKeyTypeX9_62CompressedPrime: {form: 'compressed', suits: isOverPrimeField},
  ECPublicKeyTypeX9_62CompressedChar2: {form: 'compressed', suits: (curve) => !isOverPrimeField(curve)},
  ECPublicKeyTypeX9_62Hybrid: {form: 'hybrid', suits: () => true},
}

type PointFormat = (name: CurveName, point: Uint8Array) => KeyMaterial

const transparent: PointFormat = (recommendedCurve, qString) =>
  structureNode(Tag.KeyMaterial, TransparentECPublicKey.encodeItems({recommendedCurve, qString}, 'any'))

/** The formats that hold a point. */
const formats: Readonly<Partial<Record<EnumName<typeof KeyFormatType>, PointFormat>>> = {
  Raw: (_, point) => point,
  X_509: (name, point) => spkiOf(curveOf(name), point),
  TransparentECDSAPublicKey: transparent,
  TransparentECDHPublicKey: transparent,
  TransparentECMQVPublicKey: transparent,
  TransparentECPublicKey: transparent,
}

/** The material of a public key with its point in a form; undefined when key or format has no point, or no such form. */
export function compressedMaterial(
  key: KeyObject,
  format: EnumValue<typeof KeyFormatType>,
  wanted: EnumValue<typeof KeyCompressionType>,
): KeyMaterial | undefined {
  const compression = KeyCompressionType.entry(wanted)?.name
  const formatName = KeyFormatType.entry(format)?.name
  const write = formatName === undefined ? undefined : formats[formatName]
  const name = namedCurveOf(key)
  if (compression === undefined || write === undefined || name === undefined) return undefined
  const {form, suits} = compressions[compression]
  const curve = curveOf(name)
  return suits(curve) ? write(name, inForm(curve, pointOf(key), form)) : undefined
}
