import {HttpsExchange} from '../../../transport/https-exchange.ts'
import type {TlsMaterial} from '../../../transport/tls-material.ts'
import {defaultLimits} from '../../../ttlv/limits.ts'
import type {Line, LineOptions} from './line.ts'

/** Messages as bodies of HTTPS POST requests. */
export function httpsLine(options: LineOptions & {readonly url: URL; readonly tls: TlsMaterial}): Line {
  const exchange = new HttpsExchange({...options, messageSize: defaultLimits.messageSize})
  return {
    async exchange(request, signal) {
      signal?.throwIfAborted()
      return {bytes: await exchange.post(request, 'application/octet-stream')}
    },
    [Symbol.asyncDispose]: () => exchange[Symbol.asyncDispose](),
  }
}
