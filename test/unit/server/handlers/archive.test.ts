import {describe, expect, it} from 'vitest'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {Archive} from '../../../../src/kmip/operations/archive.ts'
import {Check} from '../../../../src/kmip/operations/check.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {DeleteAttribute} from '../../../../src/kmip/operations/delete-attribute.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributeList} from '../../../../src/kmip/operations/get-attribute-list.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {GetUsageAllocation} from '../../../../src/kmip/operations/get-usage-allocation.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {ModifyAttribute} from '../../../../src/kmip/operations/modify-attribute.ts'
import {ObtainLease} from '../../../../src/kmip/operations/obtain-lease.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {Recover} from '../../../../src/kmip/operations/recover.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {Revoke} from '../../../../src/kmip/operations/revoke.ts'
import {StorageStatusMask} from '../../../../src/kmip/spec/masks.ts'
import {storageConditions} from '../../../../src/server/objects/storage-status.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {
  activate,
  aes,
  attributeOf,
  attributes,
  createActiveKey,
  createKey,
  endLife,
  nameOf,
  register,
  stateOf,
  utf8,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine, entry, type TestEngine} from '../../../support/test-engine.ts'

describeAddressing(Archive, {arrange: createKey, request: (uniqueIdentifier) => ({uniqueIdentifier})})

type Storage = 'ArchivalStorage' | 'DestroyedStorage' | 'OnLineStorage'

async function stored(t: TestEngine, ...where: readonly Storage[]): Promise<readonly string[]> {
  const {uniqueIdentifier = []} = await t.call(Locate, {storageStatusMask: StorageStatusMask.of(...where)})
  return uniqueIdentifier
}

/** Also by the bit that 1.x does not have. */
async function findStored(t: TestEngine, ...where: readonly Storage[]): Promise<readonly string[]> {
  const conditions = storageConditions(StorageStatusMask.of(...where), undefined) ?? []
  const found = await t.engine.store.read(({objects}) => objects.find({scopeId: 'one', conditions}))
  return found.ids
}

async function archived(t: TestEngine, make: (t: TestEngine) => Promise<string> = createKey): Promise<string> {
  const uniqueIdentifier = await make(t)
  await t.call(Archive, {uniqueIdentifier})
  return uniqueIdentifier
}

