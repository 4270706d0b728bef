import {describe, expect, it} from 'vitest'
import type {AttributeSet} from '../../src/kmip/attributes/attribute-set.ts'
import type {ResultReasonName} from '../../src/kmip/error.ts'
import {Archive} from '../../src/kmip/operations/archive.ts'
import type {Operation} from '../../src/kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../src/kmip/schema/structure.ts'
import type {Version} from '../../src/kmip/spec/version.ts'
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
 * KMIP 1.4 section 11, 2.1 section 6.1: the reason for each condition, operation by operation. What concerns key wrapping, key pairs and
 * certificates is tested with these.
 */
export type Refusal = (t: TestEngine) => Promise<ResultReasonName | number | undefined>
/** The reason up to 1.4, and since 2.0 where the condition can arise there; undefined up to 1.4 where only there. */
export type Reasons = ResultReasonName | readonly [until14: ResultReasonName | undefined, since20: ResultReasonName]
export type Row = readonly [condition: string, reasons: Reasons, refusal: Refusal]

/** One reason in all versions. */
export const ever = (reason: ResultReasonName): Reasons => [reason, reason]

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
  missing: ResultReasonName = 'ObjectNotFound',
): Row[] {
  return [
    ['there is no such object', ['ItemNotFound', missing], on(operation, nothing, request)],
    ['the object is archived', ever('ObjectArchived'), on(operation, archived, request)],
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
    [
      'an attribute has an incorrect value',
      ['InvalidField', 'InvalidAttributeValue'],
      refused(attributes({...aes, CryptographicLength: 3})),
    ],
    [
      'an attribute is not for clients',
      ['InvalidField', 'AttributeReadOnly'],
      refused(attributes({...aes, State: 'Active'})),
    ],
    [
      'an attribute has two values where one is allowed',
      ['InvalidField', 'AttributeSingleValued'],
      refused(several('ActivationDate', at(1), at(2))),
    ],
    [
      'an attribute has more instances than the server keeps',
      ['IndexOutOfBounds', 'ServerLimitExceeded'],
      refused(crowd()),
    ],
    [
      'an attribute is not for such an object',
      ['InvalidField', 'InvalidAttribute'],
      refused(attributes({...aes, CertificateLength: 9})),
    ],
    [
      'another object has the name',
      ['InvalidField', 'NonUniqueNameAttribute'],
      async (t) => {
        await taken(t)
        return t.reason(operation, request(attributes({...aes, CryptographicLength: 128, Name: nameOf('taken')})))
      },
    ],
    [
      'the server cannot make application data',
      ever('ApplicationNamespaceNotSupported'),
      refused(attributes({...aes, CryptographicLength: 128, ...unmade})),
    ],
  ]
}

/** Registers a test for each row and version in which its condition can arise. */
export function describeRefusals(table: Readonly<Record<string, readonly Row[]>>): void {
  describe.each(Object.entries(table))('%s', (_, rows) => {
    it.each(rows.flatMap(cases))('at %s when %s: %s', async (version, _condition, reason, refusal) => {
      const t = await createTestEngine({version, policy: {uniqueNames: true}})
      expect(await refusal(t)).toBe(reason)
      expect(t.internalErrors).toEqual([])
    })
  })
}

type Case = readonly [version: Version, condition: string, reason: ResultReasonName, refusal: Refusal]

function cases([condition, reasons, refusal]: Row): Case[] {
  if (typeof reasons === 'string') return [['1.4', condition, reasons, refusal]]
  const [until14, since20] = reasons
  const newer: Case[] = [
    ['2.0', condition, since20, refusal],
    ['2.1', condition, since20, refusal],
  ]
  return until14 === undefined ? newer : [['1.4', condition, until14, refusal], ...newer]
}
