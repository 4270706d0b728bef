import {keyLengths} from '../../crypto/key-lengths.ts'
import {UsageError} from '../../errors.ts'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {KeyFile} from '../../keyfile/key-file.ts'
import type {AskPassword} from '../../keyfile/password.ts'
import {KeyFormatType} from '../../kmip/spec/enumerations.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'
import {isPem} from '../../keyfile/pem-blocks.ts'
import {isJson} from '../../keyfile/read-json.ts'
import {readKeyFile} from '../../keyfile/read-key-file.ts'
import {textOf} from '../../keyfile/text.ts'
import {decodeText} from '../../keyfile/text-encoding.ts'
import {readData} from '../values/data-flags.ts'
import {UnknownBytesError} from './unknown-bytes-error.ts'
import {type FileObjectType, objectTypeFrom, type ObjectFlagValues} from '../values/object-flags.ts'
import {typeText} from './object-words.ts'

/** What was given to be registered: objects that were recognised, or bytes that are to be an object of a type. */
export type FileContents =
  | {readonly kind: 'found'; readonly file: KeyFile; readonly type: FileObjectType | undefined}
  | {readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly type: FileObjectType}

export interface ContentsOptions {
  /** What the flags say of the object. */
  readonly attributes: AttributeSet
  readonly password: AskPassword
}

/** @throws UsageError when the bytes cannot be had, or say not what they are */
export async function readContents(flags: ObjectFlagValues, options: ContentsOptions): Promise<FileContents> {
  const type = objectTypeFrom(flags)
  const {data, file, 'data-hex': hex, 'file-encoding': encoding} = flags
  const read = await readData({data, 'data-file': file, 'data-hex': hex})
  const bytes = encoding === undefined ? read : decodeText(textOf(read), encoding)
  if (type === 'SecretData' || type === 'OpaqueObject') return {kind: 'bytes', bytes, type}
  if (type !== undefined && isKeptAsItIs(flags)) return {kind: 'bytes', bytes, type}
  if (type === 'SymmetricKey' && !hasStructure(bytes)) return {kind: 'bytes', bytes, type}
  if (flags.format === undefined || type === undefined) return recognised(bytes, type, options)
  return recognised(bytes, type, options).catch((error: unknown) => asItIs(error, bytes, type))
}

/** Formats whose meaning is the server's or nobody's. */
function isKeptAsItIs({format}: ObjectFlagValues): boolean {
  if (format === undefined) return false
  const name = parseEnumeration(KeyFormatType, format, '--format')
  return typeof name === 'number' || name === 'Opaque' || name === 'PKCS_12' || name === 'PKCS_10'
}

/** Symmetric keys are any bytes, also such that begin as DER does; a text with structure is none of them. */
function hasStructure(bytes: Uint8Array): boolean {
  const text = textOf(bytes)
  return isJson(text) || isPem(text)
}

async function recognised(
  bytes: Uint8Array,
  type: FileObjectType | undefined,
  {attributes, password}: ContentsOptions,
): Promise<FileContents> {
  const file = await readKeyFile(bytes, {password})
  if (file.container !== 'bytes') return {kind: 'found', file: checked(file), type}
  const algorithm = attributes.get('CryptographicAlgorithm')
  if (type === undefined && algorithm !== undefined && Object.hasOwn(keyLengths, algorithm))
    return {kind: 'bytes', bytes, type: 'SymmetricKey'}
  throw type === undefined ? new UnknownBytesError(bytes.length) : noneOfType(type)
}

function checked(file: KeyFile): KeyFile {
  if (file.objects.length > 0) return file
  const others = file.passedOver.length === 0 ? '' : `, only ${file.passedOver.join(', ')}`
  throw new UsageError(`The file holds no key and no certificate${others}`)
}

function noneOfType(type: FileObjectType): UsageError {
  return new UsageError(`The bytes are nothing that can be recognised as ${typeText(type)}`, {
    hint: 'Pass --format, such as raw, to register them as they are',
  })
}

/** With a format somebody knows what the bytes are, also where nothing here can read them. */
function asItIs(error: unknown, bytes: Uint8Array, type: FileObjectType): FileContents {
  if (error instanceof UsageError && error.name !== 'PasswordError') return {kind: 'bytes', bytes, type}
  throw error
}
