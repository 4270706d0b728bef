import {Flags} from '@oclif/core'
import {BlockCipherMode, CryptographicAlgorithm, HashingAlgorithm} from '../../kmip/spec/enumerations.ts'
import type {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import {givenEnumeration} from '../../notation/enumeration-value.ts'
import {mergedParameters, parametersFlag} from './parameters-flag.ts'

/** Which MAC; what is left out the server takes from the attributes of the key. */
export const macFlags = {
  algorithm: Flags.string({summary: 'Algorithm of the MAC, such as HMAC-SHA256 or AES', helpValue: 'NAME'}),
  mode: Flags.string({summary: 'CMAC or CBC-MAC, for a block cipher', helpValue: 'NAME'}),
  hash: Flags.string({summary: 'Hashing algorithm, for an HMAC that no algorithm names', helpValue: 'NAME'}),
  parameters: parametersFlag,
}

export interface MacFlagValues {
  readonly algorithm?: string | undefined
  readonly mode?: string | undefined
  readonly hash?: string | undefined
  readonly parameters?: string | undefined
}

/** Undefined when no flag is given. @throws UsageError naming the flag */
export function macParameters({algorithm, mode, hash, parameters}: MacFlagValues): CryptographicParameters | undefined {
  return mergedParameters(parameters, {
    blockCipherMode: givenEnumeration(BlockCipherMode, mode, '--mode'),
    hashingAlgorithm: givenEnumeration(HashingAlgorithm, hash, '--hash'),
    cryptographicAlgorithm: givenEnumeration(CryptographicAlgorithm, algorithm, '--algorithm'),
  })
}
