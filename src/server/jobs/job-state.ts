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
  /** Places of the items that have been canceled. */
  readonly canceled: readonly number[]
  /** One for each item, once the job is finished. */
  readonly answers: readonly ResponseBatchItem[] | undefined
}

interface StoredJob {
  readonly version: Version
  readonly serialNumber: string
  readonly foreign?: ForeignCertificate | undefined
  readonly request: string
  readonly canceled: readonly number[]
  readonly answers?: readonly string[] | undefined
}

export function encodeJob({version, serialNumber, foreign, request, canceled, answers}: JobState): Uint8Array {
  const stored: StoredJob = {
    version,
    serialNumber,
    foreign,
    request: bytesToHex(writeBinary(encodeRequest(request, version))),
    canceled,
    answers: answers?.map((answer) => bytesToHex(answerBytes(answer, version))),
  }
  return new TextEncoder().encode(JSON.stringify(stored))
}

/** Fails with StorageError CORRUPT, or with what is wrong with the message in it. */
export function decodeJob(state: Uint8Array): JobState {
  const stored = parseStoredJson(new TextDecoder().decode(state), 'An asynchronous request')
  if (!isStoredJob(stored)) throw new StorageError('CORRUPT', 'The store holds an asynchronous request that is none')
  const {version, serialNumber, foreign, request, canceled, answers} = stored
  return {
    version,
    serialNumber,
    foreign,
    canceled,
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
