import {describe, expect, it} from 'vitest'
import type {AttributeSet} from '../../src/kmip/attributes/attribute-set.ts'
import type {ResultReasonName} from '../../src/kmip/error.ts'
import {Archive} from '../../src/kmip/operations/archive.ts'
import type {Operation} from '../../src/kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../src/kmip/schema/structure.ts'
import {
  aes,
  attributes,
  createActiveKey,
  createKey,
  endLife,
  nameOf,
  rawKey,
  register,
  repeated,
  several,
  type AttributeValues,
} from './managed-objects.ts'
import {at, createTestEngine, type TestEngine} from './test-engine.ts'

/*
 * KMIP 1.4 section 11: the reason for each condition, operation by operation. What concerns key wrapping, key pairs and
 * certificates is tested with these.
 */
export type Refusal = (t: TestEngine) => Promise<ResultReasonName | number | undefined>
export type Row = readonly [condition: string, reason: ResultReasonName, refusal: Refusal]

/** The refusal of an operation on an object made for it. */
export function on<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  make: (t: TestEngine) => Promise<string>,
  request: (uniqueIdentifier: string) => FieldValues<NoInfer<Req>>,
): Refusal {
  return async (t) => t.reason(operation, request(await make(t)))
}

export const nothing = async (): Promise<string> => 'nothing'
export const key = (values?: AttributeValues) => (t: TestEngine) => createKey(t, values)
export const active = (values?: AttributeValues) => (t: TestEngine) => createActiveKey(t, values)
export const ended = (state: 'Destroyed' | 'Deactivated') => async (t: TestEngine) => {
  const id = await createActiveKey(t)
  await endLife(t, id, state)
  return id
}
export const archived = async (t: TestEngine) => {
  const uniqueIdentifier = await createActiveKey(t)
  await t.call(Archive, {uniqueIdentifier})
  return uniqueIdentifier
}
export const templateOf = (values: AttributeValues) =>
  ({type: 'Template', value: {attributes: attributes(values)}}) as const
export const template = (t: TestEngine) => register(t, templateOf(aes))
export const absentKey = (t: TestEngine) =>
  register(
    t,
    {
      type: 'SymmetricKey',
      value: {keyBlock: {keyFormatType: 'Raw', cryptographicAlgorithm: 'AES', cryptographicLength: 128}},
    },
    {...aes, CryptographicLength: 128, ActivationDate: new Date(0)},
  )

export const id = (uniqueIdentifier: string) => ({uniqueIdentifier})
export const superseded = {revocationReasonCode: 'Superseded'} as const
export const unmade: AttributeValues = {ApplicationSpecificInformation: {applicationNamespace: 'ns'}}
export const named = (...names: string[]): AttributeSet => {
  const set = attributes({})
  set.templateNames = names
  return set
}
export const crowd = (): AttributeSet =>
  several('ObjectGroup', ...Array.from({length: 1001}, (_, index) => `group ${index}`))
export const item = (name: keyof AttributeValues | `x:${string}`, value: unknown, index?: number) =>
  ({key: name, index, value}) as const
export const taken = async (t: TestEngine) => {
  await createKey(t, {Name: nameOf('taken')})
  return createKey(t, {Name: nameOf('mine')})
}

/** What is the same for all operations on one object. */
export function addressing<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  request: (uniqueIdentifier: string) => FieldValues<NoInfer<Req>>,
): Row[] {
  return [
    ['there is no such object', 'ItemNotFound', on(operation, nothing, request)],
    ['the object is archived', 'ObjectArchived', on(operation, archived, request)],
  ]
}

export const create = (set: AttributeSet) => ({objectType: 'SymmetricKey', attributes: set}) as const
export const registering = (set: AttributeSet) => ({...create(set), object: rawKey(repeated(1, 16))}) as const
export const importing = (uniqueIdentifier: string, set: AttributeSet) =>
  ({...registering(set), uniqueIdentifier}) as const

/** What is the same for all operations that make an object from attributes. */
export function making<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  request: (set: AttributeSet) => FieldValues<NoInfer<Req>>,
): Row[] {
  const refused =
    (set: AttributeSet): Refusal =>
    (t) =>
      t.reason(operation, request(set))
  return [
    ['a template does not exist', 'ItemNotFound', refused(named('nowhere'))],
    [
      'a template is archived',
      'ObjectArchived',
      async (t) => {
        const uniqueIdentifier = await register(t, templateOf({}), {Name: nameOf('away')})
        await t.call(Archive, {uniqueIdentifier})
        return t.reason(operation, request(named('away')))
      },
    ],
    ['an attribute has an incorrect value', 'InvalidField', refused(attributes({...aes, CryptographicLength: 3}))],
    ['an attribute is not for clients', 'InvalidField', refused(attributes({...aes, State: 'Active'}))],
    [
      'an attribute has two values where one is allowed',
      'InvalidField',
      refused(several('ActivationDate', at(1), at(2))),
    ],
    ['an attribute has more instances than the server keeps', 'IndexOutOfBounds', refused(crowd())],
    [
      'another object has the name',
      'InvalidField',
      async (t) => {
        await taken(t)
        return t.reason(operation, request(attributes({...aes, CryptographicLength: 128, Name: nameOf('taken')})))
      },
    ],
    [
      'the server cannot make application data',
      'ApplicationNamespaceNotSupported',
      refused(attributes({...aes, CryptographicLength: 128, ...unmade})),
    ],
  ]
}

/** Registers a test for each row. */
export function describeRefusals(table: Readonly<Record<string, readonly Row[]>>): void {
  describe.each(Object.entries(table))('%s', (_, rows) => {
    it.each(rows)('when %s: %s', async (_condition, reason, refusal) => {
      const t = await createTestEngine({policy: {uniqueNames: true}})
      expect(await refusal(t)).toBe(reason)
      expect(t.internalErrors).toEqual([])
    })
  })
}
