import {expect, it} from 'vitest'
import {timeOrderedUuid} from '../../../../src/server/objects/time-ordered-uuid.ts'

it('is a UUID of version 7', () => {
  expect(timeOrderedUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

it('tells when it was made', () => {
  const before = Date.now()
  const made = Number.parseInt(timeOrderedUuid().replaceAll('-', '').slice(0, 12), 16)
  expect(made).toBeGreaterThanOrEqual(before)
  expect(made).toBeLessThanOrEqual(Date.now())
})

it('is another one every time', () => {
  expect(new Set(Array.from({length: 1000}, timeOrderedUuid)).size).toBe(1000)
})
