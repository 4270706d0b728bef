import {Flags} from '@oclif/core'
import {UsageError} from '../../errors.ts'
import {customNameOfKey} from '../../kmip/attributes/custom-key.ts'
import {definitionOf, isStandard} from '../../kmip/attributes/lookup.ts'
import {BlockCipherMode, EncodingOption, WrappingMethod} from '../../kmip/spec/enumerations.ts'
import type {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import type {KeyWrappingSpecification} from '../../kmip/structures/key-wrapping-specification.ts'
import {parseAttributeKey} from '../../notation/attribute-key.ts'
import {parseCryptographicParameters} from '../../notation/cryptographic-parameters-value.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'

const helpGroup = 'WRAPPING'
const ofEncryption = {helpGroup, dependsOn: ['wrap-with']}

/** How the server wraps the key that it delivers. */
export const wrappingFlags = {
  'wrap-with': Flags.string({summary: 'Key that the server encrypts the key with', helpValue: 'ID', helpGroup}),
  'wrap-mode': Flags.string({
    summary: 'Block cipher mode of the wrapping [default: NISTKeyWrap]',
    helpValue: 'NAME',
    exclusive: ['wrap-parameters'],
    ...ofEncryption,
  }),
  'wrap-parameters': Flags.string({
    summary: 'All cryptographic parameters of the wrapping, such as CBC/PKCS5 or OAEP/SHA-256',
    helpValue: 'LIST',
    ...ofEncryption,
  }),
  'wrap-mac': Flags.string({
    summary: 'Key that the server MACs or signs the key with, which alone hides nothing',
    helpValue: 'ID',
    helpGroup,
  }),
  'wrap-mac-parameters': Flags.string({
    summary: 'Cryptographic parameters of that, such as HMAC-SHA256',
    helpValue: 'LIST',
    helpGroup,
    dependsOn: ['wrap-mac'],
  }),
  'wrap-method': Flags.string({
    summary: 'What comes first when the key is encrypted and MACed [default: encrypt-then-mac-sign]',
    helpValue: 'NAME',
    helpGroup,
  }),
  'wrap-encoding': Flags.string({
    summary: 'What is wrapped: no-encoding for the bytes alone, ttlv-encoding for the whole key value',
    helpValue: 'NAME',
    helpGroup,
  }),
  'wrap-attribute': Flags.string({
    summary: 'Attribute to wrap together with the key; repeat it for several',
    helpValue: 'NAME',
    helpGroup,
    multiple: true,
    multipleNonGreedy: true,
  }),
}

export interface WrappingFlagValues {
  readonly 'wrap-with'?: string | undefined
  readonly 'wrap-mode'?: string | undefined
  readonly 'wrap-parameters'?: string | undefined
  readonly 'wrap-mac'?: string | undefined
  readonly 'wrap-mac-parameters'?: string | undefined
  readonly 'wrap-method'?: string | undefined
  readonly 'wrap-encoding'?: string | undefined
  readonly 'wrap-attribute'?: readonly string[] | undefined
}

/** Undefined when the key is wanted as it is. @throws UsageError naming the flag */
export function wrappingSpecification(flags: WrappingFlagValues): KeyWrappingSpecification | undefined {
  const {'wrap-with': encryption, 'wrap-mac': signing} = flags
  if (encryption === undefined && signing === undefined) {
    const idle = (['wrap-method', 'wrap-encoding', 'wrap-attribute'] as const).find((name) => flags[name] !== undefined)
    if (idle === undefined) return undefined
    throw new UsageError(`--${idle} needs a key to wrap with: --wrap-with or --wrap-mac`)
  }
  const encoding = flags['wrap-encoding']
  return {
    wrappingMethod: methodOf(flags),
    ...(encryption === undefined
      ? {}
      : {
          encryptionKeyInformation: {
            uniqueIdentifier: encryption,
            cryptographicParameters: encryptionParameters(flags),
          },
        }),
    ...(signing === undefined
      ? {}
      : {macSignatureKeyInformation: {uniqueIdentifier: signing, ...macParameters(flags)}}),
    ...(flags['wrap-attribute'] === undefined ? {} : {attributeName: flags['wrap-attribute'].map(attributeName)}),
    ...(encoding === undefined ? {} : {encodingOption: parseEnumeration(EncodingOption, encoding, '--wrap-encoding')}),
  }
}

function methodOf(flags: WrappingFlagValues): KeyWrappingSpecification['wrappingMethod'] {
  const {'wrap-method': method, 'wrap-with': encryption, 'wrap-mac': signing} = flags
  if (method !== undefined) return parseEnumeration(WrappingMethod, method, '--wrap-method')
  if (signing === undefined) return 'Encrypt'
  return encryption === undefined ? 'MACSign' : 'EncryptThenMACSign'
}

function encryptionParameters(flags: WrappingFlagValues): CryptographicParameters {
  const parameters = flags['wrap-parameters']
  if (parameters !== undefined) return parseCryptographicParameters(parameters, '--wrap-parameters')
  return {blockCipherMode: parseEnumeration(BlockCipherMode, flags['wrap-mode'] ?? 'NISTKeyWrap', '--wrap-mode')}
}

function macParameters(flags: WrappingFlagValues): {readonly cryptographicParameters?: CryptographicParameters} {
  const text = flags['wrap-mac-parameters']
  return text === undefined
    ? {}
    : {cryptographicParameters: parseCryptographicParameters(text, '--wrap-mac-parameters')}
}

/** As 1.x writes it, which is how a Key Wrapping Specification has it in every version. */
function attributeName(text: string): string {
  const key = parseAttributeKey(text)
  return isStandard(key) ? definitionOf(key).name : (customNameOfKey(key) ?? text)
}
