import type {Encrypt} from '../../kmip/operations/encrypt.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'

/** What makes a request part of an operation in several requests. KMIP 1.4 sections 2.1.15 to 2.1.17. */
export type StreamFields = Pick<RequestOf<typeof Encrypt>, 'correlationValue' | 'initIndicator' | 'finalIndicator'>

/** One that is first and last at once stands alone. KMIP 1.4 section 4. */
export function isStreaming(request: StreamFields): boolean {
  return request.correlationValue !== undefined || (request.initIndicator === true && request.finalIndicator !== true)
}

/** Seconds after which an unfinished stream is forgotten. */
export const streamLifetime = 24 * 60 * 60

/** The name under which the state of a stream is kept. */
export function continuationId(correlationValue: Uint8Array): string {
  return Buffer.from(correlationValue).toString('hex')
}
