import {describe, expect, it} from 'vitest'
import type {AttributeItem} from '../../../../src/kmip/attributes/attribute-item.ts'
import type {AttributeKey} from '../../../../src/kmip/attributes/attribute-set.ts'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {AdjustAttribute} from '../../../../src/kmip/operations/adjust-attribute.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {ItemType, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {attributeOf, createKey, nameOf, repeated, textValue} from '../../../support/managed-objects.ts'
import {at, createTestEngine, identityOf, type TestEngine} from '../../../support/test-engine.ts'

const version = '2.1' as const
type Way = 'Increment' | 'Decrement' | 'Negate'

const tag = Tag.AttributeValue
const whole = (value: number): TtlvNode => ({tag, type: ItemType.Integer, value})
const long = (value: bigint): TtlvNode => ({tag, type: ItemType.LongInteger, value})
const span = (value: number): TtlvNode => ({tag, type: ItemType.Interval, value})
const truth = (value: boolean): TtlvNode => ({tag, type: ItemType.Boolean, value})
const date = (value: bigint): TtlvNode => ({tag, type: ItemType.DateTime, value})
const fineDate = (value: bigint): TtlvNode => ({tag, type: ItemType.DateTimeExtended, value})
const big = (...value: number[]): TtlvNode => ({tag, type: ItemType.BigInteger, value: Uint8Array.from(value)})

function request(uniqueIdentifier: string, key: AttributeKey, way: Way, adjustmentValue?: TtlvNode) {
  return {uniqueIdentifier, attributeReference: key, adjustmentType: way, adjustmentValue}
}

async function adjust(t: TestEngine, ...values: Parameters<typeof request>) {
  return t.call(AdjustAttribute, request(...values), {version})
}

async function refused(t: TestEngine, ...values: Parameters<typeof request>) {
  return t.refusal(AdjustAttribute, request(...values), {version})
}

async function valueOf(t: TestEngine, uniqueIdentifier: string, key: AttributeKey): Promise<unknown> {
  const {attributes} = await t.call(GetAttributes, {uniqueIdentifier, attributeReferences: [key]}, {version})
  return attributes?.get(key)
}

async function withNote(t: TestEngine, ...values: readonly TtlvNode[]): Promise<string> {
  const uniqueIdentifier = await createKey(t)
  for (const value of values) {
    const newAttribute: AttributeItem = {key: 'x:n', index: undefined, value}
    await t.call(AddAttribute, {uniqueIdentifier, newAttribute}, {version})
  }
  return uniqueIdentifier
}

describe('Adjust Attribute', () => {
  it.each<[string, TtlvNode, Way, TtlvNode | undefined, TtlvNode]>([
    ['adds 1 to an Integer', whole(-1), 'Increment', undefined, whole(0)],
    ['takes 1 from an Integer', whole(0), 'Decrement', undefined, whole(-1)],
    ['adds what it is told', whole(40), 'Increment', whole(2), whole(42)],
    ['adds less than nothing', whole(40), 'Increment', whole(-2), whole(38)],
    ['takes a small number from a large one', long(2n ** 40n), 'Decrement', whole(1), long(2n ** 40n - 1n)],
    [
      'adds beyond 64 bits',
      big(0x7f, ...repeated(255, 7)),
      'Increment',
      undefined,
      big(...repeated(0, 8), 0x80, ...repeated(0, 7)),
    ],
    ['adds a second to a date', date(100n), 'Increment', undefined, date(101n)],
    ['moves a date by a length of time', date(100n), 'Decrement', span(60), date(40n)],
    ['adds a microsecond to a finer date', fineDate(7n), 'Increment', undefined, fineDate(8n)],
    ['moves a finer date by seconds', fineDate(7n), 'Increment', span(2), fineDate(2_000_007n)],
    ['lengthens a length of time', span(60), 'Increment', span(60), span(120)],
    ['negates an Integer', whole(5), 'Negate', undefined, whole(-5)],
    ['negates a Long Integer', long(-(2n ** 40n)), 'Negate', undefined, long(2n ** 40n)],
    ['negates a Boolean', truth(true), 'Negate', undefined, truth(false)],
  ])('%s', async (...[, before, way, by, after]) => {
    const t = await createTestEngine()
    const id = await withNote(t, before)
    expect(await adjust(t, id, 'x:n', way, by)).toEqual({uniqueIdentifier: id})
    const found = (await valueOf(t, id, 'x:n')) as TtlvNode
    const plain = found.value instanceof Uint8Array ? Uint8Array.from(found.value) : found.value
    expect({...found, value: plain}).toEqual(after)
  })

  it('begins at 0 or false where there is no value yet', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    await adjust(t, id, 'ProtectionPeriod', 'Increment', span(60))
    await adjust(t, id, 'x:count', 'Decrement', long(3n))
    expect(await valueOf(t, id, 'ProtectionPeriod')).toBe(60)
    expect(await valueOf(t, id, 'x:count')).toEqual(long(-3n))
    await adjust(t, id, 'Sensitive', 'Negate')
    expect(await valueOf(t, id, 'Sensitive')).toBe(true)
  })

  it('keeps dates in order and twins in step', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {ActivationDate: at(60), DeactivationDate: at(90), Sensitive: true})
    await adjust(t, id, 'ActivationDate', 'Increment', span(30))
    expect(await attributeOf(t, id, 'ActivationDate')).toEqual(at(90))
    expect((await refused(t, id, 'ActivationDate', 'Increment')).resultReason).toBe('InvalidAttributeValue')
    await adjust(t, id, 'Sensitive', 'Negate')
    expect(await attributeOf(t, id, 'AlwaysSensitive')).toBe(false)
  })
})

