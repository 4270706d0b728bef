import {credentialRecord, roleRecord} from '../../../contract/records.ts'
import {describe, expect, it} from 'vitest'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {Cancel} from '../../../../src/kmip/operations/cancel.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {Poll} from '../../../../src/kmip/operations/poll.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import type {ResponseBatchItem} from '../../../../src/kmip/message/batch-item.ts'
import type {OperationName} from '../../../../src/kmip/schema/operation.ts'
import type {Identification} from '../../../../src/server/identity/identify.ts'
import type {Identity} from '../../../../src/server/identity/identity.ts'
import {JobRunner} from '../../../../src/server/jobs/job-runner.ts'
import {aes, attributes} from '../../../support/managed-objects.ts'
import {
  answerOf,
  at,
  createTestEngine,
  entry,
  identityOf,
  type BatchEntry,
  type CallOptions,
  type TestEngine,
} from '../../../support/test-engine.ts'

const createAes = entry(Create, {objectType: 'SymmetricKey', attributes: attributes(aes)})

/** An engine whose store has the credential of its identity; nothing runs in the background before `run`. */
async function arrange() {
  const t = await createTestEngine()
  await t.engine.store.transaction(async ({administration}) => {
    await administration.insertRole(roleRecord('r', 'one', {name: 'tester', grant: 'all', messageCredentials: []}))
    await administration.insertCredential(credentialRecord('1', 'one', 'r', {notAfter: 9e15}))
  })
  async function run(as: Identification = t.identity): Promise<void> {
    const runner = new JobRunner(t.engine, async () => as)
    runner.wake()
    await runner.idle()
    await runner.stop(1000)
  }
  return {t, run}
}

async function ask(t: TestEngine, entries: readonly BatchEntry[], options: CallOptions = {}) {
  const header = {asynchronousIndicator: 'Optional', ...options.header} as const
  return (await t.batch(entries, {...options, header})).batchItems ?? []
}

async function poll(t: TestEngine, pending: ResponseBatchItem | undefined, identity?: Identity) {
  const asynchronousCorrelationValue = pending?.asynchronousCorrelationValue ?? new Uint8Array(0)
  return t.refusal(Poll, {asynchronousCorrelationValue}, identity === undefined ? {} : {identity})
}

async function cancel(t: TestEngine, pending: ResponseBatchItem | undefined) {
  const asynchronousCorrelationValue = pending?.asynchronousCorrelationValue ?? new Uint8Array(0)
  return (await t.call(Cancel, {asynchronousCorrelationValue})).cancellationResult
}

async function objects(t: TestEngine): Promise<number> {
  return t.engine.store.read((transaction) => transaction.objects.count('one'))
}

