import {describe, expect, it} from 'vitest'
import {Locate} from '../../src/kmip/operations/locate.ts'
import {Query} from '../../src/kmip/operations/query.ts'
import type {Operation} from '../../src/kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../src/kmip/schema/structure.ts'
import type {Version} from '../../src/kmip/spec/version.ts'
import {attributes} from './managed-objects.ts'
import {createTestEngine, entry, identityOf, type TestEngine, type TestEngineOptions} from './test-engine.ts'

/** Registers the tests that every operation has to pass: a role that lacks it is refused, in its own batch item only. */
export function describeRoles<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  request: FieldValues<NoInfer<Req>>,
  {version = '1.4', ...options}: TestEngineOptions & {readonly version?: Version} = {},
): void {
  describe(`${operation.name} and roles`, () => {
    it('is refused to a role without it, while the rest of the batch goes on', async () => {
      const t = await createTestEngine(options)
      const others = ['Query', 'DiscoverVersions'] as const
      const other = operation.name === 'Query' ? entryOfDiscovery() : entry(Query, {}, version)
      const identity = identityOf(
        'one',
        others.filter((name) => name !== operation.name),
      )
      const header = {batchErrorContinuationOption: 'Continue'} as const
      const answer = await t.batch([entry(operation, request, version), other], {identity, header, version})
      expect(answer.batchItems?.map(({resultStatus}) => resultStatus)).toEqual(['OperationFailed', 'Success'])
      expect(answer.batchItems?.[0]).toMatchObject({operation: operation.name, resultReason: 'PermissionDenied'})
      expect(answer.batchItems?.[0]?.resultMessage).toContain(operation.name)
    })
  })
}

function entryOfDiscovery() {
  return {operation: 'DiscoverVersions', payload: []} as const
}

/** Of an operation on one object. */
export interface ObjectOperation<Req extends Fields> {
  /** Makes an object on which the operation succeeds, in the scope `one`. */
  readonly arrange: (t: TestEngine) => Promise<string>
  /** The request; without an identifier it leaves out its own. */
  readonly request: (id: string | undefined) => FieldValues<Req>
}

/** Registers the tests that every operation on one object has to pass. */
export function describeAddressing<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  {arrange, request}: ObjectOperation<NoInfer<Req>>,
): void {
  describeRoles(operation, request('nothing'))

  describe(`${operation.name} and the object it means`, () => {
    it('fails with Item Not Found for an identifier that no object has', async () => {
      const t = await createTestEngine()
      expect(await t.reason(operation, request('nothing'))).toBe('ItemNotFound')
    })

    it('finds no object of another scope', async () => {
      const t = await createTestEngine()
      const id = await arrange(t)
      expect(await t.reason(operation, request(id), {identity: identityOf('two')})).toBe('ItemNotFound')
      await t.call(operation, request(id))
    })

    it('takes the ID Placeholder for a missing identifier', async () => {
      const t = await createTestEngine()
      const id = await arrange(t)
      const search = entry(Locate, {attributes: attributes({UniqueIdentifier: id})})
      const {batchItems = []} = await t.batch([search, entry(operation, request(undefined))])
      expect(batchItems.map(({resultStatus}) => resultStatus)).toEqual(['Success', 'Success'])
    })

    it('fails with Item Not Found without an identifier when the batch has no ID Placeholder', async () => {
      const t = await createTestEngine()
      await arrange(t)
      expect(await t.reason(operation, request(undefined))).toBe('ItemNotFound')
    })
  })
}
