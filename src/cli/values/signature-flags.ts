import {Flags} from '@oclif/core'
import type {EnumerationTable} from '../../kmip/spec/enumeration.ts'
import {
  CryptographicAlgorithm,
  DigitalSignatureAlgorithm,
  HashingAlgorithm,
  PaddingMethod,
} from '../../kmip/spec/enumerations.ts'
import type {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'
import {batchDataFlags, readDataReference, type BatchDataFlagValues} from './data-flags.ts'
import {mergedParameters, parametersFlag} from './parameters-flag.ts'
import {encodedFlags, type EncodedFlagValues, readEncoded} from './encoded-flags.ts'
import {streamFlags, streamRequest, type StreamFlagValues} from './stream-flags.ts'

/** How to sign; what is left out the server takes from the attributes of the key. */
export const signatureFlags = {
  ...batchDataFlags,
  ...encodedFlags('digest', 'The digest, instead of the data,', [
    'data',
    'data-file',
    'data-hex',
    'data-base64',
    'data-from',
  ]),
  'signature-algorithm': Flags.string({
    summary: 'Digital signature algorithm, such as SHA-256WithRSAEncryption',
    helpValue: 'NAME',
    exclusive: ['algorithm', 'hash'],
  }),
  algorithm: Flags.string({summary: 'Cryptographic algorithm, such as RSA or ECDSA', helpValue: 'NAME'}),
  hash: Flags.string({summary: 'Hashing algorithm, such as SHA-256', helpValue: 'NAME'}),
  padding: Flags.string({summary: 'Padding method of RSA: PKCS1-v1.5 or PSS', helpValue: 'NAME'}),
  'mask-hash': Flags.string({summary: 'Hashing algorithm of the mask of PSS', helpValue: 'NAME'}),
  'salt-length': Flags.integer({summary: 'Length of the salt of PSS in bytes', helpValue: 'BYTES', min: 0}),
  parameters: parametersFlag,
  ...streamFlags,
}

export interface SignatureFlagValues extends BatchDataFlagValues, StreamFlagValues, EncodedFlagValues<'digest'> {
  readonly 'signature-algorithm'?: string | undefined
  readonly algorithm?: string | undefined
  readonly hash?: string | undefined
  readonly padding?: string | undefined
  readonly 'mask-hash'?: string | undefined
  readonly 'salt-length'?: number | undefined
  readonly parameters?: string | undefined
}

/** The members that Sign and Signature Verify have in common. @throws UsageError naming the flag */
export async function signatureRequest(flags: SignatureFlagValues) {
  const digestedData = await readEncoded(flags, 'digest')
  return {
    cryptographicParameters: signatureParameters(flags),
    data: digestedData === undefined ? await readDataReference(flags) : undefined,
    digestedData,
    ...streamRequest(flags),
  }
}

function signatureParameters(flags: SignatureFlagValues): CryptographicParameters | undefined {
  return mergedParameters(flags.parameters, {
    digitalSignatureAlgorithm: named(DigitalSignatureAlgorithm, flags, 'signature-algorithm'),
    cryptographicAlgorithm: named(CryptographicAlgorithm, flags, 'algorithm'),
    hashingAlgorithm: named(HashingAlgorithm, flags, 'hash'),
    paddingMethod: named(PaddingMethod, flags, 'padding'),
    maskGeneratorHashingAlgorithm: named(HashingAlgorithm, flags, 'mask-hash'),
    saltLength: flags['salt-length'],
  })
}

function named<Name extends string>(
  table: EnumerationTable<Name>,
  flags: SignatureFlagValues,
  flag: 'signature-algorithm' | 'algorithm' | 'hash' | 'padding' | 'mask-hash',
): Name | number | undefined {
  const text = flags[flag]
  return text === undefined ? undefined : parseEnumeration(table, text, `--${flag}`)
}
