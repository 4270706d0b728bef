import {algorithmDigest} from '../../crypto/algorithm-digest.ts'
import {digest} from '../../crypto/digest.ts'
import {KmipError} from '../../kmip/error.ts'
import {Hash} from '../../kmip/operations/hash.ts'
import type {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import {handler} from '../handler.ts'
import {sentData} from '../cryptography/cipher-request.ts'
import {gatheredStream} from '../cryptography/gathered-stream.ts'

/** KMIP 1.4 section 4.37, 2.1 section 6.1.24. */
export const hash = handler(Hash, async (context, request) => {
  const stream = await gatheredStream(context, request, 'Hash')
  const {cryptographicParameters = request.cryptographicParameters} = stream.opening ?? {}
  const hashed = hashFunction(cryptographicParameters)
  const parts = await stream.take(sentData(request), {cryptographicParameters})
  if (parts === undefined) return {correlationValue: stream.correlationValue}
  return {data: hashed(...parts)}
})

/**
 * A Hashing Algorithm, or an algorithm that is a hash. One that this server does not have is refused before any data is
 * kept for it.
 */
function hashFunction({hashingAlgorithm, cryptographicAlgorithm}: CryptographicParameters) {
  const hashed = (...parts: readonly Uint8Array[]): Uint8Array => {
    if (hashingAlgorithm !== undefined) return digest(hashingAlgorithm, ...parts)
    if (cryptographicAlgorithm !== undefined) return algorithmDigest(cryptographicAlgorithm, ...parts)
    throw new KmipError('MissingData', 'Hash needs a Hashing Algorithm')
  }
  hashed()
  return hashed
}
