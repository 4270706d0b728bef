import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {versions, type EncodingVersion} from '../../../../src/kmip/spec/version.ts'
import {readBinary} from '../../../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../../../src/ttlv/binary-writer.ts'
import {structures, structureValues} from './arbitrary-value.ts'

const all: EncodingVersion[] = [...versions.filter((version) => version !== '3.0'), 'any']

/** Structures with a required Date-Time Extended cannot stand in 1.x at all. */
const sinceVersion2 = new Set(['Asynchronous Request', 'Hashed Password Credential'])

describe.each([...structures.values()])('$name', (structure) => {
  it('survives encoding and decoding in every version', () => {
    for (const version of sinceVersion2.has(structure.name) ? all.slice(5) : all) {
      fc.assert(
        fc.property(structureValues(structure, version), (value) => {
          const node = structure.encode(0x420001, value, version)
          if (node === undefined) throw new Error('A structure has a form in every version')
          expect(structure.decode(readBinary(writeBinary(node)))).toEqual(value)
        }),
        {numRuns: 20},
      )
    }
  })

  it('names its members once and in camelCase', () => {
    const tags = Object.values(structure.fields).flatMap((member) => member.tags)
    expect(new Set(tags).size).toBe(tags.length)
    for (const key of Object.keys(structure.fields)) expect(key).toMatch(/^[a-z][A-Za-z0-9]*$/u)
  })
})

it('finds all declared structures', () => {
  expect(structures.size).toBe(69)
})
