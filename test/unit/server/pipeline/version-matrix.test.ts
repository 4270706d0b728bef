import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {AttributeSet, type AttributeKey} from '../../../../src/kmip/attributes/attribute-set.ts'
import {attributeNames, definitionOf, isStandard} from '../../../../src/kmip/attributes/lookup.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributeList} from '../../../../src/kmip/operations/get-attribute-list.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {ModifyAttribute} from '../../../../src/kmip/operations/modify-attribute.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {inRange, type Version} from '../../../../src/kmip/spec/version.ts'
import {newServerObject, toStored} from '../../../../src/server/objects/server-object.ts'
import {attributes, aes, nameOf, rawKey, repeated, secret} from '../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../support/test-engine.ts'
import {attributeValues} from '../../kmip/attributes/attribute-values.ts'

const versions = ['1.0', '1.1', '1.2', '1.3', '1.4'] as const satisfies readonly Version[]

/** Puts an object with whatever attributes into the store, past all rules. */
async function store(t: TestEngine, id: string, set: AttributeSet): Promise<void> {
  const stored = toStored(newServerObject(id, set, rawKey(repeated(1, 32))), 'one')
  await t.engine.store.transaction(({objects}) => objects.insert(stored))
}

function isIn(version: Version) {
  return (key: AttributeKey): boolean => !isStandard(key) || inRange(definitionOf(key).range, version)
}

/** The dates decide on the state, and archived objects show nothing. */
const free = attributeNames.filter(
  (key) => !['ArchiveDate', 'State', 'ActivationDate', 'DeactivationDate'].includes(key),
)

describe('An attribute', () => {
  // The test engine looks through each answer for anything newer than its version.
  it.each(free)('%s is in no answer of a version that lacks it, and in those of all others', async (key) => {
    const t = await createTestEngine()
    let count = 0
    await fc.assert(
      fc.asyncProperty(attributeValues(key, 'any'), async (value) => {
        const uniqueIdentifier = `object-${++count}`
        const set = new AttributeSet().set('UniqueIdentifier', uniqueIdentifier).set('ObjectType', 'SymmetricKey')
        await store(t, uniqueIdentifier, key === 'UniqueIdentifier' ? set : set.set(key, value as never))
        for (const version of versions) {
          const options = {version}
          const all = (await t.call(GetAttributes, {uniqueIdentifier}, options)).attributes ?? new AttributeSet()
          if (!isIn(version)(key)) expect(all.has(key)).toBe(false)
          const {attributeReferences = []} = await t.call(GetAttributeList, {uniqueIdentifier}, options)
          expect(attributeReferences.includes(key)).toBe(isIn(version)(key))
        }
      }),
      {numRuns: 10},
    )
  })
})

describe('Objects of one version read at another', () => {
  const pairs = versions.flatMap((written) => versions.map((read) => [written, read] as const))

  it.each(pairs)('a key made at %s has at %s all attributes that both know', async (written, read) => {
    const t = await createTestEngine()
    const request = {objectType: 'SymmetricKey', attributes: attributes({...aes, Name: nameOf('n')})} as const
    const {uniqueIdentifier} = await t.call(Create, request, {version: written})
    const newest = await t.call(GetAttributes, {uniqueIdentifier}, {version: '1.4'})
    const old = await t.call(GetAttributes, {uniqueIdentifier}, {version: read})
    expect(old.attributes?.keys()).toEqual(newest.attributes?.keys().filter(isIn(read)))
    expect(old.attributes?.get('Name')).toEqual(nameOf('n'))
    const {object} = await t.call(Get, {uniqueIdentifier}, {version: read})
    expect(object.type).toBe('SymmetricKey')
  })

  it.each(pairs)('a secret registered at %s is changed at %s', async (written, changed) => {
    const t = await createTestEngine()
    const set = attributes({ContactInformation: 'a'})
    const request = {objectType: 'SecretData', attributes: set, object: secret('s')} as const
    const {uniqueIdentifier} = await t.call(Register, request, {version: written})
    const newAttribute = {key: 'ContactInformation', index: undefined, value: 'b'} as const
    await t.call(ModifyAttribute, {uniqueIdentifier, newAttribute}, {version: changed})
    const answer = await t.call(GetAttributes, {uniqueIdentifier}, {version: written})
    expect(answer.attributes?.get('ContactInformation')).toBe('b')
    const {object} = await t.call(Get, {uniqueIdentifier}, {version: changed})
    expect(object).toEqual(secret('s'))
  })
})
