import {describe, expect, it} from 'vitest'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {
  aes,
  attributeOf,
  attributes,
  createActiveKey,
  createKey,
  endLife,
  locate,
  nameOf,
  register,
  secret,
  several,
  stateOf,
} from '../../../support/managed-objects.ts'
import {answerOf, at, createTestEngine, entry} from '../../../support/test-engine.ts'

describeAddressing(ReKey, {arrange: createKey, request: (uniqueIdentifier) => ({uniqueIdentifier})})

describe('Re-key', () => {
  it('makes a new key of the same algorithm and length, and both stay readable', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    const {uniqueIdentifier} = await t.call(ReKey, {uniqueIdentifier: id, attributes: attributes({})})
    expect(uniqueIdentifier).not.toBe(id)
    const [existing, replacement] = [await t.call(Get, {uniqueIdentifier: id}), await t.call(Get, {uniqueIdentifier})]
    expect(replacement.object).toMatchObject({
      value: {keyBlock: {cryptographicAlgorithm: 'AES', cryptographicLength: 256}},
    })
    expect(replacement.object).not.toEqual(existing.object)
  })

  it('moves the names to the new key and copies groups, policy, mask and custom attributes', async () => {
    const t = await createTestEngine()
    const names = several('Name', nameOf('a'), nameOf('b'))
    for (const [name, value] of Object.entries({...aes, ObjectGroup: 'g'}))
      names.set(name as 'ObjectGroup', value as string)
    names.set('x:Vendor', {tag: 0x42000b, type: 7, value: 'v'})
    const object = (await t.call(Get, {uniqueIdentifier: await createKey(t)})).object
    const id = await register(t, object, names)
    const {uniqueIdentifier} = await t.call(ReKey, {uniqueIdentifier: id})
    const {attributes: moved} = await t.call(GetAttributes, {uniqueIdentifier})
    expect(moved?.all('Name')).toEqual([nameOf('a'), nameOf('b')])
    expect(moved?.get('ObjectGroup')).toBe('g')
    expect(moved?.get('OperationPolicyName')).toBe('default')
    expect(moved?.get('CryptographicUsageMask')).toBe(aes.CryptographicUsageMask)
    expect(moved?.get('x:Vendor')).toMatchObject({value: 'v'})
    expect(await attributeOf(t, id, 'Name')).toBeUndefined()
    expect(await locate(t, {Name: nameOf('a')})).toEqual([uniqueIdentifier])
  })

  it('links both keys, and forgets the link of an earlier replacement', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    const first = (await t.call(ReKey, {uniqueIdentifier: id})).uniqueIdentifier
    const second = (await t.call(ReKey, {uniqueIdentifier: id})).uniqueIdentifier
    const links = async (uniqueIdentifier: string) =>
      (await t.call(GetAttributes, {uniqueIdentifier, attributeReferences: ['Link']})).attributes?.all('Link')
    expect(await links(id)).toEqual([{linkType: 'ReplacementObjectLink', linkedObjectIdentifier: second}])
    expect(await links(first)).toEqual([{linkType: 'ReplacedObjectLink', linkedObjectIdentifier: id}])
  })

  it('begins the life of the new key anew', async () => {
    const t = await createTestEngine()
    const UsageLimits = {usageLimitsTotal: 5n, usageLimitsCount: 5n, usageLimitsUnit: 'Object'} as const
    const id = await createActiveKey(t, {UsageLimits})
    await t.call(Get, {uniqueIdentifier: id})
    await endLife(t, id, 'Compromised')
    t.setNow(at(60))
    const {uniqueIdentifier} = await t.call(ReKey, {uniqueIdentifier: id})
    const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier})
    expect(all?.get('State')).toBe('Active')
    expect(all?.get('InitialDate')).toEqual(at(60))
    expect(all?.get('Fresh')).toBe(true)
    expect(all?.get('UsageLimits')).toEqual(UsageLimits)
    for (const gone of ['CompromiseDate', 'CompromiseOccurrenceDate', 'RevocationReason'] as const) {
      expect(all?.has(gone)).toBe(false)
    }
    expect(all?.get('Digest')).not.toEqual(await attributeOf(t, id, 'Digest'))
    expect(await stateOf(t, id)).toBe('Compromised')
  })

  it('adds the names of the request to those that move, and replaces what can have only one value', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {Name: nameOf('original'), ContactInformation: 'before'})
    const requested = attributes({Name: nameOf('first'), ContactInformation: 'after'})
    const {uniqueIdentifier} = await t.call(ReKey, {uniqueIdentifier: id, attributes: requested})
    const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier})
    expect(all?.instances('Name')).toEqual([
      {index: 0, value: nameOf('original')},
      {index: 1, value: nameOf('first')},
    ])
    expect(all?.get('ContactInformation')).toBe('after')
    const again = await t.call(ReKey, {uniqueIdentifier, attributes: attributes({Name: nameOf('first')})})
    const names = await t.call(GetAttributes, {uniqueIdentifier: again.uniqueIdentifier, attributeReferences: ['Name']})
    expect(names.attributes?.all('Name')).toHaveLength(2)
  })

  it('gives its identifier to the rest of the batch', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const {batchItems = []} = await t.batch([entry(ReKey, {uniqueIdentifier}), entry(ReKey, {}), entry(Get, {})])
    expect(answerOf(Get, batchItems[2]).uniqueIdentifier).toBe(answerOf(ReKey, batchItems[1]).uniqueIdentifier)
  })

  it('moves names also where the operator wants unique names', async () => {
    const t = await createTestEngine({policy: {uniqueNames: true}})
    const id = await createKey(t, {Name: nameOf('n')})
    await createKey(t, {Name: nameOf('other')})
    const {uniqueIdentifier} = await t.call(ReKey, {uniqueIdentifier: id})
    expect(await attributeOf(t, uniqueIdentifier, 'Name')).toEqual(nameOf('n'))
    const taken = {uniqueIdentifier, attributes: attributes({Name: nameOf('other')})}
    expect(await t.reason(ReKey, taken)).toBe('InvalidField')
  })
})

