import {describe, expect, it} from 'vitest'
import {hiddenNote, hidesSilently, showNode, showNodes} from '../../../../src/cli/client/show-node.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {kmipVocabulary} from '../../../../src/kmip/spec/vocabulary.ts'
import {writeBinary} from '../../../../src/ttlv/binary-writer.ts'
import {readAny} from '../../../../src/ttlv/detect.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../../src/ttlv/node.ts'

const secret = Buffer.from('0123456789abcdef0123456789abcdef')
const keyMaterial: TtlvNode = {tag: Tag.KeyMaterial, type: ItemType.ByteString, value: secret}
const format: TtlvNode = {tag: Tag.KeyFormatType, type: ItemType.Enumeration, value: 1}
const keyBlock = structureNode(Tag.KeyBlock, [format, structureNode(Tag.KeyValue, [keyMaterial])])

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
      const {nodes: read} = readAny(Buffer.from(text), kmipVocabulary)
      expect(read.map((node) => writeBinary(node))).toEqual(some.map((node) => writeBinary(node)))
    }
  })

  it('cuts long values of trees for terminals only', () => {
    const long: TtlvNode = {tag: Tag.CertificateValue, type: ItemType.ByteString, value: new Uint8Array(500)}
    expect(showNode(long, {format: 'tree', reveal: false})).toContain('(500 bytes)')
    expect(showNode(long, {format: 'tree', reveal: false, width: 80})).toContain('not shown')
  })
})
