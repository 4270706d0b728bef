import {describe, expect, it} from 'vitest'
import {Cancel} from '../../../../src/kmip/operations/cancel.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {DiscoverVersions} from '../../../../src/kmip/operations/discover-versions.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {Poll} from '../../../../src/kmip/operations/poll.ts'
import {Process} from '../../../../src/kmip/operations/process.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import {QueryAsynchronousRequests} from '../../../../src/kmip/operations/query-asynchronous-requests.ts'
import type {ResponseBatchItem} from '../../../../src/kmip/message/batch-item.ts'
import type {RequestHeader} from '../../../../src/kmip/message/header.ts'
import type {RequestOf} from '../../../../src/kmip/schema/operation.ts'
import type {Identity} from '../../../../src/server/identity/identity.ts'
import {JobRunner} from '../../../../src/server/jobs/job-runner.ts'
import {credentialRecord, roleRecord} from '../../../contract/records.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {aes, attributes} from '../../../support/managed-objects.ts'
import {answerOf, createTestEngine, entry, identityOf, start, type BatchEntry} from '../../../support/test-engine.ts'

const version = '2.1'
const noValue = new Uint8Array(18)

describeRoles(Process, {asynchronousCorrelationValue: noValue}, {version})
describeRoles(QueryAsynchronousRequests, {}, {version})

const createAes = entry(Create, {objectType: 'SymmetricKey', attributes: attributes(aes)}, version)
const getNothing = entry(Get, {uniqueIdentifier: 'nothing'}, version)

/** An engine; what it has put off is run by a runner that looks only when it is woken or wanted. */
async function arrange() {
  const t = await createTestEngine()
  await t.engine.store.transaction(async ({administration}) => {
    await administration.insertRole(roleRecord('r', 'one', {name: 'tester', grant: 'all', messageCredentials: []}))
    await administration.insertCredential(credentialRecord('1', 'one', 'r', {notAfter: 9e15}))
  })
  let runner: JobRunner | undefined
  async function ask(entries: readonly BatchEntry[], more: Partial<RequestHeader> = {}, identity = t.identity) {
    const header = {asynchronousIndicator: 'Mandatory', ...more} as const
    return (await t.batch(entries, {version, header, identity})).batchItems ?? []
  }
  return {
    t,
    ask,
    attend: () => (runner ??= new JobRunner(t.engine, async () => t.identity)),
    poll: (pending: ResponseBatchItem | undefined) => t.refusal(Poll, valueOf(pending), {version}),
    list: async (request: RequestOf<typeof QueryAsynchronousRequests> = {}, identity: Identity = t.identity) =>
      (await t.call(QueryAsynchronousRequests, request, {version, identity})).asynchronousRequest ?? [],
    [Symbol.asyncDispose]: async () => runner?.stop(1000),
  }
}

function valueOf(pending: ResponseBatchItem | undefined) {
  return {asynchronousCorrelationValue: pending?.asynchronousCorrelationValue ?? noValue}
}

