import {describe, expect, it} from 'vitest'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {AdjustAttribute} from '../../../../src/kmip/operations/adjust-attribute.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {SetAttribute} from '../../../../src/kmip/operations/set-attribute.ts'
import type {ObjectEvent} from '../../../../src/server/announcements/object-event.ts'
import {aes, attributes, createKey, rawKey, repeated} from '../../../support/managed-objects.ts'
import {createTestEngine, entry} from '../../../support/test-engine.ts'

const create = entry(Create, {objectType: 'SymmetricKey', attributes: attributes(aes)})
const failing = entry(Get, {uniqueIdentifier: 'nothing'})
const addComment = entry(AddAttribute, {
  newAttribute: {key: 'ContactInformation', index: undefined, value: 'me'},
})

async function arrange() {
  const t = await createTestEngine()
  const heard: ObjectEvent[] = []
  const leave = t.engine.announcements.listen('one', (events) => heard.push(...events))
  const kinds = () => heard.splice(0).map(({kind}) => kind)
  return {t, heard, leave, kinds}
}

describe('What happens to objects', () => {
  it('is told in its order, after the commit', async () => {
    const {t, kinds} = await arrange()
    await t.batch([create, addComment, entry(Destroy, {})])
    expect(kinds()).toEqual(['put', 'notify', 'notify'])
  })

  it('is told of an attribute that is set or adjusted, with its new value', async () => {
    const {t, heard} = await arrange()
    const uniqueIdentifier = await createKey(t)
    heard.length = 0
    const version = '2.1'
    const newAttribute = {key: 'ProtectionPeriod', index: undefined, value: 60} as const
    await t.call(SetAttribute, {uniqueIdentifier, newAttribute}, {version})
    const attributeReference = 'ProtectionPeriod'
    await t.call(AdjustAttribute, {uniqueIdentifier, attributeReference, adjustmentType: 'Increment'}, {version})
    const periods = heard.map((event) => event.kind === 'notify' && event.changes.attributes.get('ProtectionPeriod'))
    expect(periods).toEqual([60, 61])
  })

  it('is told of no item that failed, and of nothing that was undone', async () => {
    const {t, kinds} = await arrange()
    await t.batch([create, failing], {header: {batchErrorContinuationOption: 'Continue'}})
    expect(kinds()).toEqual(['put'])
    await t.batch([create, failing], {header: {batchErrorContinuationOption: 'Undo'}})
    expect(kinds()).toEqual([])
  })

  it('is told to nobody who has left, nor to other scopes', async () => {
    const {t, leave, kinds} = await arrange()
    const elsewhere: ObjectEvent[] = []
    t.engine.announcements.listen('two', (events) => elsewhere.push(...events))
    leave()
    await t.batch([create])
    expect([kinds(), elsewhere]).toEqual([[], []])
    expect(t.engine.announcements.scopes).toEqual(['two'])
  })

  it('is a replacement where an object gets another value', async () => {
    const {t, heard} = await arrange()
    const id = await createKey(t)
    heard.length = 0
    const object = rawKey(repeated(7, 16))
    await t.call(Import, {
      uniqueIdentifier: id,
      objectType: 'SymmetricKey',
      replaceExisting: true,
      attributes: attributes({CryptographicAlgorithm: 'AES', CryptographicUsageMask: 12}),
      object,
    })
    expect(heard).toMatchObject([{kind: 'put', id, replaced: id}])
  })

  it.each([
    ['sensitive', {Sensitive: true}],
    ['not extractable', {Extractable: false}],
  ] as const)('is no value that is %s', async (_, values) => {
    const {t, kinds} = await arrange()
    await createKey(t, values)
    expect(kinds()).toEqual([])
  })
})
