import {describe, expect, it} from 'vitest'
import {generateCredential} from '../../../../src/administration/issue-credential.ts'
import {revokeCredential} from '../../../../src/administration/credentials.ts'
import {createRole, updateRole} from '../../../../src/administration/roles.ts'
import {protocolVersionOf} from '../../../../src/kmip/spec/version.ts'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {encodeRequest} from '../../../../src/kmip/message/message.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import type {Operation, OperationName} from '../../../../src/kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../../../src/kmip/schema/structure.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {auditObserver} from '../../../../src/server/audit/audit-observer.ts'
import type {AuditEntry} from '../../../../src/server/audit/entry.ts'
import {AuditFailure} from '../../../../src/server/audit/failure.ts'
import type {AuditTrail} from '../../../../src/server/audit/trail.ts'
import {writeBinary} from '../../../../src/ttlv/binary-writer.ts'
import {structureNode} from '../../../../src/ttlv/node.ts'
import {listeningClient} from '../../../support/listening-client.ts'
import {runServer, type RunningServerOptions, type ServerUnderTest} from '../../../support/running-server.ts'

/** Keeps what is recorded, and fails when it is told to. */
class MemoryTrail implements AuditTrail {
  readonly entries: AuditEntry[] = []
  fails: 'never' | 'always' | 'once recording' | 'when the server asks' = 'never'
  #wake: () => void = () => undefined

  async record(...entries: readonly AuditEntry[]): Promise<void> {
    const isSending = entries.some(({kind}) => kind === 'request.sent')
    if (this.fails === 'when the server asks' ? isSending : this.fails !== 'never') throw new AuditFailure()
    this.entries.push(...entries)
    this.#wake()
  }

  assertWorking(): Promise<void> | undefined {
    return this.fails === 'always' ? Promise.reject(new AuditFailure()) : undefined
  }

