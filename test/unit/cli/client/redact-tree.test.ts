import {describe, expect, it} from 'vitest'
import {redactTree} from '../../../../src/cli/client/redact-tree.ts'
import {hiddenNote, hidesSilently, showNode, showNodes} from '../../../../src/cli/client/show-node.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {kmipVocabulary} from '../../../../src/kmip/spec/vocabulary.ts'
import {readAny} from '../../../../src/ttlv/detect.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../../src/ttlv/node.ts'

const secret = Buffer.from('0123456789abcdef0123456789abcdef')
const keyMaterial: TtlvNode = {tag: Tag.KeyMaterial, type: ItemType.ByteString, value: secret}
const format: TtlvNode = {tag: Tag.KeyFormatType, type: ItemType.Enumeration, value: 1}
const keyBlock = structureNode(Tag.KeyBlock, [format, structureNode(Tag.KeyValue, [keyMaterial])])

describe('redactTree', () => {
  it('puts length and fingerprint in place of secrets and leaves the rest', () => {
    const {node, hidden} = redactTree(keyBlock, kmipVocabulary)
    expect(hidden).toBe(true)
    const text = {tag: Tag.KeyMaterial, type: ItemType.TextString, value: '<32 bytes, sha256 3b14a59c…>'}
    expect(node).toMatchObject({
      value: [format, {value: [{...text, value: expect.stringMatching(/^<32 bytes, sha256/)}]}],
    })
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

describe('showNode', () => {
  it.each(['tree', 'json', 'xml', 'hex'] as const)('never shows key material as %s without --reveal', (form) => {
    const shown = showNode(keyBlock, {format: form, reveal: false})
    const revealed = showNode(keyBlock, {format: form, reveal: true})
    const hex = secret.toString('hex')
    expect(shown.toLowerCase()).not.toContain(hex)
    expect(revealed.toLowerCase()).toContain(hex)
    expect(hidesSilently(keyBlock, {format: form, reveal: false})).toBe(form !== 'tree')
    expect(hidesSilently(keyBlock, {format: form, reveal: true})).toBe(false)
    expect(hiddenNote).toContain('--reveal')
  })

  it.each(['json', 'xml', 'hex'] as const)('writes several items as %s that can be read again', (form) => {
    const nodes = [keyBlock, structureNode(Tag.KeyBlock, [format])]
    for (const some of [nodes, nodes.slice(1)]) {
      const text = showNodes(some, {format: form, reveal: true})
      expect(readAny(Buffer.from(text), kmipVocabulary).nodes).toEqual(some)
    }
  })

  it('cuts long values of trees for terminals only', () => {
    const long: TtlvNode = {tag: Tag.CertificateValue, type: ItemType.ByteString, value: new Uint8Array(500)}
    expect(showNode(long, {format: 'tree', reveal: false})).toContain('(500 bytes)')
    expect(showNode(long, {format: 'tree', reveal: false, width: 80})).toContain('not shown')
  })
})
