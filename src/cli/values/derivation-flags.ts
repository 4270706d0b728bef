import {Flags} from '@oclif/core'
import type {DerivationParameters} from '../../kmip/structures/derivation-parameters.ts'
import {encodedFlags, type EncodedFlagValues, readEncoded} from './encoded-flags.ts'
import {parseHex} from '../../notation/bytes-value.ts'
import {parseCryptographicParameters} from '../../notation/cryptographic-parameters-value.ts'

/** What a derivation works with beside the objects. */
export const derivationFlags = {
  parameters: Flags.string({
    summary: 'Hash, mode and the like between slashes, such as SHA-256 or CBC/PKCS5',
    helpValue: 'WORDS',
  }),
  data: Flags.string({
    summary: 'Derivation data as text; several for AWS Signature Version 4: date, region and service',
    helpValue: 'TEXT',
    multiple: true,
    multipleNonGreedy: true,
    exclusive: ['data-hex', 'data-base64', 'data-file'],
  }),
  ...encodedFlags('data', 'Derivation data', ['data']),
  'iv-hex': Flags.string({summary: 'Initialization vector in hexadecimal', helpValue: 'HEX'}),
  'salt-hex': Flags.string({summary: 'Salt in hexadecimal, for PBKDF2 and HKDF', helpValue: 'HEX'}),
  iterations: Flags.integer({summary: 'Iteration count, for PBKDF2', helpValue: 'NUMBER', min: 1}),
}

export interface DerivationFlagValues extends EncodedFlagValues<'data'> {
  readonly parameters?: string | undefined
  readonly data?: readonly string[] | undefined
  readonly 'iv-hex'?: string | undefined
  readonly 'salt-hex'?: string | undefined
  readonly iterations?: number | undefined
}

/** @throws UsageError naming the flag */
export async function derivationParameters(flags: DerivationFlagValues): Promise<DerivationParameters> {
  const {parameters, data, iterations} = flags
  const encoded = await readEncoded(flags, 'data')
  return {
    cryptographicParameters:
      parameters === undefined ? undefined : parseCryptographicParameters(parameters, '--parameters'),
    initializationVector: bytes(flags['iv-hex'], '--iv-hex'),
    derivationData: data?.map((text) => Buffer.from(text)) ?? (encoded && [encoded]),
    salt: bytes(flags['salt-hex'], '--salt-hex'),
    iterationCount: iterations,
  }
}

function bytes(hex: string | undefined, setting: string): Uint8Array | undefined {
  return hex === undefined ? undefined : parseHex(hex, setting)
}
