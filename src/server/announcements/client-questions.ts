import {readBinary} from '../../ttlv/binary-reader.ts'
import {writeBinary} from '../../ttlv/binary-writer.ts'
import {bytesToHex, hexToBytes} from '../../ttlv/hex.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import type {JobRecord, Store} from '../../storage/store.ts'
import type {Identity} from '../identity/identity.ts'
import {
  decodeQuestion,
  encodeQuestion,
  type QuestionOperation,
  type QuestionRecord,
  type RecordedAnswer,
} from './client-question-record.ts'

/** What a client is asked. */
export interface ClientQuestion {
  readonly operation: QuestionOperation
  readonly payload: readonly TtlvNode[]
}

/** What it answers, or why it does not. */
export type ClientAnswer = {readonly item: ResponseBatchItem} | {readonly failed: string}

/** A connection whose client may be asked. */
export interface QuestionedClient {
  readonly identity: Identity | undefined
  readonly address: string
  /** Never rejects. */
  ask(question: ClientQuestion): Promise<ClientAnswer>
}

/** Milliseconds between two looks into the store. */
const interval = 250
const batch = 20

/**
 * Takes the questions that operators leave in the store to the clients that are connected here, and their answers back.
 * Looks for questions only while there is somebody to ask.
 */
export class ClientQuestions {
  readonly #store: Store
  readonly #report: (error: unknown) => unknown
  readonly #clients = new Set<QuestionedClient>()
  readonly #asking = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #looking = false

  constructor(store: Store, report: (error: unknown) => unknown) {
    this.#store = store
    this.#report = report
  }

  /** Returns what ends it. */
  join(client: QuestionedClient): () => void {
    this.#clients.add(client)
    this.#timer ??= setInterval(() => void this.#look(), interval).unref()
    return () => {
      this.#clients.delete(client)
      if (this.#clients.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    try {
      const jobs = await this.#store.read((transaction) => transaction.jobs.waiting('client-request', batch))
      for (const job of jobs) if (!this.#asking.has(job.id)) void this.#put(job)
    } catch (error) {
      this.#report(error)
    }
    this.#looking = false
  }

  async #put(job: JobRecord): Promise<void> {
    this.#asking.add(job.id)
    try {
      const record = decodeQuestion(job.state)
      const clients = [...this.#clients].filter(({identity}) => isMeant(identity, job, record))
      if (clients.length > 0) await this.#answer(job, await this.#ask(clients, record))
    } catch (error) {
      this.#report(error)
    }
    this.#asking.delete(job.id)
  }

  async #ask(clients: readonly QuestionedClient[], record: QuestionRecord): Promise<QuestionRecord> {
    const payload = record.payload.map((item) => readBinary(hexToBytes(item)))
    const question = {operation: record.operation, payload}
    const answers = await Promise.all(clients.map(async (client) => recorded(client, await client.ask(question))))
    return {...record, answers}
  }

  /** Unless the operator has given up waiting. */
  async #answer({scopeId, id}: JobRecord, record: QuestionRecord): Promise<void> {
    await this.#store.transaction(async ({jobs}) => {
      const job = await jobs.get(scopeId, id)
      if (job?.status === 'waiting') await jobs.put({...job, status: 'finished', state: encodeQuestion(record)})
    })
  }
}

function isMeant(identity: Identity | undefined, job: JobRecord, {roleName}: QuestionRecord): boolean {
  return identity?.scopeId === job.scopeId && identity.roleName === roleName
}

function recorded({identity, address}: QuestionedClient, answer: ClientAnswer): RecordedAnswer {
  const who = {serialNumber: identity?.serialNumber ?? '', peer: address}
  if ('failed' in answer) return {...who, failed: answer.failed}
  const node = ResponseBatchItem.encode(Tag.BatchItem, answer.item, 'any')
  return node === undefined ? {...who, failed: 'nothing'} : {...who, item: bytesToHex(writeBinary(node))}
}