describe('The Asynchronous Indicator of 2.x', () => {
  it('puts everything off when it is Mandatory, also what is answered at once otherwise', async () => {
    await using a = await arrange()
    const query = entry(Query, {queryFunction: ['QueryObjects']}, version)
    const items = await a.ask([createAes, query, entry(DiscoverVersions, {}, version)])
    expect(items.map(({resultStatus}) => resultStatus)).toEqual(Array(3).fill('OperationPending'))
    a.attend()
    await a.t.call(Process, valueOf(items[0]), {version})
    expect(answerOf(Query, await a.poll(items[1])).objectType).toContain('SymmetricKey')
  })

  it('leaves it to the server when it is Optional, and never puts anything off when it is Prohibited', async () => {
    await using a = await arrange()
    const query = entry(Query, {queryFunction: ['QueryObjects']}, version)
    const status = async (asynchronousIndicator: 'Optional' | 'Prohibited', item: BatchEntry) =>
      (await a.ask([item], {asynchronousIndicator}))[0]?.resultStatus
    expect(await status('Optional', createAes)).toBe('OperationPending')
    expect(await status('Optional', query)).toBe('Success')
    expect(await status('Prohibited', createAes)).toBe('Success')
  })

  it('is refused when it is Mandatory for a role that could not poll', async () => {
    await using a = await arrange()
    const [item] = await a.ask([createAes], {}, identityOf('one', ['Create']))
    expect(item).toMatchObject({resultStatus: 'OperationFailed', resultReason: 'PermissionDenied'})
    expect(item?.resultMessage).toContain('Poll')
  })

  it('is refused when it is Mandatory and too much waits already', async () => {
    await using a = await arrange()
    await a.t.engine.store.transaction(async ({jobs}) => {
      const job = {scopeId: 'one', kind: 'operation', status: 'waiting', expiresAt: 0} as const
      for (let n = 0; n < 1000; n++) await jobs.put({...job, id: `${n}`, state: noValue})
    })
    const [full] = await a.ask([createAes])
    expect(full).toMatchObject({resultStatus: 'OperationFailed', resultReason: 'ServerLimitExceeded'})
    expect((await a.ask([createAes], {asynchronousIndicator: 'Optional'}))[0]?.resultStatus).toBe('Success')
  })

  it('never puts off what asks for asynchronous requests', async () => {
    await using a = await arrange()
    const [pending] = await a.ask([createAes])
    const asked = [entry(QueryAsynchronousRequests, {}, version), entry(Poll, valueOf(pending), version)]
    const [list, poll, canceled] = await a.ask([...asked, entry(Cancel, valueOf(pending), version)])
    expect(answerOf(QueryAsynchronousRequests, list).asynchronousRequest).toHaveLength(1)
    expect(poll).toMatchObject({operation: 'Create', resultStatus: 'OperationPending'})
    expect(answerOf(Cancel, canceled).cancellationResult).toBe('Canceled')
  })
})

describe('Process', () => {
  it('finishes a request before it answers, so that the next poll gives the result', async () => {
    await using a = await arrange()
    const pair = entry(CreateKeyPair, {commonAttributes: attributes({CryptographicAlgorithm: 'EC'})}, version)
    const [pending] = await a.ask([pair])
    a.attend()
    const both = [entry(Process, valueOf(pending), version), entry(Poll, valueOf(pending), version)]
    const {batchItems = []} = await a.t.batch(both, {version})
    expect(answerOf(Process, batchItems[0])).toEqual({})
    expect(answerOf(CreateKeyPair, batchItems[1]).privateKeyUniqueIdentifier).toMatch(/./)
  })

  it('finishes the other requests of the message with it', async () => {
    await using a = await arrange()
    const [first, second] = await a.ask([createAes, createAes])
    a.attend()
    await a.t.call(Process, valueOf(second), {version})
    expect((await a.poll(first)).resultStatus).toBe('Success')
    expect((await a.poll(second)).resultStatus).toBe('Success')
  })

  it('succeeds for a request that has failed, and for one that ended by itself', async () => {
    await using a = await arrange()
    const [fails] = await a.ask([getNothing])
    const [ends] = await a.ask([createAes])
    a.attend().wake()
    await a.attend().idle()
    for (const pending of [fails, ends]) expect(await a.t.call(Process, valueOf(pending), {version})).toEqual({})
    expect(await a.poll(fails)).toMatchObject({operation: 'Get', resultReason: 'ObjectNotFound'})
  })

  it('is refused when it was asked for before', async () => {
    await using a = await arrange()
    const [pending] = await a.ask([createAes])
    a.attend()
    await a.t.call(Process, valueOf(pending), {version})
    expect(await a.t.reason(Process, valueOf(pending), {version})).toBe('DuplicateProcessRequest')
  })

  it('is refused for what is not outstanding, and for the requests of others', async () => {
    await using a = await arrange()
    const [canceled, fetched, mine] = [await a.ask([createAes]), await a.ask([createAes]), await a.ask([createAes])]
    await a.t.call(Cancel, valueOf(canceled[0]), {version})
    a.attend()
    await a.t.call(Process, valueOf(fetched[0]), {version})
    await a.poll(fetched[0])
    const other = {...a.t.identity, serialNumber: '2'}
    const invalid = 'InvalidAsynchronousCorrelationValue'
    expect(await a.t.reason(Process, valueOf(undefined), {version})).toBe(invalid)
    expect(await a.t.reason(Process, valueOf(canceled[0]), {version})).toBe(invalid)
    expect(await a.t.reason(Process, valueOf(fetched[0]), {version})).toBe(invalid)
    expect(await a.t.reason(Process, valueOf(mine[0]), {version, identity: other})).toBe(invalid)
    expect(await a.t.reason(Process, valueOf(mine[0]), {version, identity: identityOf('two')})).toBe(invalid)
  })

  it('fails where nobody runs requests, and leaves the request waiting', async () => {
    await using a = await arrange()
    const [pending] = await a.ask([createAes])
    expect(await a.t.reason(Process, valueOf(pending), {version})).toBe('InternalServerError')
    expect((await a.poll(pending)).resultStatus).toBe('OperationPending')
  })
})

