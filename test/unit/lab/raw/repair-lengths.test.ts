import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {fixMessage} from '../../../../src/lab/raw/fix-message.ts'
import {repairLengths} from '../../../../src/lab/raw/repair-lengths.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {readBinary} from '../../../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../../../src/ttlv/binary-writer.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../../src/ttlv/node.ts'

const text = (tag: number, value: string): TtlvNode => ({tag, type: ItemType.TextString, value})
const integer = (tag: number, value: number): TtlvNode => ({tag, type: ItemType.Integer, value})
const operation: TtlvNode = {tag: Tag.Operation, type: ItemType.Enumeration, value: 8}

function message(name: string, ...more: readonly TtlvNode[]): TtlvNode {
  return structureNode(Tag.RequestMessage, [
    structureNode(Tag.RequestHeader, [
      structureNode(Tag.ProtocolVersion, [integer(Tag.ProtocolVersionMajor, 1), integer(Tag.ProtocolVersionMinor, 4)]),
      integer(Tag.BatchCount, 1),
    ]),
    structureNode(Tag.BatchItem, [
      operation,
      structureNode(Tag.RequestPayload, [
        structureNode(Tag.Attribute, [text(Tag.AttributeName, name), text(Tag.AttributeValue, 'b')]),
        ...more,
      ]),
    ]),
  ])
}

/** What somebody leaves who writes another text into a hex dump: the item is right, the structures around it are not. */
function edited(before: TtlvNode, after: TtlvNode): Uint8Array {
  const old = writeBinary(before)
  const bytes = Buffer.from(writeBinary(after))
  const view = Buffer.from(old)
  let from = 0
  let to = 0
  while (to < bytes.length && from < old.length) {
    const isStructure = bytes[to + 3] === ItemType.Structure
    if (isStructure) view.copy(bytes, to + 4, from + 4, from + 8)
    const size = (buffer: Buffer, at: number) => Math.ceil(buffer.readUInt32BE(at + 4) / 8) * 8
    from += 8 + (isStructure ? 0 : size(view, from))
    to += 8 + (isStructure ? 0 : size(bytes, to))
  }
  return bytes
}

describe('repairLengths', () => {
  it('leaves alone what is right', () => {
    const bytes = writeBinary(message('name', integer(Tag.MaximumItems, 2)))
    expect(Buffer.from(repairLengths(bytes))).toEqual(Buffer.from(bytes))
  })

  it('fits the structures around a text that became longer or shorter', () => {
    const word = fc.string({unit: fc.constantFrom('a', 'b'), maxLength: 60})
    fc.assert(
      fc.property(word, word, fc.integer({min: 0, max: 3}), (before, after, count) => {
        const more = Array.from({length: count}, (_, index) => integer(Tag.MaximumItems, index))
        const wanted = message(after, ...more)
        expect(readBinary(repairLengths(edited(message(before, ...more), wanted)))).toEqual(wanted)
      }),
    )
  })

  it('fits a text to what is there when its own length is wrong', () => {
    const bytes = Buffer.from(writeBinary(message('twelve chars')))
    bytes.writeUInt32BE(1, bytes.indexOf('twelve chars') - 4)
    expect(readBinary(repairLengths(bytes))).toEqual(message('twelve chars'))
  })

  it('gives back bytes in which there are no items', () => {
    const bytes = Buffer.from('no message at all')
    expect(repairLengths(bytes)).toBe(bytes)
  })

  it('ends, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 200}), fc.nat(20), (noise, cut) => {
        const bytes = Buffer.concat([writeBinary(message('name')).subarray(0, 8 * cut), noise])
        try {
          repairLengths(bytes)
        } catch (error) {
          expect(String(error)).toMatch(/cannot be repaired/)
        }
      }),
    )
  })
})

describe('fixMessage', () => {
  it('counts the batch, adds a version where there is none and changes it only when told to', () => {
    const bare = structureNode(Tag.RequestMessage, [structureNode(Tag.BatchItem, [operation])])
    const header = (version: '1.2' | undefined, node: TtlvNode) => {
      const fixed = readBinary(fixMessage(writeBinary(node), version, '1.4'))
      return fixed.type === ItemType.Structure ? fixed.value[0] : undefined
    }
    const fields = (minor: number) =>
      structureNode(Tag.RequestHeader, [
        structureNode(Tag.ProtocolVersion, [
          integer(Tag.ProtocolVersionMajor, 1),
          integer(Tag.ProtocolVersionMinor, minor),
        ]),
        integer(Tag.BatchCount, 1),
      ])
    expect(header(undefined, bare)).toEqual(fields(4))
    expect(header('1.2', bare)).toEqual(fields(2))
    expect(header(undefined, message('a'))).toEqual(fields(4))
    expect(header('1.2', message('a'))).toEqual(fields(2))
  })
})
