import {Flags} from '@oclif/core'
import type {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import {parseCryptographicParameters} from '../../notation/cryptographic-parameters-value.ts'

/** For the parameters that have no flag of their own. */
export const parametersFlag = Flags.string({
  summary: 'Cryptographic parameters between slashes, such as CBC/PKCS5/iv-length=16; other flags go first',
  helpValue: 'LIST',
})

/**
 * The parameters of `--parameters` with those of other flags; undefined when there are none, so that the key's own hold.
 *
 * @throws UsageError naming the flag and the word
 */
export function mergedParameters(
  text: string | undefined,
  flags: CryptographicParameters,
): CryptographicParameters | undefined {
  const given = Object.entries(flags).filter(([, value]) => value !== undefined)
  if (text !== undefined) return {...parseCryptographicParameters(text, '--parameters'), ...Object.fromEntries(given)}
  return given.length > 0 ? flags : undefined
}
