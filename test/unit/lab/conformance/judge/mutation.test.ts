import fc from 'fast-check'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from 'vitest'
import {type ConformanceCase, isReadable} from '../../../../../src/lab/conformance/cases/conformance-case.ts'
import {findCases} from '../../../../../src/lab/conformance/cases/find-cases.ts'
import {kmipVocabulary} from '../../../../../src/kmip/spec/vocabulary.ts'
import {ItemType, type TtlvNode} from '../../../../../src/ttlv/node.ts'
import {run} from '../../../../support/judged.ts'

const folder = fileURLToPath(new URL('../../../../../fixtures/conformance', import.meta.url))
const cases = (await findCases([folder])).filter(isReadable)

/** Where the server begins, an answer to our introduction comes before what the case has. */
const places = cases
  .filter(({exchanges}) => exchanges[0]?.from === 'client')
  .flatMap((file) => placesOf(file).map((place) => ({file, ...place})))

/** Tags whose values a server of these cases may choose in every place, so that another one tells nothing. */
const free: ReadonlySet<string> = new Set(['TimeStamp', 'ResultMessage', 'VendorIdentification', 'DigestValue'])

/** Places in which the server of the case made the value, with the tag of the attribute where it is one. */
const made: Readonly<Record<string, readonly string[]>> = {
  'OWN-M-1-14': [
    'KeyMaterial',
    'KeyFormatType',
    'Data',
    'Initial Date',
    'Digest HashingAlgorithm',
    'Digest KeyFormatType',
  ],
  'OWN-BATCH-1-14': ['KeyMaterial', 'KeyFormatType'],
}

describe('the judge', () => {
  it.each(cases)('finds nothing wrong where the server says what the case expects: $stem', async (file) => {
    expect((await run(file)).status).toBe('passed')
  })

  it('finds every changed value that no rule leaves to the server', async () => {
    expect(places.length).toBeGreaterThan(150)
    await fc.assert(
      fc.asyncProperty(fc.nat(places.length - 1), fc.integer({min: 1, max: 255}), async (number, by) => {
        const {file, index, what} = places[number]!
        const isFree = what.some((name) => free.has(name) || made[file.stem]?.includes(name))
        const {status} = await run(file, changing(index, by))
        if (!isFree) expect([file.stem, what, status]).toEqual([file.stem, what, 'failed'])
      }),
      {numRuns: 300},
    )
  })

  it('finds every item that is missing where it must be', async () => {
    const optional = new Set(['ResultMessage', 'AttributeIndex'])
    await fc.assert(
      fc.asyncProperty(fc.nat(places.length - 1), async (number) => {
        const {file, index, what} = places[number]!
        const {status} = await run(file, leavingOut(index))
        const isOptional = what.some((name) => optional.has(name))
        expect([file.stem, what, status]).toEqual([file.stem, what, isOptional ? 'passed' : 'failed'])
      }),
      {numRuns: 200},
    )
  })
})

interface ItemPlace {
  /** In the order in which the played server says its values. */
  readonly index: number
  /** Names of the value: its tag, its attribute, and both. */
  readonly what: readonly string[]
}

/** The values that the server of a case says, but for those that bind an identifier for good. */
function placesOf({exchanges, variables}: ConformanceCase): ItemPlace[] {
  const places: ItemPlace[] = []
  let index = 0
  const visit = (node: TtlvNode, attribute: string): void => {
    if (node.type !== ItemType.Structure) {
      const tag = kmipVocabulary.tagName(node.tag) ?? ''
      const isIdentifier = variables.get(node)?.kind === 'name' || tag.endsWith('Identifier')
      if (!isIdentifier) places.push({index, what: [tag, attribute, `${attribute} ${tag}`]})
      index++
      return
    }
    const [first] = node.value
    const name =
      first?.type === ItemType.TextString && kmipVocabulary.tagName(first.tag) === 'AttributeName'
        ? first.value
        : attribute
    for (const item of node.value) visit(item, name)
  }
  // The played server answers first what it is asked
  for (const {from, request, response} of exchanges) visit(from === 'client' ? response : request, '')
  return places
}

function changing(target: number, by: number) {
  return atValue(target, (node) => changed(node, by))
}

function leavingOut(target: number) {
  return atValue(target, () => undefined)
}

function atValue(target: number, change: (node: TtlvNode) => TtlvNode | undefined) {
  let index = 0
  return (node: TtlvNode): TtlvNode | undefined => {
    if (node.type === ItemType.Structure) return node
    return index++ === target ? change(node) : node
  }
}

function changed(node: TtlvNode, by: number): TtlvNode {
  return {...node, value: otherValue(node.value, by)} as TtlvNode
}

function otherValue(value: TtlvNode['value'], by: number): TtlvNode['value'] {
  if (typeof value === 'string') return value + String.fromCharCode(96 + (by % 26) + 1)
  if (typeof value === 'number') return value + by
  if (typeof value === 'bigint') return value + BigInt(by)
  if (typeof value === 'boolean') return !value
  return value instanceof Uint8Array ? Uint8Array.from([...value, by]) : value
}
