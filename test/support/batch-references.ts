import {inspect} from 'node:util'
import {Create} from '../../src/kmip/operations/create.ts'
import type {IdentifierReference} from '../../src/kmip/schema/identifier.ts'
import type {Operation} from '../../src/kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../src/kmip/schema/structure.ts'
import {aes, attributes, maskOf, type AttributeValues} from './managed-objects.ts'
import {createTestEngine, entry, type BatchEntry, type CallOptions, type TestEngine} from './test-engine.ts'

export const version = '2.1'

/** An entry of a batch with an identifier of its own. */
export function item<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  request: FieldValues<NoInfer<Req>>,
  number = 0,
): BatchEntry {
  return {...entry(operation, request, version), uniqueBatchItemId: Uint8Array.of(number)}
}

export const engine = () => createTestEngine({version})
export const create = (values: AttributeValues = {}) =>
  item(Create, {objectType: 'SymmetricKey', attributes: attributes({...aes, ...values})})
export const word = (placeholder: Extract<IdentifierReference, {placeholder: unknown}>['placeholder']) => ({
  placeholder,
})
export const ec = attributes({
  CryptographicAlgorithm: 'EC',
  CryptographicDomainParameters: {recommendedCurve: 'P_256'},
  CryptographicUsageMask: maskOf('Sign', 'Verify'),
  ActivationDate: new Date(0),
})

export const inspected = (value: unknown): string => inspect(value, {depth: 20, breakLength: Infinity})

export async function run(t: TestEngine, items: readonly BatchEntry[], options?: CallOptions) {
  return (await t.batch(items, options)).batchItems ?? []
}

export async function reasonsOf(t: TestEngine, items: readonly BatchEntry[], options?: CallOptions) {
  return (await run(t, items, options)).map(({resultReason, resultStatus}) => resultReason ?? resultStatus)
}