describe('Archive', () => {
  it('notes when, and lets the object be recovered with all it had', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {Name: nameOf('n')})
    const before = await t.call(Get, {uniqueIdentifier})
    t.setNow(at(60))
    await t.call(Archive, {uniqueIdentifier})
    await t.call(Recover, {uniqueIdentifier})
    expect((await t.call(Get, {uniqueIdentifier})).object).toEqual(before.object)
    expect(await attributeOf(t, uniqueIdentifier, 'ArchiveDate')).toBeUndefined()
    expect(await attributeOf(t, uniqueIdentifier, 'LastChangeDate')).toEqual(at(60))
  })

  it('is refused twice, and for what is destroyed', async () => {
    const t = await createTestEngine()
    expect(await t.reason(Archive, {uniqueIdentifier: await archived(t)})).toBe('ObjectArchived')
    const destroyed = await createActiveKey(t)
    await endLife(t, destroyed, 'Destroyed')
    expect(await t.reason(Archive, {uniqueIdentifier: destroyed})).toBe('PermissionDenied')
  })

  it('takes the object out of the reach of every operation but Recover', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await archived(t, createActiveKey)
    const newAttribute = {key: 'Comment', index: undefined, value: 'c'} as const
    const revocationReason = {revocationReasonCode: 'Superseded'} as const
    const reasons = [
      await t.reason(Activate, {uniqueIdentifier}),
      await t.reason(AddAttribute, {uniqueIdentifier, newAttribute}),
      await t.reason(Check, {uniqueIdentifier}),
      await t.reason(DeleteAttribute, {uniqueIdentifier, attributeReference: 'Comment'}),
      await t.reason(Destroy, {uniqueIdentifier}),
      await t.reason(Encrypt, {uniqueIdentifier, data: utf8('d')}),
      await t.reason(Get, {uniqueIdentifier}),
      await t.reason(GetAttributeList, {uniqueIdentifier}),
      await t.reason(GetAttributes, {uniqueIdentifier}),
      await t.reason(GetUsageAllocation, {uniqueIdentifier, usageLimitsCount: 1n}),
      await t.reason(ModifyAttribute, {uniqueIdentifier, newAttribute}),
      await t.reason(ObtainLease, {uniqueIdentifier}),
      await t.reason(ReKey, {uniqueIdentifier}),
      await t.reason(Revoke, {uniqueIdentifier, revocationReason}),
    ]
    expect(new Set(reasons)).toEqual(new Set(['ObjectArchived']))
  })

  it('keeps a template from being used', async () => {
    const t = await createTestEngine()
    const template = {type: 'Template', value: {attributes: attributes(aes)}} as const
    const uniqueIdentifier = await register(t, template, {Name: nameOf('aes')})
    await t.call(Archive, {uniqueIdentifier})
    const set = attributes({})
    set.templateNames = ['aes']
    expect(await t.reason(Create, {objectType: 'SymmetricKey', attributes: set})).toBe('ObjectArchived')
    const request = {objectType: 'Template', attributes: set, object: template} as const
    expect(await t.reason(Register, request)).toBe('ObjectArchived')
  })

  it('shows in searches by storage status alone', async () => {
    const t = await createTestEngine()
    const [away, gone, here] = [await archived(t), await createActiveKey(t), await createKey(t)]
    await endLife(t, gone, 'Destroyed')
    expect((await t.call(Locate, {})).uniqueIdentifier).toEqual([here])
    expect(await stored(t, 'OnLineStorage')).toEqual([here])
    expect(await stored(t, 'ArchivalStorage')).toEqual([away])
    expect(await stored(t, 'OnLineStorage', 'ArchivalStorage')).toEqual([here, away])
    expect(await findStored(t, 'DestroyedStorage')).toEqual([gone])
    expect(await findStored(t, 'ArchivalStorage', 'DestroyedStorage')).toEqual([gone, away])
    expect(await findStored(t, 'OnLineStorage', 'DestroyedStorage')).toEqual([here, gone])
    expect(await findStored(t, 'OnLineStorage', 'ArchivalStorage', 'DestroyedStorage')).toEqual([here, gone, away])
    await t.call(Recover, {uniqueIdentifier: away})
    expect(await stored(t, 'OnLineStorage')).toEqual([here, away])
    expect(await stored(t, 'ArchivalStorage')).toEqual([])
  })

  it('does not keep dates from taking effect', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await archived(t, (engine) => createKey(engine, {ActivationDate: at(10)}))
    t.setNow(at(20))
    const request = {
      attributes: attributes({State: 'Active'}),
      storageStatusMask: StorageStatusMask.of('ArchivalStorage'),
    }
    expect((await t.call(Locate, request)).uniqueIdentifier).toEqual([uniqueIdentifier])
    await t.call(Recover, {uniqueIdentifier})
    expect(await stateOf(t, uniqueIdentifier)).toBe('Active')
  })
})

describeAddressing(Recover, {arrange: archivedForRecover, request: (uniqueIdentifier) => ({uniqueIdentifier})})

/** Found without its storage status, because it is on-line. */
function archivedForRecover(t: TestEngine): Promise<string> {
  return createKey(t)
}

describe('Recover', () => {
  it('leaves an object that is on-line as it is', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    t.setNow(at(60))
    await t.call(Recover, {uniqueIdentifier})
    expect(await attributeOf(t, uniqueIdentifier, 'LastChangeDate')).toEqual(at(0))
    await activate(t, uniqueIdentifier)
  })

  it('gives its identifier to the rest of the batch', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await archived(t)
    const {batchItems = []} = await t.batch([entry(Recover, {uniqueIdentifier}), entry(Get, {})])
    expect(batchItems.map(({resultStatus}) => resultStatus)).toEqual(['Success', 'Success'])
  })
})
