import {createHash} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {GetAttributeList} from '../../../../src/kmip/operations/get-attribute-list.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {decodeStored, encodeStored} from '../../../../src/kmip/attributes/stored.ts'
import {aes, attributes, createKey, rawKey, repeated} from '../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

const version = '2.1' as const

function hashOf(id: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(id).digest())
}

async function shortIdentifier(t: TestEngine, id: string): Promise<Uint8Array | undefined> {
  const request = {uniqueIdentifier: id, attributeReferences: ['ShortUniqueIdentifier'] as const}
  const found = (await t.call(GetAttributes, request, {version})).attributes?.get('ShortUniqueIdentifier')
  return found && new Uint8Array(found)
}

function locate(t: TestEngine, value: Uint8Array) {
  return t.call(Locate, {attributes: attributes({ShortUniqueIdentifier: value})}, {version})
}

describe('the Short Unique Identifier', () => {
  it('is the SHA-256 of the Unique Identifier, and finds the object', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    await createKey(t)
    expect(await shortIdentifier(t, id)).toEqual(hashOf(id))
    expect((await locate(t, hashOf(id))).uniqueIdentifier).toEqual([id])
    expect((await locate(t, hashOf('nothing'))).uniqueIdentifier ?? []).toEqual([])
  })

  it('is listed from 2.0 on and unknown before', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const list = async (as: '1.4' | '2.0') =>
      (await t.call(GetAttributeList, {uniqueIdentifier}, {version: as})).attributeReferences
    expect(await list('2.0')).toContain('ShortUniqueIdentifier')
    expect(await list('1.4')).not.toContain('ShortUniqueIdentifier')
  })

  it('is that of the replacement after a Re-key', async () => {
    const t = await createTestEngine()
    const {uniqueIdentifier: id} = await t.call(ReKey, {uniqueIdentifier: await createKey(t)}, {version})
    expect(await shortIdentifier(t, id)).toEqual(hashOf(id))
  })

  it('follows the identifier of an imported object, whatever the request says', async () => {
    const t = await createTestEngine()
    const all = attributes({...aes, ShortUniqueIdentifier: hashOf('another')})
    await t.call(Import, {uniqueIdentifier: 'moved', attributes: all, object: rawKey(repeated(5, 32))}, {version})
    expect(await shortIdentifier(t, 'moved')).toEqual(hashOf('moved'))
  })

  it('is not for clients to set', async () => {
    const t = await createTestEngine()
    const newAttribute = {key: 'ShortUniqueIdentifier', index: undefined, value: hashOf('another')} as const
    const request = {uniqueIdentifier: await createKey(t), newAttribute}
    expect(await t.reason(AddAttribute, request, {version})).toBe('ReadOnlyAttribute')
  })

  it('is there for an object that was stored without it', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    await storeWithout(t, id)
    expect(await shortIdentifier(t, id)).toEqual(hashOf(id))
  })
})

/** Makes of an object what an earlier version of this program would have stored. */
async function storeWithout(t: TestEngine, id: string): Promise<void> {
  await t.engine.store.transaction(async ({objects}) => {
    const stored = await objects.get('one', id)
    if (stored === undefined) throw new Error(`There is no object ${id}`)
    const old = decodeStored(stored.attributes)
    old.delete('ShortUniqueIdentifier')
    await objects.update({...stored, attributes: encodeStored(old), index: []})
  })
}
