import {StorageError} from '../../errors.ts'
import {parseStoredJson} from '../../storage/stored-json.ts'

/** The operations with which a server asks its clients. KMIP 1.4 sections 5.3 and 5.4, 2.1 sections 6.2.1 to 6.2.5. */
export const questionOperations = ['Query', 'DiscoverVersions', 'SetEndpointRole'] as const
export type QuestionOperation = (typeof questionOperations)[number]

/** What one client said; `item` is its Response Batch Item, hexadecimal. */
export interface RecordedAnswer {
  /** Of its certificate. */
  readonly serialNumber: string
  /** Address of its end of the connection. */
  readonly peer: string
  readonly item?: string | undefined
  /** Why there is no item. */
  readonly failed?: string | undefined
}

/** A question of an operator to the clients of a role, and what they answered. */
export interface QuestionRecord {
  readonly roleName: string
  readonly operation: QuestionOperation
  /** Items of the request payload, hexadecimal. */
  readonly payload: readonly string[]
  readonly answers: readonly RecordedAnswer[]
}

export function encodeQuestion(record: QuestionRecord): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(record))
}

/** Fails with StorageError CORRUPT. */
export function decodeQuestion(state: Uint8Array): QuestionRecord {
  const value = parseStoredJson(new TextDecoder().decode(state), 'A question to clients')
  if (typeof value === 'object' && value !== null && 'operation' in value && 'payload' in value) {
    return value as QuestionRecord
  }
  throw new StorageError('CORRUPT', 'The store holds a question to clients that is not what it should be')
}
