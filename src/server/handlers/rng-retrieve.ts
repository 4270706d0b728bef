import {KmipError} from '../../kmip/error.ts'
import {RNGRetrieve} from '../../kmip/operations/rng-retrieve.ts'
import {handler} from '../handler.ts'

/** In bytes: what one answer may well hold. */
const longestOutput = 256 * 1024

/** KMIP 1.4 section 4.35, 2.1 section 6.1.49. */
export const rngRetrieve = handler(RNGRetrieve, async (context, {dataLength}) => {
  if (dataLength < 0 || dataLength > longestOutput) {
    throw new KmipError('InvalidField', `Data Length ${dataLength} is not within 0 to ${longestOutput} bytes`)
  }
  return {data: context.entropy.bytes(dataLength)}
})
