import {MemoryStore} from '../../src/storage/memory/memory-store.ts'
import {handlers} from '../../src/server/handlers/index.ts'
import type {Entropy, ServerPolicy} from '../../src/server/context.ts'
import type {Identity} from '../../src/server/identity/identity.ts'
import {processMessage, type Engine} from '../../src/server/pipeline/process-message.ts'
import {serverFacts} from '../../src/server/facts.ts'
import type {TtlvNode} from '../../src/ttlv/node.ts'
import type {Operation, OperationName} from '../../src/kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../src/kmip/schema/structure.ts'
import {protocolVersionOf, type Version} from '../../src/kmip/spec/version.ts'
import type {RequestHeader} from '../../src/kmip/message/header.ts'
import type {ResponseBatchItem} from '../../src/kmip/message/batch-item.ts'
import {decodeResponse, encodeRequest, type ResponseMessage} from '../../src/kmip/message/message.ts'
import {structureNode, ItemType} from '../../src/ttlv/node.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'

/** A server's core without sockets: a memory store, a clock that stands still until moved, counted identifiers. */
export interface TestEngine {
  readonly engine: Engine
  /** Identity of a role that may do everything in the scope `one`. */
  readonly identity: Identity
  /** Moves the clock. */
  setNow(now: Date): void
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
  batch(items: readonly BatchEntry[], options?: CallOptions): Promise<ResponseMessage>
  internalErrors: unknown[]
}

export interface CallOptions {
  readonly version?: Version
  readonly identity?: Identity
  readonly header?: Partial<RequestHeader>
}

export interface BatchEntry {
  readonly operation: OperationName
  readonly payload: readonly TtlvNode[]
  readonly uniqueBatchItemId?: Uint8Array
}

/** An identity of the scope, by default with every operation granted. */
export function identityOf(scopeId: string, allowed?: readonly OperationName[]): Identity {
  return {
    scopeId,
    scopeName: scopeId,
    roleName: 'tester',
    serialNumber: '1',
    allows: (operation) => allowed === undefined || allowed.includes(operation),
  }
}

export async function createTestEngine(policy: Partial<ServerPolicy> = {}): Promise<TestEngine> {
  const store = new MemoryStore()
  await store.transaction(async ({administration}) => {
    for (const id of ['one', 'two']) await administration.insertScope({id, name: id, createdAt: 0})
  })
  let now = new Date('2026-01-01T00:00:00Z')
  let counter = 0
  const entropy: Entropy = {
    bytes: (length) => new Uint8Array(length).map(() => (counter = (counter + 7) % 251)),
    identifier: () => `id-${++counter}`,
  }
  const internalErrors: unknown[] = []
  const engine: Engine = {
    store,
    handlers,
    facts: serverFacts,
    policy: {uniqueNames: false, hiddenAttributes: new Set(), ...policy},
    entropy,
    clock: () => now,
    reportInternalError: (error) => {
      internalErrors.push(error)
      return 'test'
    },
    batchLimit: 100,
  }
  const identity = identityOf('one')

  async function batch(items: readonly BatchEntry[], options: CallOptions = {}): Promise<ResponseMessage> {
    const version = options.version ?? '1.4'
    const request = encodeRequest(
      {
        header: {protocolVersion: protocolVersionOf(version), ...options.header, batchCount: items.length},
        batchItems: items.map(({operation, payload, uniqueBatchItemId}) => ({
          operation,
          payload: structureNode(Tag.RequestPayload, payload),
          uniqueBatchItemId,
        })),
      },
      version,
    )
    return decodeResponse(await processMessage(engine, options.identity ?? identity, request))
  }

  async function answer<Req extends Fields, Res extends Fields>(
    operation: Operation<Req, Res>,
    request: FieldValues<Req>,
    options?: CallOptions,
  ): Promise<ResponseBatchItem> {
    const payload = operation.request.encodeItems(request, options?.version ?? '1.4')
    const [item] = (await batch([{operation: operation.name, payload}], options)).batchItems ?? []
    if (item === undefined) throw new Error('The answer has no batch item')
    return item
  }

  return {
    engine,
    identity,
    internalErrors,
    setNow: (date) => (now = date),
    send: (message, as = identity) => processMessage(engine, as, message),
    batch,
    refusal: answer,
    async call(operation, request, options) {
      const item = await answer(operation, request, options)
      if (item.resultStatus !== 'Success' || item.payload?.type !== ItemType.Structure) {
        throw new Error(`${operation.name} failed: ${String(item.resultReason)} ${item.resultMessage}`)
      }
      return operation.response.decodeItems(item.payload.value)
    },
  }
}
