import {describe, expect, it} from 'vitest'
import {tagTable} from '../../../../src/kmip/spec/tag-details.ts'
import {kmipTagName, tagName} from '../../../../src/kmip/spec/tag-name.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {compareVersions, versions} from '../../../../src/kmip/spec/version.ts'
import {normalizedName} from './name-rule.ts'

describe('the tags', () => {
  it('are 422, ascending, none twice, all in the range of KMIP', () => {
    const codes: number[] = Object.values(Tag)
    expect(codes).toHaveLength(422)
    expect(codes).toEqual([...new Set(codes)].sort((left, right) => left - right))
    expect(codes.filter((code) => code < 0x420001 || code > 0x42ffff)).toEqual([])
  })

  it('have the numbers that messages carry', () => {
    expect(Tag.RequestMessage).toBe(0x420078)
    expect(Tag.ResponseMessage).toBe(0x42007b)
    expect(Tag.UniqueIdentifier).toBe(0x420094)
    expect(Tag.KeyMaterial).toBe(0x420043)
    expect(Tag.Attributes).toBe(0x420125)
  })

  it('have names that follow from the names in the specification', () => {
    for (const {name, specName} of tagTable.entries) expect(name).toBe(normalizedName(specName))
  })

  it('have version ranges in order and types within them', () => {
    for (const {name, since, until, deprecatedSince, typeSteps} of tagTable.entries) {
      if (until !== undefined) expect(compareVersions(since, until)).toBeLessThanOrEqual(0)
      if (deprecatedSince !== undefined) expect(compareVersions(since, deprecatedSince)).toBeLessThan(0)
      expect([name, typeSteps[0]?.since]).toEqual([name, since])
    }
  })

  it('have an enumeration or a mask only where the type allows one', () => {
    const named = tagTable.entries.filter((entry) => tagTable.naming(entry.tag) !== undefined)
    expect(named).toHaveLength(74)
    for (const entry of named) {
      const wanted = entry.mask === undefined ? 'Enumeration' : 'Integer'
      expect([entry.name, entry.typeSteps.some(({types}) => types?.includes(wanted))]).toEqual([entry.name, true])
    }
  })

  it('all have a naming when they can be an Enumeration', () => {
    const enumerated = tagTable.entries.filter(({typeSteps}) =>
      typeSteps.some(({types}) => types?.includes('Enumeration')),
    )
    expect(enumerated.filter(({tag}) => tagTable.naming(tag) === undefined).map(({name}) => name)).toEqual([])
  })
})

describe('the tag table', () => {
  it('finds every tag by its name, its number and its entry', () => {
    for (const [name, tag] of Object.entries(Tag)) {
      expect(tagTable.nameOf(tag)).toBe(name)
      expect(tagTable.valueOf(name)).toBe(tag)
      expect(tagTable.entry(name)).toBe(tagTable.entry(tag))
      expect(tagName(tag)).toBe(name)
    }
  })

  it('accepts an alias', () => {
    expect(tagTable.valueOf('AlternativeFailoverEndpoints')).toBe(Tag.AlternateFailoverEndpoints)
  })

  it('knows no other tags', () => {
    expect(tagTable.entry(0x540001)).toBeUndefined()
    expect(tagTable.valueOf('toString')).toBeUndefined()
    expect(tagName(0x42ffff)).toBeUndefined()
  })

  it('tells the name, the versions and the deprecation of a tag', () => {
    expect(tagTable.entry('OperationPolicyName')).toMatchObject({
      tag: 0x42005d,
      specName: 'Operation Policy Name',
      since: '1.0',
      until: '1.4',
      deprecatedSince: '1.3',
    })
  })

  it('tells the item types of a version', () => {
    const typesOf = (tag: number) => versions.map((version) => tagTable.typesIn(tag, version)?.join('|'))
    expect(typesOf(Tag.AsynchronousIndicator)).toEqual([
      ...Array<string>(5).fill('Boolean'),
      ...Array<string>(3).fill('Enumeration'),
    ])
    expect(tagTable.typesIn(Tag.UniqueIdentifier, '1.4')).toEqual(['TextString'])
    expect(tagTable.typesIn(Tag.UniqueIdentifier, '2.1')).toEqual(['TextString', 'Enumeration', 'Integer'])
    expect(tagTable.typesIn(Tag.UniqueIdentifier, '3.0')).toEqual(['Enumeration', 'Identifier'])
  })

  it('tells no types where any is allowed, none is stated or the version lacks the tag', () => {
    expect(tagTable.typesIn(Tag.AttributeValue, '1.4')).toBeUndefined()
    expect(tagTable.typesIn(Tag.OTPSeed, '3.0')).toBeUndefined()
    expect(tagTable.typesIn(Tag.ProtectionLevel, '1.0')).toBeUndefined()
    expect(tagTable.typesIn(0x540001, '2.1')).toBeUndefined()
  })
})

describe('kmipTagName', () => {
  it('writes a tag without a name as six hexadecimal digits', () => {
    expect(kmipTagName(Tag.BatchItem)).toBe('BatchItem')
    expect(kmipTagName(0x54abcd)).toBe('0x54abcd')
    expect(kmipTagName(0x1f)).toBe('0x00001f')
  })
})
