import fc from 'fast-check'
import {expect, it} from 'vitest'
import {isDeeperThan} from '../../../../src/vault-api/http/depth.ts'

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

it('JSON is as deep as its brackets, whatever its texts hold', () => {
  const texts = fc.string({unit: fc.constantFrom('[', ']', '{', '}', '"', '\\', 'a')})
  fc.assert(
    fc.property(fc.jsonValue(), texts, (json, text) => {
      const value = {[text]: [json, text]}
      const written = JSON.stringify(value)
      const depth = depthOf(JSON.parse(written))
      expect(isDeeperThan(written, depth)).toBe(false)
      expect(isDeeperThan(written, depth - 1)).toBe(true)
    }),
  )
})

it('a million brackets are too deep', () => {
  expect(isDeeperThan('['.repeat(1_000_000), 64)).toBe(true)
})
