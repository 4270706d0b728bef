import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {AttributeName} from '../../../src/kmip/attributes/catalogue.ts'
import {attributeNames, definitionOf} from '../../../src/kmip/attributes/lookup.ts'
import {parseAssignment} from '../../../src/notation/attribute-assignment.ts'
import {plainFromNode} from '../../../src/notation/write-plain.ts'
import {ItemType, type TtlvNode} from '../../../src/ttlv/node.ts'
import {attributeValues} from '../kmip/attributes/attribute-values.ts'

const now = new Date('2026-03-01T12:00:00Z')

function encoded(name: AttributeName, value: unknown): TtlvNode | undefined {
  const {tag, type} = definitionOf(name)
  return type.encode(tag, value as never, 'any')
}

const structures = attributeNames.filter((name) => definitionOf(name).type.description.startsWith('Structure'))

describe('every attribute that is a structure', () => {
  it.each(structures)('%s can be written with its members', (name) => {
    fc.assert(
      fc.property(attributeValues(name, 'any'), (value) => {
        const node = encoded(name, value)
        fc.pre(node?.type === ItemType.Structure && node.value.length > 0)
        if (node === undefined) return
        const text = `${definitionOf(name).name}=${JSON.stringify(plainFromNode(node))}`
        const {value: read} = parseAssignment(text, '--attribute', {now})
        expect(encoded(name, read)).toEqual(node)
      }),
      {numRuns: 30},
    )
  })

  it.each([
    ['Digest={Digest Value: 00}', '--attribute "Digest": HashingAlgorithm is missing'],
    ['Digest={Hashing Algorithm: SHA-256, Username: a}', '--attribute "Digest" has Username, which is no part of it'],
    ['Digest={Hashing: SHA-256}', 'does not know "Hashing"'],
    ['Digest={Hashing Algorithm: SHA-256', '--attribute "Digest" is not YAML'],
    ['Digest={Hashing Algorithm: SHA-257, Digest Value: 00}', 'does not know "SHA-257"'],
  ])('%s is refused in a sentence', (text, message) => {
    expect(() => parseAssignment(text, '--attribute', {now})).toThrow(
      expect.objectContaining({exitCode: 2, message: expect.stringContaining(message)}),
    )
  })
})
