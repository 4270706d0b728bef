import {UsageError} from '../../errors.ts'
import type {EnumName} from '../../kmip/spec/enumeration.ts'
import type {KeyFormatType} from '../../kmip/spec/enumerations.ts'

/** Bytes of a file, and the format that its PEM label tells. */
export interface DecodedFile {
  readonly bytes: Uint8Array
  /** Undefined when the file is no PEM. */
  readonly format: EnumName<typeof KeyFormatType> | undefined
}

const formats: ReadonlyMap<string, EnumName<typeof KeyFormatType>> = new Map([
  ['PRIVATE KEY', 'PKCS_8'],
  ['RSA PRIVATE KEY', 'PKCS_1'],
  ['EC PRIVATE KEY', 'ECPrivateKey'],
  ['PUBLIC KEY', 'X_509'],
  ['RSA PUBLIC KEY', 'PKCS_1'],
  ['CERTIFICATE', 'X_509'],
])

const pem = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g

/**
 * KMIP carries DER: the content of a PEM file, and other files as they are.
 *
 * @throws UsageError when the PEM is encrypted, or holds another thing or several
 */
export function decodePem(bytes: Uint8Array): DecodedFile {
  const text = Buffer.from(bytes).toString('latin1')
  const blocks = [...text.matchAll(pem)].filter(([, label]) => label !== 'EC PARAMETERS')
  const [block, second] = blocks
  if (block === undefined) return {bytes, format: undefined}
  if (second !== undefined)
    throw new UsageError(`The PEM holds ${blocks.length} objects`, {hint: 'Register one at a time'})
  const [, label = '', body = ''] = block
  const format = formats.get(label)
  if (format === undefined || body.includes('Proc-Type')) {
    throw new UsageError(
      `The PEM holds ${label === '' ? 'nothing' : `an object of the kind ${label}`}, which KMIP cannot carry`,
      {
        hint: 'Keys must not be encrypted; decrypt them with openssl pkey',
      },
    )
  }
  return {bytes: Buffer.from(body, 'base64'), format}
}
