import {UsageError} from '../../errors.ts'
import {writeAsymmetricKey} from '../../crypto/keys/asymmetric-key.ts'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {KeyBlock} from '../../kmip/objects/key-block.ts'
import type {KeyMaterial} from '../../kmip/objects/key-value.ts'
import type {ManagedObject} from '../../kmip/objects/managed-object.ts'
import {CryptographicAlgorithm, KeyFormatType, OpaqueDataType, SecretDataType} from '../../kmip/spec/enumerations.ts'
import {CryptographicUsageMask} from '../../kmip/spec/masks.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {TransparentSymmetricKey} from '../../kmip/structures/transparent-symmetric-key.ts'
import {structureNode} from '../../ttlv/node.ts'
import {algorithmName, describeObject} from '../../keyfile/describe-object.ts'
import type {FoundAsymmetricKey, FoundObject} from '../../keyfile/key-file.ts'
import {looksEncoded} from '../../keyfile/text-encoding.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'
import {pgpVersion} from '../values/pgp-version.ts'
import type {FileObjectType, ObjectFlagValues} from '../values/object-flags.ts'

/** One object that goes to the server, with its attributes. */
export interface Registration {
  readonly object: ManagedObject
  readonly attributes: AttributeSet
  /** What it is, in words; undefined for bytes that nobody looked into. */
  readonly description?: string | undefined
  /** What may be a mistake. */
  readonly warning?: string | undefined
}

type FormFlags = Pick<ObjectFlagValues, 'format' | 'secret-type' | 'opaque-type'>
type Format = KeyBlock['keyFormatType']

/**
 * The object of bytes that are of a type because somebody says so. Completes the attributes with what follows from it.
 *
 * @throws UsageError naming the flag
 */
export function registrationOfBytes(
  {bytes, type}: {readonly bytes: Uint8Array; readonly type: FileObjectType},
  flags: FormFlags,
  attributes: AttributeSet,
): Registration {
  const format = formatOf(flags)
  switch (type) {
    case 'SymmetricKey':
      return symmetricKey(bytes, format, attributes)
    case 'SecretData':
      return secretData(bytes, flags, attributes)
    case 'OpaqueObject': {
      const opaqueDataType = parseEnumeration(OpaqueDataType, flags['opaque-type'], '--opaque-type')
      return {object: {type, value: {opaqueDataType, opaqueDataValue: bytes}}, attributes}
    }
    case 'Certificate':
      return {object: {type, value: {certificateType: 'X_509', certificateValue: bytes}}, attributes}
    case 'CertificateRequest':
      return {object: {type, value: {certificateRequestType: 'PKCS_10', certificateRequestValue: bytes}}, attributes}
    case 'PGPKey': {
      const block = keyBlock(bytes, format ?? 'Raw', attributes)
      return {object: {type, value: {pgpKeyVersion: pgpVersion(bytes), keyBlock: block}}, attributes}
    }
    default:
      setDefaultUsage(attributes, usualUsage(type, undefined))
      return {object: {type, value: {keyBlock: keyBlock(bytes, format ?? usualFormats[type], attributes)}}, attributes}
  }
}

const usualFormats = {PrivateKey: 'PKCS_8', PublicKey: 'X_509'} as const

/**
 * The object that was found in a file. Completes the attributes with what it says of itself.
 *
 * @throws UsageError when a flag says otherwise
 */
export function registrationOf(found: FoundObject, flags: FormFlags, attributes: AttributeSet): Registration {
  const description = describeObject(found)
  switch (found.type) {
    case 'SymmetricKey': {
      if (found.algorithm !== undefined) setChecked(attributes, [found.algorithm], description)
      if (found.usage !== undefined) setDefaultUsage(attributes, found.usage)
      return {...symmetricKey(found.bytes, formatOf(flags), attributes), description}
    }
    case 'PrivateKey':
    case 'PublicKey':
      return {...asymmetricKey(found, formatOf(flags), attributes), description}
    case 'PGPKey': {
      const block = keyBlock(found.bytes, formatOf(flags) ?? 'Raw', attributes)
      return {object: {type: 'PGPKey', value: {pgpKeyVersion: found.version, keyBlock: block}}, attributes, description}
    }
    default:
      return {...registrationOfBytes(found, flags, attributes), description}
  }
}

