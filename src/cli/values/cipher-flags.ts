import {Flags} from '@oclif/core'
import {BlockCipherMode, CryptographicAlgorithm, HashingAlgorithm, PaddingMethod} from '../../kmip/spec/enumerations.ts'
import type {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import {parseHex} from '../../notation/bytes-value.ts'
import {givenEnumeration} from '../../notation/enumeration-value.ts'
import {bytesToHex} from '../../ttlv/hex.ts'
import {mergedParameters, parametersFlag} from './parameters-flag.ts'

/** How to encrypt; what is left out the server takes from the attributes of the key. */
export const cipherFlags = {
  mode: Flags.string({summary: 'Block cipher mode, such as CBC or GCM', helpValue: 'NAME'}),
  padding: Flags.string({summary: 'Padding method, such as PKCS5 or none', helpValue: 'NAME'}),
  hash: Flags.string({summary: 'Hashing algorithm, for OAEP', helpValue: 'NAME'}),
  'mask-hash': Flags.string({summary: 'Hashing algorithm of the mask of OAEP', helpValue: 'NAME'}),
  'label-hex': Flags.string({summary: 'Label (P source) of OAEP in hexadecimal', helpValue: 'HEX'}),
  algorithm: Flags.string({summary: "Cryptographic algorithm, where it is not the key's", helpValue: 'NAME'}),
  'iv-hex': Flags.string({summary: 'Initialization vector, counter or nonce in hexadecimal', helpValue: 'HEX'}),
  aad: Flags.string({
    summary: 'Additional authenticated data as text',
    helpValue: 'TEXT',
    exclusive: ['aad-hex'],
  }),
  'aad-hex': Flags.string({
    summary: 'Additional authenticated data in hexadecimal',
    helpValue: 'HEX',
    exclusive: ['aad'],
  }),
  'tag-length': Flags.integer({summary: 'Length of the authentication tag in bytes', helpValue: 'BYTES', min: 0}),
  parameters: parametersFlag,
}

export interface CipherFlagValues {
  readonly mode?: string | undefined
  readonly padding?: string | undefined
  readonly hash?: string | undefined
  readonly 'mask-hash'?: string | undefined
  readonly 'label-hex'?: string | undefined
  readonly algorithm?: string | undefined
  readonly 'iv-hex'?: string | undefined
  readonly aad?: string | undefined
  readonly 'aad-hex'?: string | undefined
  readonly 'tag-length'?: number | undefined
  readonly 'random-iv'?: boolean | undefined
  readonly parameters?: string | undefined
}

/** The members that Encrypt and Decrypt have in common. @throws UsageError naming the flag */
export function cipherRequest(flags: CipherFlagValues) {
  const {aad} = flags
  return {
    cryptographicParameters: cipherParameters(flags),
    ivCounterNonce: bytes(flags['iv-hex'], '--iv-hex'),
    authenticatedEncryptionAdditionalData: aad === undefined ? bytes(flags['aad-hex'], '--aad-hex') : Buffer.from(aad),
  }
}

function bytes(hex: string | undefined, setting: string): Uint8Array | undefined {
  return hex === undefined ? undefined : parseHex(hex, setting)
}

function cipherParameters(flags: CipherFlagValues): CryptographicParameters | undefined {
  return mergedParameters(flags.parameters, {
    blockCipherMode: givenEnumeration(BlockCipherMode, flags.mode, '--mode'),
    paddingMethod: givenEnumeration(PaddingMethod, flags.padding, '--padding'),
    hashingAlgorithm: givenEnumeration(HashingAlgorithm, flags.hash, '--hash'),
    cryptographicAlgorithm: givenEnumeration(CryptographicAlgorithm, flags.algorithm, '--algorithm'),
    randomIV: flags['random-iv'] === true ? true : undefined,
    tagLength: flags['tag-length'],
    maskGeneratorHashingAlgorithm: givenEnumeration(HashingAlgorithm, flags['mask-hash'], '--mask-hash'),
    pSource: bytes(flags['label-hex'], '--label-hex'),
  })
}

/** The flags that decrypting needs besides those of encrypting; empty when there are none. */
export function decryptHint(response: {
  readonly ivCounterNonce?: Uint8Array | undefined
  readonly authenticatedEncryptionTag?: Uint8Array | undefined
}): string {
  const {ivCounterNonce: iv, authenticatedEncryptionTag: tag} = response
  return [
    ...(iv === undefined ? [] : [`--iv-hex ${bytesToHex(iv)}`]),
    ...(tag === undefined ? [] : [`--tag-hex ${bytesToHex(tag)}`]),
  ].join(' ')
}