describe('Re-key and dates', () => {
  it('copies them without an Offset', async () => {
    const t = await createTestEngine()
    const values = {
      ActivationDate: at(-60),
      ProcessStartDate: at(-30),
      ProtectStopDate: at(30),
      DeactivationDate: at(60),
    }
    const {uniqueIdentifier} = await t.call(ReKey, {uniqueIdentifier: await createKey(t, values)})
    const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier})
    for (const [name, date] of Object.entries(values)) expect(all?.get(name as keyof typeof values)).toEqual(date)
  })

  it('moves them by the distance from the old Activation Date to now and the Offset', async () => {
    const t = await createTestEngine()
    const values = {
      ActivationDate: at(100),
      ProcessStartDate: at(110),
      ProtectStopDate: at(120),
      DeactivationDate: at(130),
    }
    const id = await createKey(t, values)
    t.setNow(at(1000))
    const {uniqueIdentifier} = await t.call(ReKey, {uniqueIdentifier: id, offset: 50})
    const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier})
    expect(all?.get('ActivationDate')).toEqual(at(1050))
    expect(all?.get('ProcessStartDate')).toEqual(at(1060))
    expect(all?.get('ProtectStopDate')).toEqual(at(1070))
    expect(all?.get('DeactivationDate')).toEqual(at(1080))
    expect(all?.get('State')).toBe('PreActive')
  })

  it.each(['ActivationDate', 'ProcessStartDate', 'ProtectStopDate', 'DeactivationDate'] as const)(
    'refuses an Offset together with %s',
    async (name) => {
      const t = await createTestEngine()
      const uniqueIdentifier = await createActiveKey(t)
      const request = {uniqueIdentifier, offset: 5, attributes: attributes({[name]: at(600)})}
      expect(await t.reason(ReKey, request)).toBe('InvalidMessage')
    },
  )

  it('refuses an Offset for a key without Activation Date', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {DeactivationDate: at(600)})
    expect(await t.reason(ReKey, {uniqueIdentifier, offset: 5})).toBe('IllegalOperation')
  })

  it('refuses an Offset that moves a date beyond any calendar', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t, {DeactivationDate: new Date(8.64e15)})
    expect(await t.reason(ReKey, {uniqueIdentifier, offset: 5})).toBe('InvalidField')
    expect(t.internalErrors).toEqual([])
  })
})

describe('Re-key of a key that was activated after its other dates', () => {
  it.each([undefined, 0, 60])('gives the new key dates that are in order, with the Offset %s', async (offset) => {
    const t = await createTestEngine()
    const id = await createKey(t, {ProcessStartDate: at(10), ProtectStopDate: at(20)})
    t.setNow(at(100))
    await t.call(Activate, {uniqueIdentifier: id})
    const {uniqueIdentifier} = await t.call(ReKey, {uniqueIdentifier: id, offset})
    const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier})
    const activation = at(100 + (offset ?? 0))
    for (const key of ['ActivationDate', 'ProcessStartDate', 'ProtectStopDate'] as const) {
      expect(all?.get(key)).toEqual(activation)
    }
    expect(await attributeOf(t, id, 'ProcessStartDate')).toEqual(at(10))
  })
})

describe('Re-key refuses', () => {
  it('an object that is no symmetric key', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, secret('s'))
    expect(await t.reason(ReKey, {uniqueIdentifier})).toBe('PermissionDenied')
    expect(await t.reason(ReKey, {uniqueIdentifier}, {version: '1.0'})).toBe('PermissionDenied')
  })

  it('a key whose value is elsewhere', async () => {
    const t = await createTestEngine()
    const object = {type: 'SymmetricKey', value: {keyBlock: {keyFormatType: 'Raw'}}} as const
    const uniqueIdentifier = await register(t, object, aes)
    expect(await t.reason(ReKey, {uniqueIdentifier})).toBe('KeyValueNotPresent')
    expect(await t.reason(ReKey, {uniqueIdentifier}, {version: '1.1'})).toBe('IllegalOperation')
  })

  it('a destroyed key', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    await endLife(t, uniqueIdentifier, 'Destroyed')
    expect(await t.reason(ReKey, {uniqueIdentifier})).toBe('PermissionDenied')
  })

  it('application data that it would have to invent, and leaves the key its name', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {Name: nameOf('n')})
    const requested = attributes({ApplicationSpecificInformation: {applicationNamespace: 'n'}})
    expect(await t.reason(ReKey, {uniqueIdentifier, attributes: requested})).toBe('ApplicationNamespaceNotSupported')
    expect(await attributeOf(t, uniqueIdentifier, 'Name')).toEqual(nameOf('n'))
    expect(await locate(t)).toEqual([uniqueIdentifier])
  })
})