describe('An asynchronous request', () => {
  it('makes key pairs, which takes work outside the transaction', async () => {
    const {t, run} = await arrange()
    const pair = entry(CreateKeyPair, {commonAttributes: attributes({CryptographicAlgorithm: 'EC'})})
    const [pending] = await ask(t, [pair])
    expect(pending?.resultStatus).toBe('OperationPending')
    await run()
    const {privateKeyUniqueIdentifier} = answerOf(CreateKeyPair, await poll(t, pending))
    expect((await t.call(Get, {uniqueIdentifier: privateKeyUniqueIdentifier})).objectType).toBe('PrivateKey')
  })

  it('is pending first and has done nothing, then gives the answer that it would have had at once', async () => {
    const {t, run} = await arrange()
    const [pending] = await ask(t, [createAes])
    expect(pending).toMatchObject({operation: 'Create', resultStatus: 'OperationPending'})
    expect(pending?.asynchronousCorrelationValue?.length).toBeGreaterThan(0)
    expect(pending).not.toHaveProperty('payload')
    expect(await objects(t)).toBe(0)
    expect(await poll(t, pending)).toEqual({
      operation: 'Create',
      resultStatus: 'OperationPending',
      asynchronousCorrelationValue: pending?.asynchronousCorrelationValue,
    })
    await run()
    const answer = answerOf(Create, await poll(t, pending))
    expect(await t.call(Get, {uniqueIdentifier: answer.uniqueIdentifier})).toMatchObject({objectType: 'SymmetricKey'})
    expect(answerOf(Create, await poll(t, pending))).toEqual(answer)
    expect(await objects(t)).toBe(1)
  })

  it('is run once, however often somebody looks', async () => {
    const {t, run} = await arrange()
    await ask(t, [createAes])
    await Promise.all([run(), run(), run()])
    await run()
    expect(await objects(t)).toBe(1)
    expect(t.internalErrors).toEqual([])
  })

  it('is answered at once without the indicator, or with one that says no', async () => {
    const {t} = await arrange()
    for (const header of [{}, {asynchronousIndicator: 'Prohibited'} as const]) {
      const {batchItems} = await t.batch([createAes], {header})
      expect(batchItems?.[0]?.resultStatus).toBe('Success')
    }
  })

  it('is answered at once for a role that could not poll', async () => {
    const {t} = await arrange()
    const [item] = await ask(t, [createAes], {identity: identityOf('one', ['Create'])})
    expect(item?.resultStatus).toBe('Success')
  })

  it('is refused at once where it is plain that it will fail', async () => {
    const {t} = await arrange()
    const [denied] = await ask(t, [createAes], {identity: identityOf('one', ['Poll'])})
    expect(denied).toMatchObject({resultStatus: 'OperationFailed', resultReason: 'PermissionDenied'})
    const [unreadable] = await ask(t, [{operation: 'AddAttribute', payload: []}])
    expect(unreadable).toMatchObject({resultStatus: 'OperationFailed', resultReason: 'InvalidMessage'})
  })

  it('that fails tells why when it is polled', async () => {
    const {t, run} = await arrange()
    const [pending] = await ask(t, [entry(Get, {uniqueIdentifier: 'nothing'})])
    await run()
    expect(await poll(t, pending)).toMatchObject({
      operation: 'Get',
      resultStatus: 'OperationFailed',
      resultReason: 'ItemNotFound',
      resultMessage: expect.stringContaining('nothing'),
    })
  })

  it('runs with the permissions of the moment at which it runs', async () => {
    const {t, run} = await arrange()
    const [lost] = await ask(t, [createAes])
    await run(identityOf('one', ['Poll']))
    expect(await poll(t, lost)).toMatchObject({resultReason: 'PermissionDenied'})
    const [revoked] = await ask(t, [createAes])
    await run({cause: 'revoked', refused: 'credential 1 is revoked'})
    expect(await poll(t, revoked)).toMatchObject({resultReason: 'AuthenticationNotSuccessful'})
    expect(await objects(t)).toBe(0)
  })

  it('of a credential that was removed is refused', async () => {
    const {t, run} = await arrange()
    const [pending] = await ask(t, [createAes])
    await t.engine.store.transaction(({administration}) => administration.deleteRole('r'))
    await run()
    expect(await poll(t, pending)).toMatchObject({resultReason: 'AuthenticationNotSuccessful'})
  })

  it('does not trouble the rest of a batch, and its item keeps its ID', async () => {
    const {t, run} = await arrange()
    const id = Uint8Array.of(7)
    const items = await ask(t, [entry(Query, {}), {...createAes, uniqueBatchItemId: id}])
    expect(items.map(({resultStatus}) => resultStatus)).toEqual(['Success', 'OperationPending'])
    expect(items[1]?.uniqueBatchItemId).toEqual(id)
    await run()
    const {asynchronousCorrelationValue = id} = items[1] ?? {}
    const polled = {...entry(Poll, {asynchronousCorrelationValue}), uniqueBatchItemId: Uint8Array.of(9)}
    const [answer] = (await t.batch([polled])).batchItems ?? []
    expect(answer).toMatchObject({operation: 'Create', uniqueBatchItemId: Uint8Array.of(9)})
  })

  it('is kept for a day after it has run', async () => {
    const {t, run} = await arrange()
    const [pending] = await ask(t, [createAes])
    t.setNow(at(3 * 24 * 3600))
    await run()
    t.setNow(at(4 * 24 * 3600 - 1))
    expect(await poll(t, pending)).toMatchObject({resultStatus: 'Success'})
    t.setNow(at(4 * 24 * 3600))
    expect(await poll(t, pending)).toMatchObject({resultReason: 'ItemNotFound'})
    await run()
    expect(await t.engine.store.read(({jobs}) => jobs.countWaiting('one'))).toBe(0)
  })

  it('is run at once when too many wait already', async () => {
    const {t} = await arrange()
    await t.engine.store.transaction(async ({jobs}) => {
      const job = {
        scopeId: 'one',
        kind: 'operation',
        status: 'waiting',
        state: new Uint8Array(0),
        expiresAt: 0,
      } as const
      for (let number = 0; number < 1000; number++) await jobs.put({...job, id: `${number}`})
    })
    const [item] = await ask(t, [createAes])
    expect(item?.resultStatus).toBe('Success')
  })

  it('that cannot be run is answered with the log entry that says why', async () => {
    const {t} = await arrange()
    const [pending] = await ask(t, [createAes])
    const runner = new JobRunner(t.engine, () => Promise.reject(new Error('no identities today')))
    runner.wake()
    await runner.idle()
    await runner.stop(1000)
    expect(await poll(t, pending)).toMatchObject({resultReason: 'GeneralFailure'})
    expect(t.internalErrors).toEqual([new Error('no identities today')])
  })
})

