import {Flags} from '@oclif/core'
import {UsageError} from '../../errors.ts'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {KeyBlock} from '../../kmip/objects/key-block.ts'
import type {ManagedObject} from '../../kmip/objects/managed-object.ts'
import type {EnumValue} from '../../kmip/spec/enumeration.ts'
import {KeyFormatType, ObjectType, OpaqueDataType, SecretDataType} from '../../kmip/spec/enumerations.ts'
import {CryptographicUsageMask} from '../../kmip/spec/masks.ts'
import {type DataFlagValues, readData} from './data-flags.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'
import {keyFacts} from './key-facts.ts'
import {pgpVersion} from './pgp-version.ts'
import {decodePem, type DecodedFile} from './pem-object.ts'

/** What a client hands over to a server. */
export const objectFlags = {
  type: Flags.string({
    summary: 'symmetric, secret, opaque, public, private, certificate or pgp-key [default: what the PEM says]',
    helpValue: 'TYPE',
  }),
  data: Flags.string({summary: 'The bytes as text', helpValue: 'TEXT', exclusive: ['file', 'data-hex']}),
  file: Flags.string({
    summary: 'File with the bytes, also in PEM, - for standard input',
    helpValue: 'FILE',
    exclusive: ['data', 'data-hex'],
  }),
  'data-hex': Flags.string({summary: 'The bytes in hexadecimal', helpValue: 'HEX', exclusive: ['data', 'file']}),
  format: Flags.string({
    summary: 'Key format type [default: what the PEM says, else raw, PKCS#8 for private and X.509 for public keys]',
    helpValue: 'NAME',
  }),
  'secret-type': Flags.string({
    summary: 'Kind of secret data: password or seed',
    default: 'password',
    helpValue: 'NAME',
  }),
  'opaque-type': Flags.string({
    summary: 'Kind of opaque data, a number of your own',
    default: '0x80000000',
    helpValue: 'NUMBER',
  }),
}

export interface ObjectFlagValues extends Omit<DataFlagValues, 'data-file'> {
  readonly type?: string | undefined
  readonly file?: string | undefined
  readonly format?: string | undefined
  readonly 'secret-type': string
  readonly 'opaque-type': string
}

/**
 * The object of a Register or Import request. Completes the attributes with what follows from the object, where no flag
 * said otherwise.
 *
 * @throws UsageError naming the flag
 */
export async function readObject(flags: ObjectFlagValues, attributes: AttributeSet): Promise<ManagedObject> {
  const {data, file} = flags
  const make = flags.type === undefined ? undefined : makerOf(flags.type)
  const decoded = decodePem(await readData({data, 'data-file': file, 'data-hex': flags['data-hex']}))
  const told = decoded.type === undefined ? undefined : makers.get(decoded.type)
  const chosen = make ?? told
  if (chosen === undefined) throw new UsageError('Missing --type: the data does not tell what it is')
  return chosen(decoded, flags, attributes)
}

function makerOf(text: string): Maker {
  const make = makers.get(parseEnumeration(ObjectType, text, '--type'))
  if (make !== undefined) return make
  throw new UsageError(`--type ${text} cannot be made from a file`, {
    hint: 'Write the request in XML or JSON and pass it to kmipctl send',
  })
}

type Maker = (file: DecodedFile, flags: ObjectFlagValues, attributes: AttributeSet) => ManagedObject

const makers: ReadonlyMap<EnumValue<typeof ObjectType>, Maker> = new Map<EnumValue<typeof ObjectType>, Maker>([
  ['SymmetricKey', symmetricKey],
  ['SecretData', secretData],
  ['OpaqueObject', opaqueObject],
  ['PublicKey', (file, flags, attributes) => asymmetricKey('PublicKey', file, {flags, attributes})],
  ['PrivateKey', (file, flags, attributes) => asymmetricKey('PrivateKey', file, {flags, attributes})],
  ['Certificate', ({bytes}) => ({type: 'Certificate', value: {certificateType: 'X_509', certificateValue: bytes}})],
  ['PGPKey', pgpKey],
])

function symmetricKey({bytes}: DecodedFile, flags: ObjectFlagValues, attributes: AttributeSet): ManagedObject {
  if (!attributes.has('CryptographicAlgorithm')) {
    throw new UsageError('Missing --algorithm: a symmetric key is one of an algorithm, such as AES')
  }
  setDefaultLength(attributes, bytes.length * 8)
  setDefaultUsage(attributes, CryptographicUsageMask.of('Encrypt', 'Decrypt'))
  return {type: 'SymmetricKey', value: {keyBlock: keyBlock(bytes, formatOf(flags, 'Raw'), attributes)}}
}

function secretData({bytes}: DecodedFile, flags: ObjectFlagValues, attributes: AttributeSet): ManagedObject {
  setDefaultUsage(attributes, 0)
  return {
    type: 'SecretData',
    value: {
      secretDataType: parseEnumeration(SecretDataType, flags['secret-type'], '--secret-type'),
      keyBlock: keyBlock(bytes, formatOf(flags, 'Raw'), attributes),
    },
  }
}

function opaqueObject({bytes}: DecodedFile, flags: ObjectFlagValues): ManagedObject {
  const opaqueDataType = parseEnumeration(OpaqueDataType, flags['opaque-type'], '--opaque-type')
  return {type: 'OpaqueObject', value: {opaqueDataType, opaqueDataValue: bytes}}
}

function pgpKey({bytes}: DecodedFile, flags: ObjectFlagValues, attributes: AttributeSet): ManagedObject {
  const block = keyBlock(bytes, formatOf(flags, 'Raw'), attributes)
  return {type: 'PGPKey', value: {pgpKeyVersion: pgpVersion(bytes), keyBlock: block}}
}

function asymmetricKey(
  type: 'PublicKey' | 'PrivateKey',
  file: DecodedFile,
  {flags, attributes}: {readonly flags: ObjectFlagValues; readonly attributes: AttributeSet},
): ManagedObject {
  const format = formatOf(flags, file.format ?? (type === 'PrivateKey' ? 'PKCS_8' : 'X_509'))
  const facts = keyFacts(type, format, file.bytes)
  if (facts !== undefined) {
    if (!attributes.has('CryptographicAlgorithm')) attributes.set('CryptographicAlgorithm', facts.algorithm)
    setDefaultLength(attributes, facts.length)
  }
  setDefaultUsage(attributes, CryptographicUsageMask.bit(type === 'PrivateKey' ? 'Sign' : 'Verify'))
  return {type, value: {keyBlock: keyBlock(file.bytes, format, attributes)}}
}

function formatOf({format}: ObjectFlagValues, usual: EnumValue<typeof KeyFormatType>): EnumValue<typeof KeyFormatType> {
  return format === undefined ? usual : parseEnumeration(KeyFormatType, format, '--format')
}

function keyBlock(bytes: Uint8Array, keyFormatType: KeyBlock['keyFormatType'], attributes: AttributeSet): KeyBlock {
  return {
    keyFormatType,
    keyValue: {kind: 'plain', keyMaterial: bytes},
    cryptographicAlgorithm: attributes.get('CryptographicAlgorithm'),
    cryptographicLength: attributes.get('CryptographicLength'),
  }
}

function setDefaultLength(attributes: AttributeSet, bits: number): void {
  if (!attributes.has('CryptographicLength')) attributes.set('CryptographicLength', bits)
}

/** KMIP asks for a mask with every key, KMIP 1.4 section 3.19. */
function setDefaultUsage(attributes: AttributeSet, mask: number): void {
  if (!attributes.has('CryptographicUsageMask')) attributes.set('CryptographicUsageMask', mask)
}