describe('Adjust Attribute refuses', () => {
  it.each<[string, TtlvNode, Way, TtlvNode | undefined, string]>([
    ['more than an Integer holds', whole(2 ** 31 - 1), 'Increment', undefined, 'NumericRange'],
    ['the opposite of the least Integer', whole(-(2 ** 31)), 'Negate', undefined, 'NumericRange'],
    ['less than no time', span(1), 'Decrement', span(2), 'NumericRange'],
    ['more than a Long Integer holds', long(2n ** 63n - 1n), 'Increment', undefined, 'NumericRange'],
    ['a date that no calendar has', date(0n), 'Increment', long(2n ** 62n), 'NumericRange'],
    ['to add to a text', textValue('t'), 'Increment', undefined, 'InvalidDataType'],
    ['to add to a Boolean', truth(true), 'Increment', undefined, 'InvalidDataType'],
    ['to negate a length of time', span(1), 'Negate', undefined, 'InvalidDataType'],
    ['to negate a date', date(1n), 'Negate', undefined, 'InvalidDataType'],
    ['to add a text to a number', whole(1), 'Increment', textValue('2'), 'InvalidDataType'],
    ['to add a length of time to a number', whole(1), 'Increment', span(2), 'InvalidDataType'],
  ])('%s', async (...[, before, way, by, reason]) => {
    const t = await createTestEngine()
    const id = await withNote(t, before)
    expect((await refused(t, id, 'x:n', way, by)).resultReason).toBe(reason)
    expect(await valueOf(t, id, 'x:n')).toEqual(before)
  })

  it('an attribute with several values', async () => {
    const t = await createTestEngine()
    const id = await withNote(t, whole(1), whole(2))
    expect((await refused(t, id, 'x:n', 'Increment')).resultReason).toBe('MultiValuedAttribute')
  })

  it.each<[string, AttributeKey, Way, RegExp]>([
    ['what the server alone sets', 'LeaseTime', 'Increment', /by the server alone/],
    ['what stays as it was set', 'CryptographicLength', 'Increment', /by the server alone/],
    ['to begin a date', 'ProtectStopDate', 'Increment', /cannot begin at 0/],
    ['to begin an attribute of an unknown type', 'x:absent', 'Increment', /cannot begin at 0/],
    ['a structure', 'Name', 'Increment', /cannot be incremented/],
  ])('%s', async (_, key, way, message) => {
    const t = await createTestEngine()
    const id = await createKey(t, {Name: nameOf('n')})
    expect((await refused(t, id, key, way)).resultMessage).toMatch(message)
  })

  it('an object of another scope, and a role without the operation', async () => {
    const t = await createTestEngine()
    const id = await withNote(t, whole(1))
    const asked = request(id, 'x:n', 'Increment')
    const foreign = await t.refusal(AdjustAttribute, asked, {version, identity: identityOf('two')})
    expect(foreign.resultMessage).toMatch(/There is no object/)
    const other = await t.refusal(AdjustAttribute, asked, {version, identity: identityOf('one', ['SetAttribute'])})
    expect(other.resultReason).toBe('PermissionDenied')
    expect(await valueOf(t, id, 'x:n')).toEqual(whole(1))
  })
})
