import {describe, expect, it} from 'vitest'
import {redactTree} from '../../../src/ttlv/redact-tree.ts'
import {Tag} from '../../../src/kmip/spec/tags.ts'
import {kmipVocabulary} from '../../../src/kmip/spec/vocabulary.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../src/ttlv/node.ts'

const secret = Buffer.from('0123456789abcdef0123456789abcdef')
const keyMaterial: TtlvNode = {tag: Tag.KeyMaterial, type: ItemType.ByteString, value: secret}
const format: TtlvNode = {tag: Tag.KeyFormatType, type: ItemType.Enumeration, value: 1}
const keyBlock = structureNode(Tag.KeyBlock, [format, structureNode(Tag.KeyValue, [keyMaterial])])

describe('redactTree', () => {
  it('puts length and fingerprint in place of secrets and leaves the rest', () => {
    const {node, hidden} = redactTree(keyBlock, kmipVocabulary)
    expect(hidden).toBe(true)
    const value = expect.stringMatching(/^<32 bytes, sha256 [0-9a-f]{8}…>$/)
    const text = {tag: Tag.KeyMaterial, type: ItemType.TextString, value}
    expect(node.value).toEqual([format, structureNode(Tag.KeyValue, [text])])
  })

  it('hides everything below a secret structure, numbers too', () => {
    const transparent = structureNode(Tag.KeyMaterial, [
      {tag: Tag.Modulus, type: ItemType.BigInteger, value: new Uint8Array(8)},
      {tag: Tag.Qlength, type: ItemType.Integer, value: 77},
    ])
    const {node} = redactTree(transparent, kmipVocabulary)
    expect(node.value).toEqual([
      {tag: Tag.Modulus, type: ItemType.TextString, value: '<8 bytes>'},
      {tag: Tag.Qlength, type: ItemType.TextString, value: '<hidden>'},
    ])
  })

  it('changes nothing where nothing is secret', () => {
    expect(redactTree(format, kmipVocabulary)).toEqual({node: format, hidden: false})
  })
})