describe('Query Asynchronous Requests', () => {
  it('lists what was put off, with its operation, its time and how far it is', async () => {
    await using a = await arrange()
    const [create, get] = await a.ask([createAes, getNothing], {batchErrorContinuationOption: 'Continue'})
    const submissionDate = BigInt(start.getTime()) * 1000n
    expect(await a.list()).toEqual([
      {...valueOf(create), operation: 'Create', submissionDate, processingStage: 'Submitted'},
      {...valueOf(get), operation: 'Get', submissionDate, processingStage: 'Submitted'},
    ])
    a.attend().wake()
    await a.attend().idle()
    expect((await a.list()).map(({processingStage}) => processingStage)).toEqual(['Completed', 'Completed'])
  })

  it('tells that a request is being run', async () => {
    await using a = await arrange()
    await a.ask([createAes])
    let stage: unknown
    const runner = new JobRunner(a.t.engine, async () => {
      stage = (await a.list())[0]?.processingStage
      return a.t.identity
    })
    runner.wake()
    await runner.idle()
    await runner.stop(1000)
    expect(stage).toBe('InProcess')
  })

  it('leaves out what has been fetched or canceled', async () => {
    await using a = await arrange()
    const [first, second, third] = await a.ask([createAes, createAes, createAes])
    await a.t.call(Cancel, valueOf(third), {version})
    a.attend()
    await a.t.call(Process, valueOf(first), {version})
    await a.poll(first)
    expect((await a.list()).map(({asynchronousCorrelationValue: value}) => value)).toEqual([
      second?.asynchronousCorrelationValue,
    ])
    await a.poll(second)
    expect(await a.list()).toEqual([])
    expect((await a.poll(second)).resultStatus).toBe('Success')
  })

  it('keeps to the values and the operations that it is given', async () => {
    await using a = await arrange()
    const [create, get] = await a.ask([createAes, getNothing])
    const [later] = await a.ask([createAes])
    const values = (...pending: (ResponseBatchItem | undefined)[]) => ({
      asynchronousCorrelationValues: {
        asynchronousCorrelationValue: pending.map((each) => valueOf(each).asynchronousCorrelationValue),
      },
    })
    const found = async (request: RequestOf<typeof QueryAsynchronousRequests>) =>
      (await a.list(request)).map(({asynchronousCorrelationValue: value}) => value)
    const value = (pending: ResponseBatchItem | undefined) => valueOf(pending).asynchronousCorrelationValue
    expect(await found({operations: {operation: ['Create']}})).toEqual([value(create), value(later)])
    expect(await found(values(get, get, undefined))).toEqual([value(get)])
    expect(await found({...values(get, later), operations: {operation: ['Create', 'Locate']}})).toEqual([value(later)])
    expect(await found({operations: {operation: ['Locate']}})).toEqual([])
    expect(await found({operations: {operation: []}, ...values()})).toHaveLength(3)
  })

  it('tells nobody of the requests of others', async () => {
    await using a = await arrange()
    const [pending] = await a.ask([createAes])
    const asynchronousCorrelationValues = {
      asynchronousCorrelationValue: [valueOf(pending).asynchronousCorrelationValue],
    }
    for (const other of [{...a.t.identity, serialNumber: '2'}, identityOf('two')]) {
      expect(await a.list({}, other)).toEqual([])
      expect(await a.list({asynchronousCorrelationValues}, other)).toEqual([])
    }
  })

  it('forgets answers that are no longer kept', async () => {
    await using a = await arrange()
    await a.ask([createAes])
    a.attend().wake()
    await a.attend().idle()
    a.t.setNow(new Date(start.getTime() + 25 * 60 * 60 * 1000))
    expect(await a.list()).toEqual([])
  })
})
