import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {RowCipher, type RowIdentity} from '../../../../src/storage/seal/row-cipher.ts'

const storeKey = (): Uint8Array => new Uint8Array(32).fill(7)
const row: RowIdentity = {table: 'objects', scopeId: 's', id: '1'}
const clear = new TextEncoder().encode('a secret of some length')

describe('RowCipher', () => {
  it('opens what it sealed, of any length', () => {
    const cipher = new RowCipher(storeKey())
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 300}), (bytes) => {
        expect(cipher.open(cipher.seal(bytes, row), row)).toEqual(bytes)
      }),
    )
  })

  it('begins with its version and seals the same bytes differently each time', () => {
    const cipher = new RowCipher(storeKey())
    const [first, second] = [cipher.seal(clear, row), cipher.seal(clear, row)]
    expect([first[0], first.length]).toEqual([1, clear.length + 89])
    const differing = first.filter((byte, index) => byte !== second[index])
    expect(differing.length).toBeGreaterThan(first.length * 0.9)
  })

  it('zeroes the store key it was given', () => {
    const key = storeKey()
    const cipher = new RowCipher(key)
    expect(key).toEqual(new Uint8Array(32))
    expect(new RowCipher(storeKey()).open(cipher.seal(clear, row), row)).toEqual(clear)
  })

  it.each([
    {...row, table: 'continuations'} as const,
    {...row, scopeId: 't'},
    {...row, id: '2'},
    {...row, scopeId: 's","1', id: ''},
  ])('does not open in another row: %j', (other) => {
    const cipher = new RowCipher(storeKey())
    expect(() => cipher.open(cipher.seal(clear, row), other)).toThrow(expect.objectContaining({storageCode: 'CORRUPT'}))
  })

  it('does not open with another store key', () => {
    const sealed = new RowCipher(storeKey()).seal(clear, row)
    const other = new RowCipher(new Uint8Array(32).fill(8))
    expect(() => other.open(sealed, row)).toThrow(expect.objectContaining({storageCode: 'CORRUPT'}))
  })

  it('does not open after any bit has changed, nor shortened', () => {
    const cipher = new RowCipher(storeKey())
    const sealed = cipher.seal(clear, row)
    for (let position = 0; position < sealed.length; position++) {
      const changed = Uint8Array.from(sealed)
      changed[position] = (changed[position] ?? 0) ^ (1 << (position % 8))
      expect(() => cipher.open(changed, row)).toThrow(expect.objectContaining({storageCode: 'CORRUPT'}))
      const cut = sealed.subarray(0, position)
      expect(() => cipher.open(cut, row)).toThrow(expect.objectContaining({storageCode: 'CORRUPT'}))
    }
  })
})
