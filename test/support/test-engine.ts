import {provisioner} from '../../src/administration/provisioner.ts'
import {MemoryStore} from '../../src/storage/memory/memory-store.ts'
import {Announcements} from '../../src/server/announcements/announcements.ts'
import type {Entropy, ServerPolicy} from '../../src/server/context.ts'
import type {Identity} from '../../src/server/identity/identity.ts'
import type {Engine} from '../../src/server/pipeline/engine.ts'
import {processMessage} from '../../src/server/pipeline/process-message.ts'
import {LastUses} from '../../src/server/lifecycle/last-uses.ts'
import {JobBell} from '../../src/server/jobs/job-bell.ts'
import {createIdentify} from '../../src/server/identity/identify.ts'
import {createIdentifyAgain} from '../../src/server/identity/identify-again.ts'
import {offer} from '../../src/server/offer.ts'
import type {ResultReasonName} from '../../src/kmip/error.ts'
import type {MessageExtension} from '../../src/kmip/structures/message-extension.ts'
import type {Operation, OperationName} from '../../src/kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../src/kmip/schema/structure.ts'
import {protocolVersionOf, type Version} from '../../src/kmip/spec/version.ts'
import {RequestHeader} from '../../src/kmip/message/header.ts'
import {RequestBatchItem, type ResponseBatchItem} from '../../src/kmip/message/batch-item.ts'
import {decodeResponse, type ResponseMessage} from '../../src/kmip/message/message.ts'
import {readBinary} from '../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../src/ttlv/binary-writer.ts'
import {answerFaults} from './answer-faults.ts'
import {structureNode, ItemType, type TtlvNode} from '../../src/ttlv/node.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'

/** A server's core without sockets: a memory store, a clock that stands still until moved, counted identifiers. */
export interface TestEngine {
  readonly engine: Engine
  /** Identity of a role that may do everything in the scope `one`. */
  readonly identity: Identity
  /** Moves the clock. */
  setNow(now: Date): void
  /** Over the binary encoding, as on a connection. */
  send(message: TtlvNode, identity?: Identity): Promise<TtlvNode>
  /** One operation in a message of its own; fails the test when it fails. */
  call<Req extends Fields, Res extends Fields>(
    operation: Operation<Req, Res>,
    request: FieldValues<Req>,
    options?: CallOptions,
  ): Promise<FieldValues<Res>>
  /** One operation that is expected to fail: its batch item. */
  refusal<Req extends Fields, Res extends Fields>(
    operation: Operation<Req, Res>,
    request: FieldValues<Req>,
    options?: CallOptions,
  ): Promise<ResponseBatchItem>
  /** Why an operation fails; fails the test when it succeeds. */
  reason<Req extends Fields, Res extends Fields>(
    operation: Operation<Req, Res>,
    request: FieldValues<Req>,
    options?: CallOptions,
  ): Promise<ResultReasonName | number | undefined>
  batch(items: readonly BatchEntry[], options?: CallOptions): Promise<ResponseMessage>
  /** What the server reported instead of telling the peer. */
  readonly internalErrors: unknown[]
}

export interface CallOptions {
  readonly version?: Version
  readonly identity?: Identity
  readonly header?: Partial<RequestHeader>
}

export interface BatchEntry {
  readonly operation: OperationName | number
  readonly payload: readonly TtlvNode[]
  readonly uniqueBatchItemId?: Uint8Array | undefined
  readonly ephemeral?: boolean | undefined
  readonly messageExtensions?: readonly MessageExtension[] | undefined
}

/** An entry of a batch from an operation and its request. */
export function entry<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  request: FieldValues<Req>,
  version: Version = '1.4',
): BatchEntry {
  return {operation: operation.name, payload: operation.request.encodeItems(request, version)}
}

/** Whatever the version knows of its operation. */
function itemNode({payload, ...item}: BatchEntry): TtlvNode {
  const content = {...item, payload: structureNode(Tag.RequestPayload, payload)}
  return structureNode(Tag.BatchItem, RequestBatchItem.encodeItems(content, 'any'))
}

/** The payload of a batch item that succeeded. */
export function answerOf<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  item: ResponseBatchItem | undefined,
): FieldValues<Res> {
  if (item?.resultStatus !== 'Success' || item.payload?.type !== ItemType.Structure) {
    throw new Error(`${operation.name} failed: ${String(item?.resultReason)} ${item?.resultMessage}`)
  }
  return operation.response.decodeItems(item.payload.value)
}

