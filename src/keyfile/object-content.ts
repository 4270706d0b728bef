import type {KeyObject} from 'node:crypto'
import type {AsymmetricType} from '../crypto/keys/asymmetric-format.ts'
import {readAsymmetricKey, writeAsymmetricKey} from '../crypto/keys/asymmetric-key.ts'
import {ExitCode, KmipctlError, UsageError} from '../errors.ts'
import type {AttributeSet} from '../kmip/attributes/attribute-set.ts'
import {KmipError} from '../kmip/error.ts'
import type {KeyBlock} from '../kmip/objects/key-block.ts'
import type {KeyMaterial} from '../kmip/objects/key-value.ts'
import type {ManagedObject} from '../kmip/objects/managed-object.ts'
import {KeyFormatType} from '../kmip/spec/enumerations.ts'
import {TransparentSymmetricKey} from '../kmip/structures/transparent-symmetric-key.ts'

/** What there is to write of an object; `what` names it in errors. */
export type ObjectContent = {readonly what: string} & (
  | {readonly kind: 'symmetric'; readonly bytes: Uint8Array; readonly algorithm: KeyBlock['cryptographicAlgorithm']}
  | {readonly kind: 'private' | 'public'; readonly key: KeyObject; readonly rawKey: Uint8Array | undefined}
  | {readonly kind: 'certificate'; readonly bytes: Uint8Array; readonly label: string}
  | {readonly kind: 'bytes'; readonly bytes: Uint8Array}
)

/** @throws UsageError for values that are wrapped, absent or without a known form */
export function contentOf(object: ManagedObject, attributes?: AttributeSet): ObjectContent {
  switch (object.type) {
    case 'Certificate': {
      const {certificateType, certificateValue: bytes} = object.value
      if (certificateType !== 'X_509') return {kind: 'bytes', what: 'a certificate that is not X.509', bytes}
      return {kind: 'certificate', what: 'a certificate', bytes, label: 'CERTIFICATE'}
    }
    case 'CertificateRequest': {
      const bytes = object.value.certificateRequestValue
      return {kind: 'certificate', what: 'a certificate signing request', bytes, label: 'CERTIFICATE REQUEST'}
    }
    case 'OpaqueObject':
      return {kind: 'bytes', what: 'an opaque object', bytes: object.value.opaqueDataValue}
    case 'Template':
      throw new UsageError('A template holds attributes and no bytes')
    case 'PrivateKey':
    case 'PublicKey':
      return asymmetricContent(object.type, object.value.keyBlock, attributes)
    case 'SymmetricKey':
      return {
        kind: 'symmetric',
        what: 'a symmetric key',
        bytes: plainBytes(object.value.keyBlock),
        algorithm: object.value.keyBlock.cryptographicAlgorithm,
      }
    default:
      return {kind: 'bytes', what: otherNames[object.type], bytes: plainBytes(object.value.keyBlock)}
  }
}

const otherNames = {SecretData: 'secret data', SplitKey: 'a part of a split key', PGPKey: 'a PGP key'} as const

function asymmetricContent(type: AsymmetricType, keyBlock: KeyBlock, attributes?: AttributeSet): ObjectContent {
  const material = plainMaterial(keyBlock)
  const {keyFormatType: format} = keyBlock
  const key = readKey({type, format, material}, keyBlock, attributes)
  if (key === undefined) {
    throw new UsageError(`The key came in format ${formatName(format)}, whose content is not known here`, {
      hint: 'Ask for another one with --format, or leave --as out',
    })
  }
  const rawKey = writeAsymmetricKey(type, 'Raw', key)
  return {
    kind: type === 'PrivateKey' ? 'private' : 'public',
    what: `a ${type === 'PrivateKey' ? 'private' : 'public'} key of the kind ${key.asymmetricKeyType}`,
    key,
    rawKey: rawKey instanceof Uint8Array ? rawKey : undefined,
  }
}

function readKey(
  source: Parameters<typeof readAsymmetricKey>[0],
  {cryptographicAlgorithm, cryptographicLength}: KeyBlock,
  attributes: AttributeSet | undefined,
): KeyObject | undefined {
  const curve = attributes?.get('CryptographicDomainParameters')?.recommendedCurve
  try {
    return readAsymmetricKey(source, {algorithm: cryptographicAlgorithm, length: cryptographicLength, curve})
  } catch (cause) {
    if (!(cause instanceof KmipError)) throw cause
    throw new KmipctlError('MALFORMED_KEY', `The server sent no usable key: ${cause.message}`, ExitCode.malformedData, {
      cause,
      hint: 'Leave --as out to have the bytes as they came',
    })
  }
}

function plainBytes(keyBlock: KeyBlock): Uint8Array {
  const material = plainMaterial(keyBlock)
  if (material instanceof Uint8Array) return material
  if (keyBlock.keyFormatType === 'TransparentSymmetricKey') return TransparentSymmetricKey.decode(material).key
  throw new UsageError(
    `The key came in format ${formatName(keyBlock.keyFormatType)}, which is no single string of bytes`,
    {
      hint: 'Ask for another one with --format',
    },
  )
}

function plainMaterial({keyValue, keyWrappingData}: KeyBlock): KeyMaterial {
  if (keyWrappingData !== undefined) {
    throw new UsageError('The key came wrapped, and can be written only as it came', {
      hint: 'Leave --as out, or pass --wrap-type not-wrapped',
    })
  }
  if (keyValue === undefined) throw new UsageError('The server sent no key value, only what it knows about the key')
  return keyValue.kind === 'wrapped' ? keyValue.bytes : keyValue.keyMaterial
}

function formatName(format: KeyBlock['keyFormatType']): string {
  return typeof format === 'number' ? `0x${format.toString(16)}` : (KeyFormatType.specName(format) ?? format)
}
