import {describe, expect, it} from 'vitest'
import {
  CryptographicUsageMask,
  masks,
  ProtectionStorageMask,
  StorageStatusMask,
} from '../../../../src/kmip/spec/masks.ts'
import {normalizedName} from './name-rule.ts'

const tables = Object.entries(masks).map(([key, table]) => ({key, table}))

describe('the masks', () => {
  it('have 24, 14 and 3 bits', () => {
    expect(tables.map(({key, table}) => [key, table.entries.length])).toEqual([
      ['CryptographicUsageMask', 24],
      ['ProtectionStorageMask', 14],
      ['StorageStatusMask', 3],
    ])
  })

  it.each(tables)('$key names the lowest bits in order, without a gap', ({key, table}) => {
    expect(table.name).toBe(key)
    expect(table.entries.map(({value}) => value)).toEqual(table.entries.map((_, index) => 2 ** index))
  })

  it.each(tables)('$key finds every bit by its name and every name by its bit', ({table}) => {
    for (const {name, value, specName} of table.entries) {
      expect(table.valueOf(name)).toBe(value)
      expect(table.nameOf(value)).toBe(name)
      expect(normalizedName(specName)).toBe(name)
    }
  })
})

describe('a mask table', () => {
  it('knows the bits of well-known names', () => {
    expect(CryptographicUsageMask.bit('Encrypt')).toBe(4)
    expect(CryptographicUsageMask.bit('FPEDecrypt')).toBe(0x00800000)
    expect(ProtectionStorageMask.bit('SameJurisdiction')).toBe(0x2000)
    expect(StorageStatusMask.bit('ArchivalStorage')).toBe(2)
  })

  it('accepts aliases when it looks for a bit', () => {
    expect(CryptographicUsageMask.valueOf('ContentCommitment')).toBe(0x400)
    expect(CryptographicUsageMask.nameOf(0x400)).toBe('ContentCommitmentNonRepudiation')
  })

  it('puts bits together and tells whether one is set', () => {
    const value = CryptographicUsageMask.of('Encrypt', 'Decrypt', 'Encrypt')
    expect(value).toBe(12)
    expect(CryptographicUsageMask.of()).toBe(0)
    expect(CryptographicUsageMask.has(value, 'Decrypt')).toBe(true)
    expect(CryptographicUsageMask.has(value, 'Sign')).toBe(false)
  })

  it('lists the names of the set bits, lowest first', () => {
    expect(CryptographicUsageMask.namesOf(0x0000000c)).toEqual({names: ['Encrypt', 'Decrypt'], rest: 0})
    expect(CryptographicUsageMask.namesOf(0)).toEqual({names: [], rest: 0})
  })

  it('keeps bits without a name as the rest, the sign bit too', () => {
    expect(CryptographicUsageMask.namesOf(0x01000001)).toEqual({names: ['Sign'], rest: 0x01000000})
    expect(StorageStatusMask.namesOf(-0x7fffffff)).toEqual({names: ['OnLineStorage'], rest: -0x80000000})
    expect(StorageStatusMask.namesOf(0x80000001)).toEqual({names: ['OnLineStorage'], rest: -0x80000000})
  })

  it('names no combination of bits and no unknown bit', () => {
    expect(CryptographicUsageMask.nameOf(12)).toBeUndefined()
    expect(CryptographicUsageMask.nameOf(0x40000000)).toBeUndefined()
    expect(CryptographicUsageMask.valueOf('encrypt')).toBeUndefined()
  })

  it('tells the versions that have a bit', () => {
    expect(CryptographicUsageMask.rangeOf('Export')).toMatchObject({since: '1.0', until: '1.4'})
    expect(CryptographicUsageMask.rangeOf('Authenticate')).toMatchObject({since: '2.0'})
    expect(StorageStatusMask.rangeOf('Nowhere')).toBeUndefined()
  })

  it('drops the bits that a version lacks and keeps those without a name', () => {
    const value = CryptographicUsageMask.of('Encrypt', 'Export', 'Unrestricted') | 0x40000000
    expect(CryptographicUsageMask.restrict(value, '1.2')).toBe(
      CryptographicUsageMask.of('Encrypt', 'Export') | 0x40000000,
    )
    expect(CryptographicUsageMask.restrict(value, '2.1')).toBe(
      CryptographicUsageMask.of('Encrypt', 'Unrestricted') | 0x40000000,
    )
    expect(CryptographicUsageMask.restrict(value, 'any')).toBe(value)
  })
})
