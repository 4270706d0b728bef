import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {conditionsOf, indexEntriesOf} from '../../../../src/kmip/attributes/search-key.ts'
import {fitsPatterns, instancePatterns} from '../../../../src/kmip/attributes/search-pattern.ts'
import type {CryptographicParameters} from '../../../../src/kmip/structures/cryptographic-parameters.ts'

const parameters = fc.record<CryptographicParameters>(
  {
    blockCipherMode: fc.constantFrom('CBC', 'GCM', 'CTR'),
    paddingMethod: fc.constantFrom('None', 'PKCS5'),
    hashingAlgorithm: fc.constantFrom('SHA_1', 'SHA_256'),
    randomIV: fc.boolean(),
    tagLength: fc.constantFrom(12, 16),
  },
  {requiredKeys: []},
)

function setOf(...values: readonly CryptographicParameters[]): AttributeSet {
  const set = new AttributeSet()
  for (const value of values) set.add('CryptographicParameters', value)
  return set
}

/** What the index tells, and then the look at the object. */
function finds(wanted: AttributeSet, object: AttributeSet): boolean {
  const entries = indexEntriesOf(object)
  const isCandidate = conditionsOf(wanted).every(
    (condition) =>
      'equals' in condition && entries.some(({key, value}) => key === condition.key && value === condition.equals),
  )
  return isCandidate && fitsPatterns(object, instancePatterns(wanted))
}

describe('a structure in a search', () => {
  it('finds an object exactly when one of its instances has all the members', () => {
    fc.assert(
      fc.property(fc.array(parameters, {maxLength: 4}), parameters, (instances, wanted) => {
        const members = Object.entries(wanted)
        fc.pre(members.length > 0)
        const expected = instances.some((instance) =>
          members.every(([name, value]) => Object.entries(instance).some(([k, v]) => k === name && v === value)),
        )
        expect(finds(setOf(wanted), setOf(...instances))).toBe(expected)
      }),
    )
  })

  it('may stand there several times, and each one has to fit some instance', () => {
    const object = setOf({blockCipherMode: 'CBC', tagLength: 12}, {blockCipherMode: 'GCM', tagLength: 16})
    const one = {blockCipherMode: 'CBC', tagLength: 12} as const
    expect(finds(setOf(one, {blockCipherMode: 'GCM', tagLength: 16}), object)).toBe(true)
    expect(finds(setOf(one, {blockCipherMode: 'GCM', tagLength: 12}), object)).toBe(false)
  })

  it('needs no look at objects where the index tells everything', () => {
    const link = {linkType: 'ParentLink', linkedObjectIdentifier: '1'} as const
    expect(instancePatterns(new AttributeSet().set('Link', link))).toEqual([])
    expect(instancePatterns(setOf({blockCipherMode: 'CBC'}))).toEqual([])
    expect(instancePatterns(new AttributeSet().set('Name', {nameValue: 'n', nameType: 'URI'}))).toEqual([])
    expect(instancePatterns(new AttributeSet().set('ObjectGroup', 'g').set('State', 'Active'))).toEqual([])
  })
})
