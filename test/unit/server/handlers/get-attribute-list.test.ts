import {describe, expect, it} from 'vitest'
import {GetAttributeList} from '../../../../src/kmip/operations/get-attribute-list.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {
  createKey,
  endLife,
  createActiveKey,
  nameOf,
  register,
  secret,
  several,
} from '../../../support/managed-objects.ts'
import {createTestEngine} from '../../../support/test-engine.ts'

describeAddressing(GetAttributeList, {arrange: createKey, request: (uniqueIdentifier) => ({uniqueIdentifier})})

describe('Get Attribute List', () => {
  it('names each attribute once, also one with several instances', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, secret('s'), several('Name', nameOf('a'), nameOf('b')))
    const {attributeReferences = []} = await t.call(GetAttributeList, {uniqueIdentifier})
    expect(attributeReferences.filter((name) => name === 'Name')).toHaveLength(1)
    expect(attributeReferences).toEqual(expect.arrayContaining(['UniqueIdentifier', 'ObjectType', 'State', 'Digest']))
    expect(attributeReferences).not.toContain('CryptographicLength')
  })

  it('names at 1.0 no attribute that came later', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const {attributeReferences = []} = await t.call(GetAttributeList, {uniqueIdentifier}, {version: '1.0'})
    expect(attributeReferences).toContain('CryptographicLength')
    for (const later of ['Fresh', 'Sensitive', 'OriginalCreationDate', 'RandomNumberGenerator'] as const) {
      expect(attributeReferences).not.toContain(later)
    }
  })

  it('leaves out what the operator hides', async () => {
    const t = await createTestEngine({policy: {hiddenAttributes: new Set(['Fresh'])}})
    const uniqueIdentifier = await createKey(t)
    const {attributeReferences} = await t.call(GetAttributeList, {uniqueIdentifier})
    expect(attributeReferences).not.toContain('Fresh')
    expect(attributeReferences).toContain('Sensitive')
  })

  it('still answers for a destroyed object', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    await endLife(t, uniqueIdentifier, 'Destroyed')
    const {attributeReferences} = await t.call(GetAttributeList, {uniqueIdentifier})
    expect(attributeReferences).toContain('DestroyDate')
  })
})