function symmetricKey(bytes: Uint8Array, format: Format | undefined, attributes: AttributeSet): Registration {
  const algorithm = attributes.get('CryptographicAlgorithm')
  if (algorithm === undefined) {
    throw new UsageError('Missing --algorithm: a symmetric key is one of an algorithm, such as AES')
  }
  if (bytes.length === 0) throw new UsageError('The key has no bytes')
  setDefaultLength(attributes, bytes.length * 8)
  setDefaultUsage(attributes, symmetricUsage(algorithm))
  const material: KeyMaterial =
    format === 'TransparentSymmetricKey'
      ? structureNode(Tag.KeyMaterial, TransparentSymmetricKey.encodeItems({key: bytes}, 'any'))
      : bytes
  const encoding = algorithm === 'AES' ? looksEncoded(bytes) : undefined
  return {
    object: {type: 'SymmetricKey', value: {keyBlock: keyBlock(material, format ?? 'Raw', attributes)}},
    attributes,
    warning:
      encoding && `The key of ${bytes.length} bytes looks like ${encoding}, which --file-encoding ${encoding} reads`,
  }
}

function symmetricUsage(algorithm: string | number): number {
  return String(algorithm).startsWith('HMAC')
    ? CryptographicUsageMask.of('MACGenerate', 'MACVerify')
    : CryptographicUsageMask.of('Encrypt', 'Decrypt')
}

function secretData(bytes: Uint8Array, flags: FormFlags, attributes: AttributeSet): Registration {
  setDefaultUsage(attributes, 0)
  const value = {
    secretDataType: parseEnumeration(SecretDataType, flags['secret-type'], '--secret-type'),
    keyBlock: keyBlock(bytes, formatOf(flags) ?? 'Raw', attributes),
  }
  return {object: {type: 'SecretData', value}, attributes}
}

function asymmetricKey(found: FoundAsymmetricKey, format: Format | undefined, attributes: AttributeSet): Registration {
  const {type, facts, usage} = found
  if (facts !== undefined) {
    setChecked(attributes, facts.algorithms, describeObject(found))
    setCheckedLength(attributes, facts.length, describeObject(found))
  }
  setDefaultUsage(attributes, usage ?? usualUsage(type, found))
  const block = keyBlock(materialIn(found, format), format ?? found.format, attributes)
  return {object: {type, value: {keyBlock: block}}, attributes}
}

/** The key in the format that is wanted; Opaque and vendors' formats are whatever the file has. */
function materialIn({type, key, bytes, format: own}: FoundAsymmetricKey, format: Format | undefined): KeyMaterial {
  if (format === undefined || format === own || format === 'Opaque' || typeof format === 'number') return bytes
  const material = writeAsymmetricKey(type, format, key)
  if (material !== undefined) return material
  throw new UsageError(`--format ${KeyFormatType.specName(format) ?? format} cannot hold this key`, {
    hint: 'Leave --format out to register the key in the format of the file',
  })
}

const agreementKeys: ReadonlySet<string> = new Set(['x25519', 'x448', 'dh'])

/** Keys for agreement neither sign nor verify. */
function usualUsage(type: 'PrivateKey' | 'PublicKey', found: FoundAsymmetricKey | undefined): number {
  if (agreementKeys.has(found?.key.asymmetricKeyType ?? '')) return CryptographicUsageMask.bit('KeyAgreement')
  return CryptographicUsageMask.bit(type === 'PrivateKey' ? 'Sign' : 'Verify')
}

function formatOf({format}: FormFlags): Format | undefined {
  return format === undefined ? undefined : parseEnumeration(KeyFormatType, format, '--format')
}

function keyBlock(keyMaterial: KeyMaterial, keyFormatType: Format, attributes: AttributeSet): KeyBlock {
  return {
    keyFormatType,
    keyValue: {kind: 'plain', keyMaterial},
    cryptographicAlgorithm: attributes.get('CryptographicAlgorithm'),
    cryptographicLength: attributes.get('CryptographicLength'),
  }
}

function setChecked(attributes: AttributeSet, algorithms: readonly string[], description: string): void {
  const said = attributes.get('CryptographicAlgorithm')
  const [usual] = algorithms
  if (said === undefined) attributes.set('CryptographicAlgorithm', CryptographicAlgorithm.entry(usual ?? '')?.name ?? 0)
  else if (!algorithms.includes(String(said))) {
    throw new UsageError(`--algorithm says ${algorithmName(String(said))}, and the file holds ${description}`)
  }
}

function setCheckedLength(attributes: AttributeSet, bits: number, description: string): void {
  const said = attributes.get('CryptographicLength')
  setDefaultLength(attributes, bits)
  if (said !== undefined && said !== bits) {
    throw new UsageError(`--length says ${said} bits, and the file holds ${description}`)
  }
}

function setDefaultLength(attributes: AttributeSet, bits: number): void {
  if (!attributes.has('CryptographicLength')) attributes.set('CryptographicLength', bits)
}

/** KMIP asks for a mask with every key, KMIP 1.4 section 3.19. */
function setDefaultUsage(attributes: AttributeSet, mask: number): void {
  if (!attributes.has('CryptographicUsageMask')) attributes.set('CryptographicUsageMask', mask)
}
