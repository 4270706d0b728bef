import fc from 'fast-check'
import {describe, expect, expectTypeOf, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {catalogue, type StandardValue} from '../../../../src/kmip/attributes/catalogue.ts'
import {attributeByName, attributeByTag, attributeNames, definitionOf} from '../../../../src/kmip/attributes/lookup.ts'
import {decodeStored, encodeStored} from '../../../../src/kmip/attributes/stored.ts'
import {decodeAttributeV1, encodeAttributeV1} from '../../../../src/kmip/attributes/wire-v1.ts'
import {decodeAttributeV2, encodeAttributeV2} from '../../../../src/kmip/attributes/wire-v2.ts'
import {attributeTag} from '../../../../src/kmip/spec/attribute-names.ts'
import {tagTable} from '../../../../src/kmip/spec/tag-details.ts'
import {tagName} from '../../../../src/kmip/spec/tag-name.ts'
import {compareVersions, inRange, versions} from '../../../../src/kmip/spec/version.ts'
import {readBinary} from '../../../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../../../src/ttlv/binary-writer.ts'
import {attributeValues} from './attribute-values.ts'

const published = versions.filter((version) => version !== '3.0')
const runs = {numRuns: 10}

describe.each(attributeNames)('%s', (key) => {
  const {range, tag, name, type} = definitionOf(key)
  const known = published.filter((version) => inRange(range, version))
  const unknown = published.filter((version) => !inRange(range, version))

  it('is named after its tag', () => {
    expect(tagName(tag)).toBe(key)
    expect(attributeTag(name)).toBe(tag)
    expect(attributeByTag(tag)).toBe(key)
    expect(attributeByName(name)).toBe(key)
  })

  it('is no older than its tag', () => {
    expect(compareVersions(range.since, tagTable.entry(tag)?.since ?? '3.0')).toBeGreaterThanOrEqual(0)
  })

  it('survives 1.x messages', () => {
    for (const version of known.filter((candidate) => candidate < '2.0')) {
      fc.assert(
        fc.property(attributeValues(key, version), fc.nat(9), (value, index) => {
          const node = encodeAttributeV1({key, index, value}, version)
          if (node === undefined) throw new Error(`${key} was left out`)
          const item = {key, index: index === 0 ? undefined : index, value}
          expect(decodeAttributeV1(readBinary(writeBinary(node)))).toEqual(item)
        }),
        runs,
      )
    }
  })

  it('survives 2.x messages', () => {
    for (const version of known.filter((candidate) => candidate >= '2.0')) {
      fc.assert(
        fc.property(attributeValues(key, version), (value) => {
          const node = encodeAttributeV2({key, index: undefined, value}, version)
          if (node === undefined) throw new Error(`${key} was left out`)
          expect(decodeAttributeV2(readBinary(writeBinary(node)))).toEqual({key, index: undefined, value})
        }),
        runs,
      )
    }
  })

  it('survives the store with its index', () => {
    fc.assert(
      fc.property(attributeValues(key, 'any'), fc.nat(9), (value, index) => {
        const set = new AttributeSet()
        set.add(key, value as never, index)
        expect(decodeStored(encodeStored(set)).instances(key)).toEqual([{index, value}])
      }),
      runs,
    )
  })

  it('is left out by versions that lack it', () => {
    fc.assert(
      fc.property(attributeValues(key, 'any'), (value) => {
        for (const version of unknown) {
          const encode = version < '2.0' ? encodeAttributeV1 : encodeAttributeV2
          expect(encode({key, index: undefined, value}, version)).toBeUndefined()
        }
      }),
      runs,
    )
  })

  it('has a type with a description', () => {
    expect(type.description).toMatch(/^[A-Z]/u)
  })
})

describe('the catalogue', () => {
  it('has every attribute of 1.0 to 2.1 but custom ones, in the order of their names', () => {
    expect(attributeNames).toHaveLength(89)
    const names = attributeNames.map((key) => definitionOf(key).name)
    expect(names).toEqual([...names].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase(), 'en')))
  })

  it('gives each value its type', () => {
    expectTypeOf<StandardValue<'CryptographicLength'>>().toEqualTypeOf<number>()
    expectTypeOf<StandardValue<'ActivationDate'>>().toEqualTypeOf<Date>()
    expectTypeOf<StandardValue<'ShortUniqueIdentifier'>>().toEqualTypeOf<Uint8Array>()
    expectTypeOf<StandardValue<'CertificateSubjectCN'>>().toEqualTypeOf<string>()
    expectTypeOf<NonNullable<StandardValue<'UsageLimits'>['usageLimitsCount']>>().toEqualTypeOf<bigint>()
  })

  it('lets a client change no attribute that only the server sets', () => {
    for (const key of attributeNames) {
      const {setByClient, modifiable, deletable} = definitionOf(key).rules
      if (!setByClient) expect([key, modifiable, deletable]).toEqual([key, 'no', 'no'])
    }
  })

  it.each([
    ['ActivationDate', {multiple: false, setByClient: true, modifiable: 'whilePreActive', deletable: 'no'}],
    ['DeactivationDate', {multiple: false, setByClient: true, modifiable: 'untilDeactivated', deletable: 'no'}],
    ['ProcessStartDate', {multiple: false, setByClient: true, modifiable: 'untilReached', deletable: 'no'}],
    ['UsageLimits', {multiple: false, setByClient: true, modifiable: 'untilAllocated', deletable: 'untilAllocated'}],
    ['Name', {multiple: true, setByClient: true, modifiable: 'yes', deletable: 'yes'}],
    ['Sensitive', {multiple: false, setByClient: true, modifiable: 'yes', deletable: 'no'}],
    ['Extractable', {multiple: false, setByClient: true, modifiable: 'yes', deletable: 'no'}],
    ['Digest', {multiple: true, setByClient: false, modifiable: 'no', deletable: 'no'}],
    ['State', {multiple: false, setByClient: false, modifiable: 'no', deletable: 'no', always: true}],
    [
      'CryptographicAlgorithm',
      {multiple: false, setByClient: 'withObject', modifiable: 'no', deletable: 'no', always: true},
    ],
    ['CertificateIssuerCN', {multiple: true, setByClient: false, appliesTo: ['certificates']}],
    ['Description', {multiple: false, setByClient: true, modifiable: 'yes', deletable: 'yes', appliesTo: ['all']}],
  ] as const)('has the rules of %s', (key, rules) => {
    expect(catalogue[key].rules).toMatchObject(rules)
  })
})
