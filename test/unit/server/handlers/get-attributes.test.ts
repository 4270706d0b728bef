import {describe, expect, it} from 'vitest'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {createKey, nameOf, register, secret, several} from '../../../support/managed-objects.ts'
import {createTestEngine} from '../../../support/test-engine.ts'

describeAddressing(GetAttributes, {arrange: createKey, request: (uniqueIdentifier) => ({uniqueIdentifier})})

describe('Get Attributes', () => {
  it('gives the attributes asked for in the order asked', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {Name: nameOf('n')})
    const attributeReferences = ['State', 'CryptographicLength', 'Name'] as const
    const {attributes} = await t.call(GetAttributes, {uniqueIdentifier, attributeReferences})
    expect(attributes?.keys()).toEqual(attributeReferences)
    expect(attributes?.get('CryptographicLength')).toBe(256)
  })

  it('gives all instances with their indices', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, secret('s'), several('ObjectGroup', 'a', 'b'))
    const {attributes} = await t.call(GetAttributes, {uniqueIdentifier, attributeReferences: ['ObjectGroup']})
    expect(attributes?.instances('ObjectGroup')).toEqual([
      {index: 0, value: 'a'},
      {index: 1, value: 'b'},
    ])
  })

  it('leaves out what the object lacks, down to nothing but the identifier', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const attributeReferences = ['Comment', 'x:Product', ':No such thing'] as const
    expect(await t.call(GetAttributes, {uniqueIdentifier, attributeReferences})).toEqual({uniqueIdentifier})
  })

  it('leaves out what the version of the request does not know, even when asked for it', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const asked = await t.batch(
      [
        {
          operation: 'GetAttributes',
          payload: GetAttributes.request.encodeItems(
            {uniqueIdentifier, attributeReferences: ['Sensitive', 'State']},
            '1.4',
          ),
        },
      ],
      {version: '1.3'},
    )
    expect(JSON.stringify(asked.batchItems?.[0]?.payload)).not.toContain('Sensitive')
    expect(JSON.stringify(asked.batchItems?.[0]?.payload)).toContain('State')
  })

  it('gives everything that the version knows when nothing is asked for', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const oldest = await t.call(GetAttributes, {uniqueIdentifier}, {version: '1.0'})
    expect(oldest.attributes?.keys()).toEqual(expect.arrayContaining(['OperationPolicyName', 'State', 'Digest']))
    expect(oldest.attributes?.has('Fresh')).toBe(false)
    const newest = await t.call(GetAttributes, {uniqueIdentifier})
    expect(newest.attributes?.has('Fresh')).toBe(true)
  })

  it('hides what the operator hides from lists, but not from a client that asks for it', async () => {
    const t = await createTestEngine({policy: {hiddenAttributes: new Set(['Link', 'OriginalCreationDate'])}})
    const uniqueIdentifier = await createKey(t)
    const all = await t.call(GetAttributes, {uniqueIdentifier})
    expect(all.attributes?.has('OriginalCreationDate')).toBe(false)
    const asked = await t.call(GetAttributes, {uniqueIdentifier, attributeReferences: ['OriginalCreationDate']})
    expect(asked.attributes?.has('OriginalCreationDate')).toBe(true)
  })

  it.each(['1.0', '1.4'] as const)('refuses at %s a request that names an attribute twice', async (version) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const attributeReferences = ['Name', 'State', 'Name'] as const
    expect(await t.reason(GetAttributes, {uniqueIdentifier, attributeReferences}, {version})).toBe('InvalidMessage')
  })
})
