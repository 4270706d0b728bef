import {Flags} from '@oclif/core'
import {BlockCipherMode, EncodingOption} from '../../kmip/spec/enumerations.ts'
import type {KeyWrappingSpecification} from '../../kmip/structures/key-wrapping-specification.ts'
import {parseEnumeration} from './enumeration-value.ts'

const dependsOn = ['wrap-with']

/** How the server wraps the key that it delivers. */
export const wrappingFlags = {
  'wrap-with': Flags.string({summary: 'Key that the server wraps the key with', helpValue: 'ID'}),
  'wrap-mode': Flags.string({
    summary: 'Block cipher mode of the wrapping [default: NISTKeyWrap]',
    helpValue: 'NAME',
    dependsOn,
  }),
  'wrap-encoding': Flags.string({
    summary: 'What is wrapped: no-encoding for the bytes alone, ttlv-encoding for the whole key value',
    helpValue: 'NAME',
    dependsOn,
  }),
}

export interface WrappingFlagValues {
  readonly 'wrap-with'?: string | undefined
  readonly 'wrap-mode'?: string | undefined
  readonly 'wrap-encoding'?: string | undefined
}

/** Undefined when the key is wanted as it is. @throws UsageError naming the flag */
export function wrappingSpecification(flags: WrappingFlagValues): KeyWrappingSpecification | undefined {
  const uniqueIdentifier = flags['wrap-with']
  if (uniqueIdentifier === undefined) return undefined
  const blockCipherMode = parseEnumeration(BlockCipherMode, flags['wrap-mode'] ?? 'NISTKeyWrap', '--wrap-mode')
  const encoding = flags['wrap-encoding']
  return {
    wrappingMethod: 'Encrypt',
    encryptionKeyInformation: {uniqueIdentifier, cryptographicParameters: {blockCipherMode}},
    ...(encoding === undefined ? {} : {encodingOption: parseEnumeration(EncodingOption, encoding, '--wrap-encoding')}),
  }
}
