import {describe, expect, it} from 'vitest'
import {ObjectCache, type CachedObject} from '../../../../src/storage/sql/object-cache.ts'

function object(id: string, length = 10): CachedObject {
  const attributes = new Uint8Array(length)
  return {id, scopeId: 's', objectType: 'SymmetricKey', attributes, material: undefined, nextTransition: undefined}
}

describe('the object cache', () => {
  it('gives an object back while the stamp stays', () => {
    const cache = new ObjectCache()
    cache.validFor(1)
    const one = object('1')
    cache.put(one)
    cache.validFor(1)
    expect(cache.get('s', '1')).toBe(one)
    expect(cache.get('other', '1')).toBeUndefined()
  })

  it('forgets everything once anything was committed', () => {
    const cache = new ObjectCache()
    cache.validFor(1)
    cache.put(object('1'))
    cache.validFor(2)
    expect(cache.get('s', '1')).toBeUndefined()
  })

  it('starts anew rather than grow beyond its bounds', () => {
    const cache = new ObjectCache()
    cache.validFor(1)
    for (const id of ['1', '2', '3']) cache.put(object(id, 15 * 1024 * 1024))
    expect(cache.get('s', '1')).toBeUndefined()
    expect(cache.get('s', '3')).toBeDefined()
  })
})
