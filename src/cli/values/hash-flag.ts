import {CryptographicAlgorithm, HashingAlgorithm} from '../../kmip/spec/enumerations.ts'
import type {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'

/** Hashes that are no Hashing Algorithm in KMIP. */
const others = /^(?:shake|sm3)/i

/** The parameters of Hash that mean a hash by its name. @throws UsageError */
export function hashParameters(name: string): CryptographicParameters {
  return others.test(name)
    ? {cryptographicAlgorithm: parseEnumeration(CryptographicAlgorithm, name, '--hash')}
    : {hashingAlgorithm: parseEnumeration(HashingAlgorithm, name, '--hash')}
}