  async until(count: number): Promise<readonly AuditEntry[]> {
    while (this.entries.length < count) await new Promise<void>((resolve) => (this.#wake = resolve))
    return this.entries
  }
}

interface Item {
  readonly operation: OperationName
  readonly payload: ReturnType<typeof structureNode>
}

function item<Req extends Fields, Res extends Fields>(operation: Operation<Req, Res>, request: FieldValues<Req>): Item {
  const payload = structureNode(Tag.RequestPayload, operation.request.encodeItems(request, '1.4'))
  return {operation: operation.name, payload}
}

function message(items: readonly Item[], header: object = {}): Uint8Array {
  const whole = {protocolVersion: protocolVersionOf('1.4'), batchCount: items.length, ...header}
  const batchItems = items.map((one, index) => ({...one, uniqueBatchItemId: Buffer.of(index)}))
  return writeBinary(encodeRequest({header: whole, batchItems}, '1.4'))
}

const attributes = new AttributeSet().set('CryptographicAlgorithm', 'AES').set('CryptographicLength', 256)
const create = item(Create, {objectType: 'SymmetricKey', attributes: attributes.set('CryptographicUsageMask', 4)})

async function audited(
  options: RunningServerOptions = {},
): Promise<{readonly trail: MemoryTrail; readonly test: ServerUnderTest}> {
  const trail = new MemoryTrail()
  return {trail, test: await runServer({...options, observers: [auditObserver(trail)]})}
}

describe('the audit of clients', () => {
  it('says who did what to which object from where, with what result', async () => {
    const {trail, test} = await audited()
    await using _ = test
    const client = await test.connect()
    await client.ask(message([create]))
    expect(trail.entries).toEqual([
      {
        kind: 'operation',
        scope: 'app',
        role: 'admin',
        serial: expect.stringMatching(/^\d+$/),
        commonName: expect.any(String),
        peer: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
        listener: expect.any(String),
        protocolVersion: '1.4',
        operation: 'Create',
        objects: [expect.any(String)],
        objectCount: undefined,
        status: 'Success',
        reason: undefined,
        milliseconds: expect.any(Number),
        clientCorrelation: undefined,
        serverCorrelation: undefined,
      },
    ])
  })

  it('has an entry for every batch item, also those that were not run', async () => {
    const {trail, test} = await audited()
    await using _ = test
    const client = await test.connect()
    await client.ask(message([create, item(Get, {uniqueIdentifier: 'none'}), item(Destroy, {uniqueIdentifier: 'x'})]))
    expect(trail.entries).toMatchObject([
      {item: 1, items: 3, operation: 'Create', status: 'Success'},
      {item: 2, items: 3, operation: 'Get', objects: ['none'], status: 'OperationFailed', reason: 'ItemNotFound'},
      {item: 3, items: 3, operation: 'Destroy', objects: ['x'], status: 'NotProcessed'},
    ])
  })

  it('names both keys of a pair, and both correlation values', async () => {
    const {trail, test} = await audited()
    await using _ = test
    const client = await test.connect()
    const common = new AttributeSet().set('CryptographicAlgorithm', 'EC').set('CryptographicLength', 256)
    const pair = item(CreateKeyPair, {
      commonAttributes: common,
      privateKeyAttributes: new AttributeSet().set('CryptographicUsageMask', 1),
      publicKeyAttributes: new AttributeSet().set('CryptographicUsageMask', 2),
    })
    await client.ask(message([pair], {clientCorrelationValue: 'order 7'}))
    const [entry] = trail.entries
    expect(entry?.objects).toHaveLength(2)
    expect(entry).toMatchObject({clientCorrelation: 'order 7', serverCorrelation: expect.any(String)})
  })

  it('records a message that is refused as a whole for each of its items', async () => {
    const {trail, test} = await audited({batchLimit: 1})
    await using _ = test
    const client = await test.connect()
    await client.ask(message([create, create]))
    const refused = {operation: 'Create', status: 'OperationFailed', reason: 'InvalidMessage'}
    expect(trail.entries).toMatchObject([refused, refused])
  })

  it('records certificates that are nobody’s any more, and connections that do not come about', async () => {
    const {trail, test} = await audited()
    await using _ = test
    const now = new Date()
    await createRole(test.store, {scope: 'app', role: 'other', operations: ['all'], now})
    const {credential, description} = await generateCredential(test.store, {scope: 'app', role: 'other', now})
    const client = await test.connect({credential})
    await revokeCredential(test.store, {serialNumber: description.serialNumber}, now)
    await client.ask(message([create]))
    await test.connect({credential: undefined})
    const refused = {kind: 'connection.refused', peer: expect.stringContaining('127.0.0.1:')}
    expect(await trail.until(2)).toMatchObject([
      {
        ...refused,
        reason: 'revoked',
        serial: description.serialNumber,
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        listener: expect.any(String),
      },
      {...refused, reason: 'no_certificate'},
    ])
  })

  it('records what the server sends to clients by itself, before it leaves', async () => {
    const {trail, test} = await audited()
    await using _ = test
    await updateRole(test.store, {scope: 'app', role: 'admin', receive: ['put']})
    const client = await listeningClient(test)
    const {uniqueIdentifier} = await client.call(Create, {objectType: 'SymmetricKey', attributes})
    client.respond(await client.heard())
    const sent = {kind: 'request.sent', operation: 'Put', objects: [uniqueIdentifier], scope: 'app', role: 'admin'}
    expect(trail.entries).toMatchObject([{kind: 'operation', operation: 'Create'}, sent])
    trail.fails = 'when the server asks'
    await client.call(Create, {objectType: 'SymmetricKey', attributes})
    await test.log.entry('Not sent: The audit cannot be written')
    expect(client.pending()).toBe(0)
  })

  it('that cannot be written has nothing done', async () => {
    const {trail, test} = await audited()
    await using _ = test
    trail.fails = 'always'
    const client = await test.connect()
    const {batchItems} = await client.ask(message([create]))
    expect(batchItems).toMatchObject([
      {
        resultStatus: 'OperationFailed',
        resultReason: 'GeneralFailure',
        resultMessage: 'The audit cannot be written, so nothing is done',
      },
    ])
    const [scope] = await test.store.read(({administration}) => administration.scopes())
    expect(await test.store.read(({objects}) => objects.count(scope?.id ?? ''))).toBe(0)
    trail.fails = 'never'
    expect((await client.ask(message([create]))).batchItems).toMatchObject([{resultStatus: 'Success'}])
  })

  it('that cannot be written any more keeps the answer back', async () => {
    const {trail, test} = await audited()
    await using _ = test
    trail.fails = 'once recording'
    const client = await test.connect()
    const {batchItems} = await client.ask(message([create]))
    expect(batchItems).toMatchObject([
      {
        resultStatus: 'OperationFailed',
        resultMessage: 'The audit cannot be written, although the request was carried out',
      },
    ])
    expect(batchItems?.[0]?.payload).toBeUndefined()
  })
})