/** An identity of the scope, by default with every operation granted. */
export function identityOf(scopeId: string, allowed?: readonly OperationName[]): Identity {
  return {
    scopeId,
    scopeName: scopeId,
    roleId: 'tester-id',
    roleName: 'tester',
    serialNumber: '1',
    commonName: 'tester-1',
    allows: (operation) => allowed === undefined || allowed.includes(operation),
  }
}

/** The moment at which the clock of a test engine stands at first. */
export const start = new Date('2026-01-01T00:00:00Z')

/** The start and some seconds. */
export function at(seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000)
}

export interface TestEngineOptions {
  /** Of messages that do not choose one; 1.4 when absent. */
  readonly version?: Version
  readonly policy?: Partial<ServerPolicy>
  readonly entropy?: Partial<Entropy>
  readonly engine?: Partial<Engine>
  /** Whether Interop is switched on. */
  readonly interop?: boolean
}

/** Notes from now on how the engine goes to its store. */
export function watchModes({engine: {store}}: TestEngine): ('read' | 'transaction')[] {
  const modes: ('read' | 'transaction')[] = []
  const read: typeof store.read = store.read.bind(store)
  const transaction: typeof store.transaction = store.transaction.bind(store)
  store.read = (work) => {
    modes.push('read')
    return read(work)
  }
  store.transaction = (work) => {
    modes.push('transaction')
    return transaction(work)
  }
  return modes
}

/** Every answer is looked through for what strict clients could not read; the first fault fails the test. */
export async function createTestEngine(options: TestEngineOptions = {}): Promise<TestEngine> {
  const store = new MemoryStore()
  await store.transaction(async ({administration}) => {
    for (const id of ['one', 'two']) await administration.insertScope({id, name: id, createdAt: 0})
  })
  let now = start
  let counter = 0
  let identifiers = 0
  const entropy: Entropy = {
    bytes: (length) => new Uint8Array(length).map(() => (counter = (counter + 7) % 251)),
    identifier: () => `id-${++identifiers}`,
    ...options.entropy,
  }
  const internalErrors: unknown[] = []
  const engine: Engine = {
    store,
    ...offer(options.interop ?? false),
    policy: {uniqueNames: false, hiddenAttributes: new Set(), messageCredential: 'ignore', ...options.policy},
    entropy,
    jobs: new JobBell(),
    provisioner,
    announcements: new Announcements(),
    uses: new LastUses(store, (error) => internalErrors.push(error)),
    identifyAgain: createIdentifyAgain(store, createIdentify(store), () => now),
    clock: () => now,
    reportInternalError: (error) => {
      internalErrors.push(error)
      return 'test'
    },
    batchLimit: 100,
    ...options.engine,
  }
  const identity = identityOf('one')
  const {version: usual = '1.4'} = options

  async function send(request: TtlvNode, as = identity): Promise<TtlvNode> {
    const answer = readBinary(writeBinary(await processMessage(engine, as, readBinary(writeBinary(request)))))
    const faults = answerFaults(request, answer)
    if (faults.length > 0) throw new Error(`A strict client cannot read the answer: ${faults.join('; ')}`)
    return answer
  }

  async function batch(items: readonly BatchEntry[], options: CallOptions = {}): Promise<ResponseMessage> {
    const version = options.version ?? usual
    const header = {protocolVersion: protocolVersionOf(version), ...options.header, batchCount: items.length}
    const request = structureNode(Tag.RequestMessage, [
      structureNode(Tag.RequestHeader, RequestHeader.encodeItems(header, version)),
      ...items.map(itemNode),
    ])
    return decodeResponse(await send(request, options.identity))
  }

  async function answer<Req extends Fields, Res extends Fields>(
    operation: Operation<Req, Res>,
    request: FieldValues<Req>,
    options?: CallOptions,
  ): Promise<ResponseBatchItem> {
    const payload = operation.request.encodeItems(request, options?.version ?? usual)
    const [item] = (await batch([{operation: operation.name, payload}], options)).batchItems ?? []
    if (item === undefined) throw new Error('The answer has no batch item')
    return item
  }

  return {
    engine,
    identity,
    internalErrors,
    setNow: (date) => (now = date),
    send,
    batch,
    refusal: answer,
    async reason(operation, request, options) {
      const item = await answer(operation, request, options)
      if (item.resultStatus !== 'OperationFailed') throw new Error(`${operation.name} was expected to fail`)
      return item.resultReason
    },
    call: async (operation, request, options) => answerOf(operation, await answer(operation, request, options)),
  }
}
