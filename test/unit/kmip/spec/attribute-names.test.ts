import {describe, expect, it} from 'vitest'
import {attributeName, attributeTag, isAttributeName} from '../../../../src/kmip/spec/attribute-names.ts'
import {tagTable} from '../../../../src/kmip/spec/tag-details.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'

describe('attribute names', () => {
  it('are 90, each the name of its tag in the specification', () => {
    const attributes = tagTable.entries.filter(({tag}) => attributeName(tag) !== undefined)
    expect(attributes).toHaveLength(90)
    for (const {tag, specName} of attributes) {
      expect(attributeName(tag)).toBe(specName)
      expect(attributeTag(specName)).toBe(tag)
    }
  })

  it.each([
    ['Cryptographic Usage Mask', 0x42002c],
    ['Unique Identifier', 0x420094],
    ['Name', 0x420053],
    ['X.509 Certificate Subject', 0x4200b7],
    ['State', 0x42008d],
    ['Certificate Subject CN', 0x420108],
    ['Rotate Automatic', Tag.RotateAutomatic],
  ])('%s stands for its tag', (name, tag) => {
    expect(attributeTag(name)).toBe(tag)
    expect(attributeName(tag)).toBe(name)
  })

  it('are unknown for custom attributes, XML names and other tags', () => {
    expect(attributeTag('x-Note')).toBeUndefined()
    expect(attributeTag('CryptographicUsageMask')).toBeUndefined()
    expect(attributeTag('cryptographic usage mask')).toBeUndefined()
    expect(attributeTag('toString')).toBeUndefined()
    expect(isAttributeName('Batch Item')).toBe(false)
    expect(attributeName(Tag.BatchItem)).toBeUndefined()
  })
})
