import {digest, digestName} from '../../crypto/digest.ts'
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
  const algorithm = hashingAlgorithm(cryptographicParameters)
  const parts = await stream.take(sentData(request), {cryptographicParameters})
  if (parts === undefined) return {correlationValue: stream.correlationValue}
  return {data: digest(algorithm, ...parts)}
})

/** A hash that this server does not have is refused before any data is kept for it. */
function hashingAlgorithm({hashingAlgorithm: algorithm}: CryptographicParameters) {
  if (algorithm === undefined) throw new KmipError('MissingData', 'Hash needs a Hashing Algorithm')
  digestName(algorithm)
  return algorithm
}
