import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {readBinary} from '../../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../../src/ttlv/binary-writer.ts'
import {Framer} from '../../../src/ttlv/framer.ts'
import {defaultLimits} from '../../../src/ttlv/limits.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../src/ttlv/node.ts'
import {arbitraryMessage} from './arbitrary-node.ts'
import {caught} from './caught.ts'
import {fromHex, toHex} from './golden.ts'

const sample: TtlvNode = structureNode(0x420078, [
  {tag: 0x42000d, type: ItemType.Integer, value: 1},
  {tag: 0x420094, type: ItemType.TextString, value: 'a rather long identifier'},
])

function feed(framer: Framer, chunks: readonly Uint8Array[]): string[] {
  const messages: string[] = []
  for (const chunk of chunks) {
    framer.push(chunk)
    for (const message of framer.messages()) messages.push(toHex(message))
  }
  return messages
}

describe('messages', () => {
  it('come out whole when split at every offset', () => {
    const bytes = writeBinary(sample)
    for (let cut = 0; cut <= bytes.length; cut++) {
      const framer = new Framer()
      expect(feed(framer, [bytes.slice(0, cut), bytes.slice(cut)])).toEqual([toHex(bytes)])
      expect(framer.pendingBytes).toBe(0)
    }
  })

  it('come out in order when several arrive in chunks of any size', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryMessage, {maxLength: 4}),
        fc.array(fc.integer({min: 0, max: 90})),
        (nodes, sizes) => {
          const stream = Buffer.concat(nodes.map((node) => writeBinary(node)))
          const chunks: Uint8Array[] = []
          let at = 0
          for (const size of sizes) chunks.push(Uint8Array.from(stream.subarray(at, (at += size))))
          chunks.push(Uint8Array.from(stream.subarray(at)))
          const framer = new Framer()
          const messages = feed(framer, chunks).map((hex) => readBinary(fromHex(hex)))
          expect(messages).toStrictEqual(nodes)
          expect(framer.pendingBytes).toBe(0)
        },
      ),
    )
  })

  it('come out byte by byte', () => {
    const stream = Buffer.concat([writeBinary(sample), writeBinary(structureNode(0x42007b, [])), writeBinary(sample)])
    const chunks = Array.from(stream, (byte) => new Uint8Array([byte]))
    expect(feed(new Framer(), chunks).join('')).toBe(stream.toString('hex'))
  })

  it('survive pushes that are not drained in between', () => {
    const bytes = writeBinary(sample)
    const framer = new Framer()
    framer.push(bytes)
    framer.push(bytes.slice(0, 20))
    framer.push(bytes.slice(20))
    expect([...framer.messages()].map(toHex)).toEqual([toHex(bytes), toHex(bytes)])
  })

  it('given out keep their content when more bytes arrive', () => {
    const [first, second] = [writeBinary(sample), writeBinary(structureNode(0x42007b, [sample]))]
    const framer = new Framer()
    framer.push(first.slice(0, 10))
    expect(framer.next()).toBeUndefined()
    framer.push(Buffer.concat([first.subarray(10), second.subarray(0, 12)]))
    const message = framer.next()
    framer.push(second.slice(12))
    expect(toHex(framer.next() ?? new Uint8Array())).toBe(toHex(second))
    expect(toHex(message ?? new Uint8Array())).toBe(toHex(first))
  })
})

describe('memory', () => {
  it('is not copied when a chunk holds exactly one message', () => {
    const bytes = writeBinary(sample)
    const framer = new Framer()
    framer.push(bytes)
    expect(framer.next()?.buffer).toBe(bytes.buffer)
  })

  it('holds a copy of the rest, so that the chunk can go', () => {
    const chunk = Buffer.concat([writeBinary(sample), writeBinary(sample).subarray(0, 5)])
    const framer = new Framer()
    framer.push(chunk)
    expect([...framer.messages()]).toHaveLength(1)
    expect(framer.pendingBytes).toBe(5)
    chunk.fill(0)
    framer.push(writeBinary(sample).subarray(5))
    expect([...framer.messages()].map(toHex)).toEqual([toHex(writeBinary(sample))])
  })

  it('counts what is pending', () => {
    const framer = new Framer()
    framer.push(fromHex('42 00 78'))
    expect([...framer.messages()]).toEqual([])
    expect(framer.pendingBytes).toBe(3)
  })
})

describe('refusals', () => {
  const limits = {...defaultLimits, messageSize: 64}

  it('accepts a message of exactly the limit', () => {
    const header = fromHex('42 00 78 | 01 | 00 00 00 38')
    expect(feed(new Framer(limits), [header, new Uint8Array(56)])).toHaveLength(1)
  })

  it('refuses an announced length above the limit as soon as the header is there', () => {
    const framer = new Framer(limits)
    framer.push(fromHex('42 00 78 | 01 | 00 00 00 40'))
    const error = caught(() => framer.next())
    expect(error.message).toBe('Message of 72 bytes exceeds the limit of 64 bytes')
    expect(error.offset).toBe(4)
    expect(framer.pendingBytes).toBe(0)
  })

  it('refuses a first byte that is no KMIP tag, and says what the peer seems to speak', () => {
    const http = new Framer()
    http.push(Buffer.from('G'))
    expect(caught(() => http.next())).toMatchObject({
      message: 'Message does not begin with a KMIP tag',
      hint: 'The peer seems to speak HTTP',
    })
    const tls = new Framer()
    tls.push(fromHex('16 03 01'))
    expect(caught(() => tls.next()).hint).toContain('TLS')
  })

  it('refuses an item that is not a structure before its length is known', () => {
    const framer = new Framer()
    framer.push(fromHex('42 00 78 | 02'))
    expect(caught(() => framer.next())).toMatchObject({message: 'Message is not a structure', offset: 3})
  })

  it('gives out the messages before the faulty one, and fails from then on', () => {
    const framer = new Framer()
    framer.push(Buffer.concat([writeBinary(sample), fromHex('00')]))
    expect(toHex(framer.next() ?? new Uint8Array())).toBe(toHex(writeBinary(sample)))
    const error = caught(() => framer.next())
    expect(caught(() => framer.push(writeBinary(sample)))).toBe(error)
    expect(caught(() => [...framer.messages()])).toBe(error)
  })
})
