import {Flags} from '@oclif/core'
import type {EnumerationTable} from '../../kmip/spec/enumeration.ts'
import {BlockCipherMode, CryptographicAlgorithm, HashingAlgorithm} from '../../kmip/spec/enumerations.ts'
import type {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import {parseEnumeration} from './enumeration-value.ts'

/** Which MAC; what is left out the server takes from the attributes of the key. */
export const macFlags = {
  algorithm: Flags.string({summary: 'Algorithm of the MAC, such as HMAC-SHA256 or AES', helpValue: 'NAME'}),
  mode: Flags.string({summary: 'CMAC or CBC-MAC, for a block cipher', helpValue: 'NAME'}),
  hash: Flags.string({summary: 'Hashing algorithm, for an HMAC that no algorithm names', helpValue: 'NAME'}),
}

export interface MacFlagValues {
  readonly algorithm?: string | undefined
  readonly mode?: string | undefined
  readonly hash?: string | undefined
}

/** Undefined when no flag is given. @throws UsageError naming the flag */
export function macParameters({algorithm, mode, hash}: MacFlagValues): CryptographicParameters | undefined {
  const parameters: CryptographicParameters = {
    blockCipherMode: named(BlockCipherMode, mode, '--mode'),
    hashingAlgorithm: named(HashingAlgorithm, hash, '--hash'),
    cryptographicAlgorithm: named(CryptographicAlgorithm, algorithm, '--algorithm'),
  }
  return Object.values(parameters).some((value) => value !== undefined) ? parameters : undefined
}

function named<Name extends string>(
  table: EnumerationTable<Name>,
  text: string | undefined,
  setting: string,
): Name | number | undefined {
  return text === undefined ? undefined : parseEnumeration(table, text, setting)
}
