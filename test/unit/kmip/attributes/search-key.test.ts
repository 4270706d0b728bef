import fc from 'fast-check'
import {describe, expect, expectTypeOf, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {attributeNames} from '../../../../src/kmip/attributes/lookup.ts'
import {
  conditionsOf,
  indexEntriesOf,
  nameCondition,
  selectivity,
  type SearchCondition,
  type SearchEntry,
} from '../../../../src/kmip/attributes/search-key.ts'
import {CryptographicUsageMask} from '../../../../src/kmip/spec/masks.ts'
import type {IndexEntry, ObjectCondition} from '../../../../src/storage/store.ts'
import {ItemType, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {attributeValues} from './attribute-values.ts'

type UsageName = (typeof CryptographicUsageMask)['entries'][number]['name']

/** What a store does with them. */
function holds(entries: readonly SearchEntry[], condition: SearchCondition): boolean {
  return entries.some(({key, value}) => {
    if (key !== condition.key) return false
    if ('equals' in condition) return value === condition.equals
    return (
      (condition.from === undefined || value >= condition.from) && (condition.to === undefined || value <= condition.to)
    )
  })
}

/** True when Locate with `request` finds an object with `object`. */
function finds(request: AttributeSet, object: AttributeSet): boolean {
  const entries = indexEntriesOf(object)
  return conditionsOf(request).every((condition) => holds(entries, condition))
}

function masked(...bits: readonly UsageName[]): AttributeSet {
  return new AttributeSet().set('CryptographicUsageMask', CryptographicUsageMask.of(...bits))
}

function dated(...seconds: number[]): AttributeSet {
  const set = new AttributeSet()
  for (const second of seconds) set.add('ActivationDate', new Date(second * 1000))
  return set
}

function custom(type: 'TextString' | 'Identifier', value: string): AttributeSet {
  const node: TtlvNode = {tag: 0x42000b, type: ItemType[type], value}
  return new AttributeSet().set('x:Note', node)
}

it('has the shapes of the store', () => {
  expectTypeOf<SearchEntry>().toExtend<IndexEntry>()
  expectTypeOf<SearchCondition>().toExtend<ObjectCondition>()
})

describe('any attribute', () => {
  it.each(attributeNames)('%s is found by its own value', (key) => {
    fc.assert(
      fc.property(attributeValues(key, 'any'), (value) => {
        const set = new AttributeSet().set(key, value as never)
        expect(finds(set, set)).toBe(true)
      }),
      {numRuns: 20},
    )
  })

  it('has each entry once', () => {
    const set = new AttributeSet()
    for (const index of [0, 1]) set.add('ObjectGroup', 'same', index)
    expect(indexEntriesOf(set)).toEqual([{key: 'ObjectGroup', value: 'same'}])
  })
})

describe('names', () => {
  const named = (nameValue: string): AttributeSet =>
    new AttributeSet().set('Name', {nameValue, nameType: 'UninterpretedTextString'})

  it('are found by their value alone, as a search may leave the type out', () => {
    const pattern = new AttributeSet().set('Name', {nameValue: 'a'} as never)
    expect(finds(pattern, named('a'))).toBe(true)
    expect(finds(pattern, named('b'))).toBe(false)
  })

  it('are known by their value, whatever their type', () => {
    const long = 'n'.repeat(300)
    expect(holds(indexEntriesOf(named(long)), nameCondition(long))).toBe(true)
    expect(holds(indexEntriesOf(named('a')), nameCondition('b'))).toBe(false)
  })

  it('match as a whole', () => {
    expect(finds(named('a'), named('a'))).toBe(true)
    expect(finds(named('a'), named('b'))).toBe(false)
    const both = named('a')
    both.add('Name', {nameValue: 'b', nameType: 'UninterpretedTextString'})
    expect(finds(both, named('a'))).toBe(false)
    expect(finds(named('b'), both)).toBe(true)
  })
})

describe('usage masks', () => {
  it('match objects with at least the requested bits', () => {
    expect(finds(masked('Encrypt'), masked('Encrypt', 'Decrypt'))).toBe(true)
    expect(finds(masked('Encrypt', 'Decrypt'), masked('Encrypt', 'Decrypt'))).toBe(true)
    expect(finds(masked('Encrypt', 'Decrypt'), masked('Encrypt'))).toBe(false)
    expect(finds(masked(), masked('Sign'))).toBe(true)
  })
})

describe('dates', () => {
  it('match to the second', () => {
    expect(finds(dated(100), dated(100))).toBe(true)
    expect(finds(dated(100), dated(101))).toBe(false)
  })

  it('given twice are a range with its ends, in either order', () => {
    for (const range of [dated(-5, 100), dated(100, -5)]) {
      expect([-6, -5, 0, 100, 101].map((second) => finds(range, dated(second)))).toEqual([
        false,
        true,
        true,
        true,
        false,
      ])
    }
  })

  it('at the end of time are none: they bound no range', () => {
    const end = 8_640_000_000_000
    expect(finds(dated(50, end), dated(100))).toBe(true)
    expect(finds(dated(50, end), dated(49))).toBe(false)
    expect(finds(dated(50, end), masked('Sign'))).toBe(false)
    expect(finds(dated(end), masked('Sign'))).toBe(true)
  })

  it('given twice do not match objects without the date', () => {
    expect(finds(dated(0, 100), masked('Sign'))).toBe(false)
  })
})

describe('structures with optional members', () => {
  const parameters = new AttributeSet().set('CryptographicParameters', {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'})

  it('match when the named members are equal', () => {
    const ask = (value: object): boolean => finds(new AttributeSet().set('CryptographicParameters', value), parameters)
    expect(ask({blockCipherMode: 'CBC'})).toBe(true)
    expect(ask({blockCipherMode: 'CBC', paddingMethod: 'PKCS5'})).toBe(true)
    expect(ask({blockCipherMode: 'GCM'})).toBe(false)
    expect(ask({blockCipherMode: 'CBC', hashingAlgorithm: 'SHA_256'})).toBe(false)
  })

  it('match members of one instance together with its required ones', () => {
    const object = new AttributeSet()
    object.add('ApplicationSpecificInformation', {applicationNamespace: 'ssh', applicationData: 'host1'})
    object.add('ApplicationSpecificInformation', {applicationNamespace: 'tape', applicationData: 'drive2'})
    const ask = (applicationNamespace: string, applicationData?: string): boolean =>
      finds(new AttributeSet().set('ApplicationSpecificInformation', {applicationNamespace, applicationData}), object)
    expect(ask('ssh')).toBe(true)
    expect(ask('ssh', 'host1')).toBe(true)
    expect(ask('ssh', 'drive2')).toBe(false)
    expect(ask('nfs')).toBe(false)
  })
})

it('finds digests and generators by any of their members', () => {
  const digest = {hashingAlgorithm: 'SHA_256', digestValue: Uint8Array.of(1, 2), keyFormatType: 'PKCS_8'} as const
  const rng = {rngAlgorithm: 'DRBG', drbgAlgorithm: 'Hash', hashingAlgorithm: 'SHA_256'} as const
  const object = new AttributeSet().set('Digest', digest).set('RandomNumberGenerator', rng)
  const ask = (key: 'Digest' | 'RandomNumberGenerator', value: object): boolean =>
    finds(new AttributeSet().set(key, value as never), object)
  expect(ask('Digest', {digestValue: Uint8Array.of(1, 2)})).toBe(true)
  expect(ask('Digest', {digestValue: Uint8Array.of(1, 3)})).toBe(false)
  expect(ask('Digest', {hashingAlgorithm: 'SHA_256', keyFormatType: 'PKCS_8'})).toBe(true)
  expect(ask('Digest', {hashingAlgorithm: 'SHA_512'})).toBe(false)
  expect(ask('RandomNumberGenerator', {drbgAlgorithm: 'Hash'})).toBe(true)
  expect(ask('RandomNumberGenerator', {rngAlgorithm: 'DRBG', drbgAlgorithm: 'CTR'})).toBe(false)
})

it('finds objects with at least the requested Usage Limits', () => {
  const limits = (total: bigint, count?: bigint): AttributeSet =>
    new AttributeSet().set('UsageLimits', {usageLimitsTotal: total, usageLimitsCount: count, usageLimitsUnit: 'Byte'})
  expect(finds(limits(10n), limits(10n, 3n))).toBe(true)
  expect(finds(limits(5n, 3n), limits(10n, 3n))).toBe(true)
  expect(finds(limits(5n, 4n), limits(10n, 3n))).toBe(false)
  expect(finds(limits(11n), limits(10n, 3n))).toBe(false)
})

it('tells custom attributes apart by type', () => {
  expect(finds(custom('TextString', 'a'), custom('TextString', 'a'))).toBe(true)
  expect(finds(custom('TextString', 'a'), custom('Identifier', 'a'))).toBe(false)
  expect(indexEntriesOf(custom('TextString', 'a'))).toEqual([{key: 'x:Note', value: 'TextString:a'}])
})

it('keeps long names of custom attributes out of the index', () => {
  const node: TtlvNode = {tag: 0x42000b, type: ItemType.TextString, value: 'a'}
  for (const key of [`x:${'n'.repeat(300)}`, 'x:\0'] as const) {
    const set = new AttributeSet().set(key, node)
    expect(indexEntriesOf(set)[0]?.key).toMatch(/^sha256:[0-9a-f]{64}$/u)
    expect(finds(set, set)).toBe(true)
    expect(finds(set, new AttributeSet().set('x:n', node))).toBe(false)
  }
})

it('finds values that no table has by their number', () => {
  const unknown = new AttributeSet().set('CryptographicAlgorithm', 0x7fff)
  expect(finds(unknown, unknown)).toBe(true)
  expect(finds(unknown, new AttributeSet().set('CryptographicAlgorithm', 'AES'))).toBe(false)
})

it('writes enumerations by number', () => {
  const set = new AttributeSet().set('ObjectType', 'SymmetricKey')
  expect(indexEntriesOf(set)).toEqual([{key: 'ObjectType', value: '8000000000000002'}])
})

describe('conditions', () => {
  it('come with the most selective attribute first', () => {
    const set = new AttributeSet()
      .set('State', 'Active')
      .set('CryptographicAlgorithm', 'AES')
      .set('ObjectGroup', 'production')
      .set('x:Note', {tag: 0x42000b, type: ItemType.TextString, value: 'a'})
      .set('UniqueIdentifier', '1')
    expect(conditionsOf(set).map(({key}) => key)).toEqual([
      'UniqueIdentifier',
      'x:Note',
      'ObjectGroup',
      'CryptographicAlgorithm',
      'State',
    ])
  })

  it('are none for an empty request', () => {
    expect(conditionsOf(new AttributeSet())).toEqual([])
  })

  it('rank names before types and states', () => {
    for (const key of ['Name', 'x:Note', 'Digest', 'UniqueIdentifier'] as const) {
      for (const common of ['ObjectType', 'State', 'CryptographicAlgorithm'] as const) {
        expect(selectivity(key)).toBeLessThan(selectivity(common))
      }
    }
  })
})
