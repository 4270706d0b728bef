import {describe, expect, expectTypeOf, it} from 'vitest'
import {enumeration, isVendorValue, type EnumName, type EnumValue} from '../../../../src/kmip/spec/enumeration.ts'
import {enumerations} from '../../../../src/kmip/spec/enumeration-index.ts'
import {
  CryptographicAlgorithm,
  DigitalSignatureAlgorithm,
  HashingAlgorithm,
  ItemType,
  KeyFormatType,
  LinkType,
  MaskGenerator,
  ObjectType,
  OpaqueDataType,
  Operation,
  ResultReason,
  ResultStatus,
  State,
} from '../../../../src/kmip/spec/enumerations.ts'
import {PKCS_11ReturnCode} from '../../../../src/kmip/spec/pkcs11.ts'
import {compareVersions, versions} from '../../../../src/kmip/spec/version.ts'
import {ItemType as WireItemType} from '../../../../src/ttlv/node.ts'
import {normalizedName} from './name-rule.ts'

const tables = Object.entries(enumerations).map(([key, table]) => ({key, table}))

describe('the enumerations', () => {
  it('are 68 with 1053 values', () => {
    expect(tables).toHaveLength(68)
    expect(tables.reduce((sum, {table}) => sum + table.entries.length, 0)).toBe(1053)
  })

  it.each(tables)('$key stands in the index under its own name', ({key, table}) => {
    expect(table.name).toBe(key)
  })

  it.each(tables)('$key finds every value by its name and every name by its value', ({table}) => {
    for (const entry of table.entries) {
      expect(table.valueOf(entry.name)).toBe(entry.value)
      expect(table.nameOf(entry.value)).toBe(entry.name)
    }
  })

  it.each(tables)('$key lists 32-bit values in ascending order, none twice', ({table}) => {
    let previous = -1
    for (const {value} of table.entries) {
      expect(value).toBeGreaterThan(previous)
      expect(value).toBeLessThanOrEqual(0xffffffff)
      previous = value
    }
  })

  it.each(tables)('$key has no name or alias twice', ({table}) => {
    const names = table.entries.flatMap((entry) => [entry.name, ...entry.aliases])
    expect(new Set(names).size).toBe(names.length)
  })

  it.each(tables)('$key has names that follow from the names in the specification', ({table}) => {
    for (const {name, specName} of table.entries) {
      expect(name).toBe(normalizedName(specName.replace(/^CKR_/, '')))
    }
  })

  it.each(tables)('$key has version ranges in order', ({table}) => {
    for (const {since, until, deprecatedSince} of table.entries) {
      if (until !== undefined) expect(compareVersions(since, until)).toBeLessThanOrEqual(0)
      if (deprecatedSince !== undefined) expect(compareVersions(since, deprecatedSince)).toBeLessThan(0)
    }
  })
})

