import {StorageError} from '../../errors.ts'
import {ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import {decodeRequest, encodeRequest, type RequestMessage} from '../../kmip/message/message.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import type {Version} from '../../kmip/spec/version.ts'
import {parseStoredJson} from '../../storage/stored-json.ts'
import {readBinary} from '../../ttlv/binary-reader.ts'
import {writeBinary} from '../../ttlv/binary-writer.ts'
import type {ForeignCertificate} from '../identity/presented.ts'
import {bytesToHex, hexToBytes} from '../../ttlv/hex.ts'

/** The items of one message that are answered later, as a message of their own. */
export interface JobState {
  readonly version: Version
  /** Of the credential that sent them: they run with its permissions, and nobody else hears of them. */
  readonly serialNumber: string
  /** Of a client that has no credential, but a certificate of an imported authority. */
  readonly foreign?: ForeignCertificate | undefined
  readonly request: RequestMessage
  /** Milliseconds since 1970; undefined in stores of versions that did not note it. */
  readonly submittedAt?: number | undefined
  /** Somebody has begun to run it, and has not come to an end. */
  readonly begun?: boolean | undefined
  /** Places of the items that have been canceled. */
  readonly canceled: readonly number[]
  /** Places of the items that the client wanted to be finished before it polls. */
  readonly processed?: readonly number[] | undefined
  /** Places of the items whose answers have been fetched. */
  readonly fetched?: readonly number[] | undefined
  /** One for each item, once the job is finished. */
  readonly answers: readonly ResponseBatchItem[] | undefined
}

type StoredJob = Omit<JobState, 'request' | 'answers'> & {
  readonly request: string
  readonly answers?: readonly string[] | undefined
}

export function encodeJob({request, answers, ...state}: JobState): Uint8Array {
  const {version} = state
  const stored: StoredJob = {
    ...state,
    request: bytesToHex(writeBinary(encodeRequest(request, version))),
    answers: answers?.map((answer) => bytesToHex(answerBytes(answer, version))),
  }
  return new TextEncoder().encode(JSON.stringify(stored))
}

/** Fails with StorageError CORRUPT, or with what is wrong with the message in it. */
export function decodeJob(state: Uint8Array): JobState {
  const stored = parseStoredJson(new TextDecoder().decode(state), 'An asynchronous request')
  if (!isStoredJob(stored)) throw new StorageError('CORRUPT', 'The store holds an asynchronous request that is none')
  const {request, answers, ...rest} = stored
  return {
    ...rest,
    request: decodeRequest(readBinary(hexToBytes(request))),
    answers: answers?.map((answer) => ResponseBatchItem.decode(readBinary(hexToBytes(answer)))),
  }
}

function answerBytes(answer: ResponseBatchItem, version: Version): Uint8Array {
  const node = ResponseBatchItem.encode(Tag.BatchItem, answer, version)
  if (node === undefined) throw new TypeError('A batch item has a form in every version')
  return writeBinary(node)
}

function isStoredJob(value: unknown): value is StoredJob {
  return typeof value === 'object' && value !== null && 'request' in value && 'canceled' in value && 'version' in value
}
