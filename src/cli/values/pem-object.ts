import {UsageError} from '../../errors.ts'
import type {ManagedObjectType} from '../../kmip/objects/managed-object.ts'
import type {EnumName} from '../../kmip/spec/enumeration.ts'
import type {KeyFormatType} from '../../kmip/spec/enumerations.ts'

/** What a PEM label tells of the object. */
interface Label {
  readonly format: EnumName<typeof KeyFormatType>
  readonly type: ManagedObjectType
}

/** Bytes of a file, with the format and the kind of object that its PEM label tells; neither when the file is no PEM. */
export interface DecodedFile extends Partial<Label> {
  readonly bytes: Uint8Array
}

const labels: ReadonlyMap<string, Label> = new Map([
  ['PRIVATE KEY', {format: 'PKCS_8', type: 'PrivateKey'}],
  ['RSA PRIVATE KEY', {format: 'PKCS_1', type: 'PrivateKey'}],
  ['EC PRIVATE KEY', {format: 'ECPrivateKey', type: 'PrivateKey'}],
  ['PUBLIC KEY', {format: 'X_509', type: 'PublicKey'}],
  ['RSA PUBLIC KEY', {format: 'PKCS_1', type: 'PublicKey'}],
  ['CERTIFICATE', {format: 'X_509', type: 'Certificate'}],
])

const pem = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g
const pgp = /-----BEGIN PGP (?:PUBLIC|PRIVATE) KEY BLOCK-----/

/**
 * KMIP carries DER: the content of a PEM file, and other files as they are. Keys of PGP stay the text that they are.
 *
 * @throws UsageError when the PEM is encrypted, or holds another thing or several
 */
export function decodePem(bytes: Uint8Array): DecodedFile {
  const text = Buffer.from(bytes).toString('latin1')
  if (pgp.test(text)) return {bytes, format: 'Raw', type: 'PGPKey'}
  const blocks = [...text.matchAll(pem)].filter(([, label]) => label !== 'EC PARAMETERS')
  const [block, second] = blocks
  if (block === undefined) return {bytes}
  if (second !== undefined)
    throw new UsageError(`The PEM holds ${blocks.length} objects`, {hint: 'Register one at a time'})
  const [, label = '', body = ''] = block
  const known = labels.get(label)
  if (known === undefined || body.includes('Proc-Type')) {
    throw new UsageError(
      `The PEM holds ${label === '' ? 'nothing' : `an object of the kind ${label}`}, which KMIP cannot carry`,
      {
        hint: 'Keys must not be encrypted; decrypt them with openssl pkey',
      },
    )
  }
  return {bytes: Buffer.from(body, 'base64'), ...known}
}