describe('an enumeration table', () => {
  it.each([
    [State, 'PreActive', 1],
    [State, 'DestroyedCompromised', 6],
    [ObjectType, 'SymmetricKey', 2],
    [ObjectType, 'Certificate', 1],
    [CryptographicAlgorithm, 'DES3', 2],
    [CryptographicAlgorithm, 'AES', 3],
    [CryptographicAlgorithm, 'HMAC_SHA256', 9],
    [Operation, 'Create', 1],
    [Operation, 'DiscoverVersions', 0x1e],
    [KeyFormatType, 'TransparentRSAPrivateKey', 0x0a],
    [ResultStatus, 'OperationUndone', 3],
    [ResultReason, 'GeneralFailure', 0x100],
  ])('has in $name $1 as $2', (table, name, value) => {
    expect(table.valueOf(name)).toBe(value)
  })

  it('tells the name in the specification', () => {
    expect(State.specName('PreActive')).toBe('Pre-Active')
    expect(CryptographicAlgorithm.specName('DES3')).toBe('3DES')
    expect(State.specName('Sleeping')).toBeUndefined()
  })

  it('accepts aliases and answers with the proper name', () => {
    expect(HashingAlgorithm.valueOf('SHA_3_256')).toBe(0x0f)
    expect(HashingAlgorithm.nameOf(0x0f)).toBe('SHA3_256')
    expect(MaskGenerator.entry('MFG1')?.name).toBe('MGF1')
    expect(DigitalSignatureAlgorithm.valueOf('RSASSA_PSSPKCS_1V2_1')).toBe(
      DigitalSignatureAlgorithm.valueOf('RSASSA_PSS'),
    )
    expect(ResultReason.entry('NotAuthorized')?.name).toBe('NotAuthorised')
  })

  it('does not know other spellings, other numbers or members of objects', () => {
    expect(State.valueOf('preactive')).toBeUndefined()
    expect(State.valueOf('toString')).toBeUndefined()
    expect(State.nameOf(0)).toBeUndefined()
    expect(State.nameOf(7)).toBeUndefined()
    expect(State.rangeOf('constructor')).toBeUndefined()
    expect(OpaqueDataType.nameOf(1)).toBeUndefined()
  })

  it('tells the versions that have a value', () => {
    expect(Operation.rangeOf('Activate')).toMatchObject({since: '1.0'})
    expect(ObjectType.rangeOf('Template')).toMatchObject({since: '1.0', until: '1.4'})
    expect(LinkType.rangeOf('CertificateLink')).toMatchObject({since: '1.0', until: '2.1'})
    expect(KeyFormatType.entry('TransparentECDSAPrivateKey')?.deprecatedSince).toBe('1.3')
  })

  it('numbers the item types as they stand on the wire', () => {
    expect(ItemType.entries.map(({name, value}) => [name, value])).toEqual(Object.entries(WireItemType))
  })

  it('has the names as a type', () => {
    const sample = enumeration('Sample', {One: [1, 'One', '1.0'], Two: [2, 'Two', '2.0', {until: '2.1'}]})
    expectTypeOf<EnumName<typeof sample>>().toEqualTypeOf<'One' | 'Two'>()
    expectTypeOf<EnumValue<typeof sample>>().toEqualTypeOf<'One' | 'Two' | number>()
    expect(versions.filter((version) => sample.knownIn('Two', version))).toEqual(['2.0', '2.1'])
  })
})

describe('knownIn', () => {
  it('goes by the version range of a name, an alias or a number', () => {
    const secretData = ObjectType.valueOf('SecretData') ?? 0
    expect(ObjectType.knownIn(secretData, '1.0')).toBe(true)
    expect(ObjectType.knownIn('PGPKey', '1.1')).toBe(false)
    expect(ObjectType.knownIn('PGPKey', '1.2')).toBe(true)
    expect(ObjectType.knownIn('Template', '1.4')).toBe(true)
    expect(ObjectType.knownIn('Template', '2.0')).toBe(false)
    expect(HashingAlgorithm.knownIn('SHA_3_256', '1.3')).toBe(false)
    expect(HashingAlgorithm.knownIn('SHA_3_256', '1.4')).toBe(true)
  })

  it('is false for names and numbers that no version has', () => {
    expect(State.knownIn('Sleeping', '2.1')).toBe(false)
    expect(State.knownIn(99, '2.1')).toBe(false)
    expect(State.knownIn(0x90000000, '2.1')).toBe(false)
  })

  it('is true for vendor values in every version', () => {
    for (const version of versions) {
      expect(State.knownIn(0x80000000, version)).toBe(true)
      expect(OpaqueDataType.knownIn(0x80123456, version)).toBe(true)
      expect(State.knownIn(0x8fffffff, version)).toBe(true)
    }
  })

  it('takes the vendor return code of PKCS#11 as known by number in every version', () => {
    expect(PKCS_11ReturnCode.nameOf(0x80000000)).toBe('VENDOR_DEFINED')
    expect(PKCS_11ReturnCode.knownIn(0x80000000, '1.0')).toBe(true)
  })
})

describe('isVendorValue', () => {
  it('covers 0x80000000 to 0x8fffffff', () => {
    expect([0x7fffffff, 0x80000000, 0x8fffffff, 0x90000000].map(isVendorValue)).toEqual([false, true, true, false])
  })
})
