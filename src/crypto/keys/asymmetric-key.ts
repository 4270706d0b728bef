import type {KeyObject} from 'node:crypto'
import {KmipError} from '../../kmip/error.ts'
import type {KeyMaterial} from '../../kmip/objects/key-value.ts'
import type {EnumValue} from '../../kmip/spec/enumeration.ts'
import {KeyFormatType} from '../../kmip/spec/enumerations.ts'
import type {AsymmetricFormat, AsymmetricType, KeyHints} from './asymmetric-format.ts'
import {asymmetricFormats} from './asymmetric-formats.ts'
import {MalformedKey} from './malformed-key.ts'

type Format = EnumValue<typeof KeyFormatType>

/** Where a key comes from. */
export interface AsymmetricSource {
  readonly type: AsymmetricType
  readonly format: Format
  readonly material: KeyMaterial
}

/**
 * The key that material of a Key Format Type is; undefined for formats that keep their meaning to themselves (Opaque,
 * vendors' formats, an encrypted PKCS#8).
 *
 * @throws KmipError Invalid Field for material that is not what it says
 */
export function readAsymmetricKey({type, format, material}: AsymmetricSource, hints: KeyHints): KeyObject | undefined {
  const reader = formatNamed(format)
  if (reader === undefined) return undefined
  if (!reader.holds.includes(type)) throw new KmipError('InvalidField', `A ${type} cannot be ${format}`)
  try {
    const key = reader.read(material, type, hints)
    // What OpenSSL has read without complaint it may yet be unable to work with.
    key?.export({format: 'der', type: type === 'PrivateKey' ? 'pkcs8' : 'spki'})
    return key
  } catch (cause) {
    if (cause instanceof KmipError) throw cause
    const why = cause instanceof MalformedKey ? `: ${cause.message}` : ''
    throw new KmipError('InvalidField', `The Key Material is no ${type} in the format ${format}${why}`, {cause})
  }
}

/** The material of a key in a Key Format Type; undefined when it has no such form. */
export function writeAsymmetricKey(type: AsymmetricType, format: Format, key: KeyObject): KeyMaterial | undefined {
  const writer = formatNamed(format)
  return writer?.holds.includes(type) === true ? writer.write(key) : undefined
}

function formatNamed(format: Format): AsymmetricFormat | undefined {
  const name = KeyFormatType.entry(format)?.name
  return name === undefined ? undefined : asymmetricFormats[name]
}
