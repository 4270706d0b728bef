import type {IncomingMessage} from 'node:http'

/**
 * The body of a request. `too long` as soon as it is known to exceed `limit` bytes; what still comes is then dropped.
 * `broken off` when the connection ends before the body does.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | 'too long' | 'broken off'> {
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    request.resume()
    return Promise.resolve('too long')
  }
  const chunks: Buffer[] = []
  let size = 0
  return new Promise((resolve) => {
    request
      .on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size <= limit) chunks.push(chunk)
        else resolve('too long')
      })
      .on('end', () => resolve(Buffer.concat(chunks)))
      .on('error', () => resolve('broken off'))
      .on('close', () => resolve('broken off'))
  })
}
