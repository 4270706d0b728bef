import {Flags} from '@oclif/core'
import {UsageError} from '../../errors.ts'
import {ObjectType} from '../../kmip/spec/enumerations.ts'
import type {ManagedObjectType} from '../../kmip/objects/managed-object.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'
import {textEncodings, type TextEncoding} from '../../keyfile/text-encoding.ts'
import {type FilePasswordFlagValues, filePasswordFlags} from '../flags/file-password-flags.ts'
import type {DataFlagValues} from './data-flags.ts'

/** What a client hands over to a server. */
export const objectFlags = {
  type: Flags.string({
    summary:
      'symmetric, secret, opaque, public, private, certificate, certificate-request or pgp-key [default: what the file says]',
    helpValue: 'TYPE',
  }),
  data: Flags.string({summary: 'The bytes as text', helpValue: 'TEXT', exclusive: ['file', 'data-hex']}),
  file: Flags.string({
    summary: 'File with the object: PEM, DER, JWK, PKCS#12, OpenPGP or the bytes of a key; - for standard input',
    helpValue: 'FILE',
    exclusive: ['data', 'data-hex'],
  }),
  'data-hex': Flags.string({summary: 'The bytes in hexadecimal', helpValue: 'HEX', exclusive: ['data', 'file']}),
  'file-encoding': Flags.option({
    summary: 'The file has its bytes as text',
    options: textEncodings,
    helpValue: '<hex|base64>',
    exclusive: ['data', 'data-hex'],
  })(),
  ...filePasswordFlags,
  format: Flags.string({
    summary: 'Key format type to register the key in, such as PKCS#1 [default: that of the file]',
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

export interface ObjectFlagValues extends Omit<DataFlagValues, 'data-file'>, FilePasswordFlagValues {
  readonly type?: string | undefined
  readonly file?: string | undefined
  readonly 'file-encoding'?: TextEncoding | undefined
  readonly format?: string | undefined
  readonly 'secret-type': string
  readonly 'opaque-type': string
}

/** The Object Types that a file can be. */
export type FileObjectType = Exclude<ManagedObjectType, 'SplitKey' | 'Template'>

/** `--type`; undefined where it is not given. @throws UsageError for types that no file can be */
export function objectTypeFrom({type}: Pick<ObjectFlagValues, 'type'>): FileObjectType | undefined {
  if (type === undefined) return undefined
  const name = parseEnumeration(ObjectType, type, '--type')
  if (isFileObjectType(name)) return name
  throw new UsageError(`--type ${type} cannot be made from a file`, {
    hint: 'Write the request in XML or JSON and pass it to kmipctl send',
  })
}

const fileObjectTypes: readonly string[] = [
  'Certificate',
  'SymmetricKey',
  'PublicKey',
  'PrivateKey',
  'SecretData',
  'OpaqueObject',
  'PGPKey',
  'CertificateRequest',
] satisfies readonly FileObjectType[]

function isFileObjectType(name: string | number): name is FileObjectType {
  return typeof name === 'string' && fileObjectTypes.includes(name)
}
