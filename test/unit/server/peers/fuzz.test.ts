import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {processMessage} from '../../../../src/server/pipeline/process-message.ts'
import {readBinary} from '../../../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../../../src/ttlv/binary-writer.ts'
import {TtlvError} from '../../../../src/ttlv/error.ts'
import {ItemType, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {answerFaults} from '../../../support/answer-faults.ts'
import {captures, createNumberingEngine, requestOf} from '../../../support/captures.ts'
import {createActiveKey} from '../../../support/managed-objects.ts'

/** Another byte at a place in a captured request. */
interface Mutation {
  readonly place: number
  readonly byte: number
}

const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({place: fc.nat(), byte: fc.integer({min: 0, max: 255})}),
  {minLength: 1, maxLength: 4},
)

function mutated(request: string, changes: readonly Mutation[]): Uint8Array {
  const bytes = Buffer.from(request, 'hex')
  for (const {place, byte} of changes) bytes[place % bytes.length] = byte
  return bytes
}

/** Undefined for bytes that are no TTLV: those do not reach the server's core. */
function parsed(bytes: Uint8Array): TtlvNode | undefined {
  try {
    return readBinary(bytes)
  } catch (error) {
    if (error instanceof TtlvError) return undefined
    throw error
  }
}

const allParts = captures.flatMap((one) => partsOf(requestOf(one)))

describe('A damaged request', () => {
  it.each(captures)('of $client: $label gets an answer that clients can read, and breaks nothing', async (one) => {
    const t = await createNumberingEngine()
    for (const _ of [1, 2]) await createActiveKey(t)
    await fc.assert(
      fc.asyncProperty(mutations, async (changes) => {
        const request = parsed(mutated(one.request, changes))
        if (request === undefined) return
        const answer = await processMessage(t.engine, t.identity, request)
        expect(answer.tag).toBe(Tag.ResponseMessage)
        expect(answerFaults(request, readBinary(writeBinary(answer)))).toEqual([])
        expect(t.internalErrors).toEqual([])
      }),
    )
  })

  it.each(captures)('of $client: $label with any item in place of another gets one too', async (one) => {
    const t = await createNumberingEngine()
    const whole = requestOf(one)
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom(...allParts), async (place, part) => {
        const request = replaced(whole, place % partsOf(whole).length, part)
        const answer = await processMessage(t.engine, t.identity, request)
        expect(answerFaults(request, readBinary(writeBinary(answer)))).toEqual([])
        expect(t.internalErrors).toEqual([])
      }),
    )
  })

  it.each(captures)('of $client: $label with any value at its extremes gets one too', async (one) => {
    const t = await createNumberingEngine()
    for (const _ of [1, 2]) await createActiveKey(t)
    const whole = requestOf(one)
    const parts = partsOf(whole)
    const leaves = parts.filter(({type}) => type !== ItemType.Structure)
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), async (place, choice) => {
        const leaf = leaves[place % leaves.length]
        const values = leaf === undefined ? [] : extremes(leaf)
        const extreme = values[choice % values.length]
        if (leaf === undefined || extreme === undefined) return
        const request = replaced(whole, parts.indexOf(leaf), extreme)
        const answer = await processMessage(t.engine, t.identity, readBinary(writeBinary(request)))
        expect(answerFaults(request, readBinary(writeBinary(answer)))).toEqual([])
        expect(t.internalErrors).toEqual([])
      }),
    )
  })
})

const numbers = [0, 1, -1, 2, 255, 2 ** 31 - 1, -(2 ** 31)]
const enumerations = [0, 1, 5, 0x1f, 0x80000000, 0x8fffffff, 0xffffffff]
const texts = ['', ' ', '1', '2', 'Name', 'State', 'x-', 'y-1', '\u0000', 'a'.repeat(5000)]
const dates = [0n, 1n, -1n, 1_767_225_600n, 8_640_000_000_000n, 2n ** 63n - 1n, -(2n ** 63n)]

/** The item with values that code is least prepared for. */
function extremes(leaf: TtlvNode): TtlvNode[] {
  if (leaf.type === ItemType.Integer) return numbers.map((value) => ({...leaf, value}))
  if (leaf.type === ItemType.Enumeration) return enumerations.map((value) => ({...leaf, value}))
  if (leaf.type === ItemType.Interval) return [0, 1, 2 ** 32 - 1].map((value) => ({...leaf, value}))
  if (leaf.type === ItemType.TextString) return texts.map((value) => ({...leaf, value}))
  if (leaf.type === ItemType.DateTime) return dates.map((value) => ({...leaf, value}))
  if (leaf.type !== ItemType.ByteString) return []
  return [0, 1, 7, 16, 32, 5000].map((size) => ({...leaf, value: new Uint8Array(size)}))
}

/** The item and everything inside it, outermost first. */
function partsOf(node: TtlvNode): TtlvNode[] {
  return node.type === ItemType.Structure ? [node, ...node.value.flatMap(partsOf)] : [node]
}

/** The tree with the item at a place in the order of partsOf replaced by the value of another. */
function replaced(node: TtlvNode, place: number, part: TtlvNode): TtlvNode {
  let index = 0
  const visit = (item: TtlvNode): TtlvNode => {
    if (index++ === place) return {...part, tag: item.tag}
    return item.type === ItemType.Structure ? {...item, value: item.value.map(visit)} : item
  }
  return visit(node)
}
