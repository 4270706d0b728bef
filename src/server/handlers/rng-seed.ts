import {RNGSeed} from '../../kmip/operations/rng-seed.ts'
import {handler} from '../handler.ts'
import {sentData} from '../cryptography/cipher-request.ts'

/**
 * KMIP 1.4 section 4.36, 2.1 section 6.1.50. OpenSSL seeds its generator from the operating system and Node gives no
 * way to add to it, so none of the seed is used, and the answer says so: that is no error.
 */
export const rngSeed = handler(RNGSeed, async (_context, request) => {
  sentData(request)
  return {dataLength: 0}
})