describe('Asynchronous requests of one message', () => {
  const addContact = entry(AddAttribute, {
    newAttribute: {key: 'ContactInformation', index: undefined, value: 'me'},
  })
  const failing = entry(Get, {uniqueIdentifier: 'nothing'})

  it('share the ID Placeholder', async () => {
    const {t, run} = await arrange()
    const pending = await ask(t, [createAes, addContact, entry(GetAttributes, {})])
    expect(pending.map(({resultStatus}) => resultStatus)).toEqual(Array(3).fill('OperationPending'))
    await run()
    const {uniqueIdentifier} = answerOf(Create, await poll(t, pending[0]))
    const {attributes} = answerOf(GetAttributes, await poll(t, pending[2]))
    expect(attributes?.get('UniqueIdentifier')).toBe(uniqueIdentifier)
    expect(attributes?.get('ContactInformation')).toBe('me')
  })

  it.each([
    [undefined, ['Success', 'ItemNotFound', 'OperationCanceledByRequester'], 1],
    ['Stop', ['Success', 'ItemNotFound', 'OperationCanceledByRequester'], 1],
    ['Continue', ['Success', 'ItemNotFound', 'Success'], 2],
    ['Undo', ['OperationCanceledByRequester', 'ItemNotFound', 'OperationCanceledByRequester'], 0],
  ] as const)('obey the Batch Error Continuation Option %s', async (batchErrorContinuationOption, results, count) => {
    const {t, run} = await arrange()
    const header = batchErrorContinuationOption === undefined ? {} : {batchErrorContinuationOption}
    const pending = await ask(t, [createAes, failing, createAes], {header})
    await run()
    const answers = []
    for (const item of pending) answers.push(await poll(t, item))
    expect(answers.map(({resultStatus, resultReason}) => resultReason ?? resultStatus)).toEqual(results)
    expect(await objects(t)).toBe(count)
  })
})

describe('Poll', () => {
  it('gives nothing to other scopes and credentials', async () => {
    const {t, run} = await arrange()
    const [pending] = await ask(t, [createAes])
    await run()
    for (const identity of [identityOf('two'), {...identityOf('one'), serialNumber: '2'}]) {
      expect(await poll(t, pending, identity)).toMatchObject({operation: 'Poll', resultReason: 'ItemNotFound'})
    }
  })

  it('gives nothing of an operation that the role has lost since', async () => {
    const {t, run} = await arrange()
    const [pending] = await ask(t, [createAes])
    await run()
    expect(await poll(t, pending, identityOf('one', ['Poll']))).toMatchObject({resultReason: 'PermissionDenied'})
    expect(await poll(t, pending)).toMatchObject({resultStatus: 'Success'})
  })

  it.each([new Uint8Array(0), new Uint8Array(18), new Uint8Array(40)])('knows no value %j', async (value) => {
    const {t} = await arrange()
    expect(await t.reason(Poll, {asynchronousCorrelationValue: value})).toBe('ItemNotFound')
  })

  it('answers in the version of its own message', async () => {
    const {t, run} = await arrange()
    const [pending] = await ask(t, [createAes])
    await run()
    const id = answerOf(Create, await poll(t, pending)).uniqueIdentifier
    const [attributes] = await ask(t, [entry(GetAttributes, {uniqueIdentifier: id})])
    await run()
    const {asynchronousCorrelationValue = new Uint8Array(0)} = attributes ?? {}
    const old = await t.refusal(Poll, {asynchronousCorrelationValue}, {version: '1.0'})
    expect(answerOf(GetAttributes, old).attributes?.has('Sensitive')).toBe(false)
    expect(answerOf(GetAttributes, await poll(t, attributes)).attributes?.has('Sensitive')).toBe(true)
  })

  it.each<OperationName>(['Poll', 'Cancel', 'Query', 'DiscoverVersions'])(
    'and the like are not asynchronous: %s',
    async (operation) => {
      const {t} = await arrange()
      const value = {asynchronousCorrelationValue: new Uint8Array(18)}
      const payload = operation === 'Poll' || operation === 'Cancel' ? Poll.request.encodeItems(value, '1.4') : []
      const [item] = await ask(t, [{operation, payload}])
      expect(item?.resultStatus).not.toBe('OperationPending')
    },
  )
})

describe('Cancel', () => {
  it('keeps what has not run from running', async () => {
    const {t, run} = await arrange()
    const [pending] = await ask(t, [createAes])
    expect(await cancel(t, pending)).toBe('Canceled')
    await run()
    expect(await objects(t)).toBe(0)
    expect(await poll(t, pending)).toMatchObject({
      operation: 'Create',
      resultStatus: 'OperationFailed',
      resultReason: 'OperationCanceledByRequester',
    })
    expect(await cancel(t, pending)).toBe('Canceled')
  })

  it('takes one item out of a batch', async () => {
    const {t, run} = await arrange()
    const [first, second] = await ask(t, [createAes, entry(Locate, {})])
    expect(await cancel(t, first)).toBe('Canceled')
    expect(await poll(t, first)).toMatchObject({resultReason: 'OperationCanceledByRequester'})
    expect(await poll(t, second)).toMatchObject({resultStatus: 'OperationPending'})
    await run()
    expect(answerOf(Locate, await poll(t, second)).uniqueIdentifier ?? []).toEqual([])
  })

  it('comes too late for what has run, and says how that ended', async () => {
    const {t, run} = await arrange()
    const header = {batchErrorContinuationOption: 'Continue'} as const
    const [good, bad] = await ask(t, [createAes, entry(Get, {uniqueIdentifier: 'nothing'})], {header})
    await run()
    expect(await cancel(t, good)).toBe('Completed')
    expect(await cancel(t, bad)).toBe('Failed')
    expect(await cancel(t, undefined)).toBe('Unavailable')
  })
})
