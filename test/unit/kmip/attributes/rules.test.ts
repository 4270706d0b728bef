import {describe, expect, it} from 'vitest'
import {AttributeSet, type AttributeKey} from '../../../../src/kmip/attributes/attribute-set.ts'
import {
  checkClientMayAdd,
  checkClientMayDelete,
  checkClientMayModify,
  checkClientMaySet,
  checkSingleInstance,
  type Circumstances,
} from '../../../../src/kmip/attributes/rules.ts'
import {KmipError, type ResultReasonName} from '../../../../src/kmip/error.ts'
import {ItemType} from '../../../../src/ttlv/node.ts'

const now = new Date('2026-11-23T12:00:00Z')
const later = new Date('2026-11-23T12:00:01Z')

function circumstances(state: Circumstances['state'], attributes = new AttributeSet()): Circumstances {
  return {state, now, attributes}
}

/** The reason of the refusal; undefined when there was none. */
function reasonOf(check: () => void): ResultReasonName | undefined {
  try {
    check()
  } catch (error) {
    if (error instanceof KmipError) return error.reason
    throw error
  }
  return undefined
}

function modify(key: AttributeKey, given: Circumstances): ResultReasonName | undefined {
  return reasonOf(() => checkClientMayModify(key, given))
}

function remove(key: AttributeKey, given: Circumstances): ResultReasonName | undefined {
  return reasonOf(() => checkClientMayDelete(key, given))
}

describe('setting', () => {
  it('allows what clients give to new objects', () => {
    for (const key of [
      'Name',
      'CryptographicAlgorithm',
      'CryptographicUsageMask',
      'ActivationDate',
      'x:Note',
    ] as const) {
      expect(reasonOf(() => checkClientMaySet(key, 'SymmetricKey'))).toBeUndefined()
    }
  })

  it('refuses what the server sets', () => {
    expect(() => checkClientMaySet('State', 'SymmetricKey')).toThrow('Attribute State is set by the server alone')
    expect(reasonOf(() => checkClientMaySet('Digest', 'SymmetricKey'))).toBe('AttributeReadOnly')
  })

  it('refuses what does not apply to the object', () => {
    expect(reasonOf(() => checkClientMaySet('CertificateType', 'SymmetricKey'))).toBe('InvalidAttribute')
    expect(() => checkClientMaySet('CryptographicAlgorithm', 'OpaqueObject')).toThrow(
      'Attribute Cryptographic Algorithm does not apply to OpaqueObject objects',
    )
  })

  it('refuses names that KMIP does not know', () => {
    expect(reasonOf(() => checkClientMaySet(':Colour', 'SymmetricKey'))).toBe('InvalidField')
    expect(() => checkClientMaySet(':Colour', 'SymmetricKey')).toThrow('There is no attribute Colour')
  })

  it('refuses the custom attributes of servers', () => {
    expect(reasonOf(() => checkClientMaySet('y:Rack', 'SymmetricKey'))).toBe('AttributeReadOnly')
    expect(() => checkClientMaySet('y:Rack', 'SymmetricKey')).toThrow('y-Rack')
  })

  it('allows attributes of other vendors', () => {
    expect(reasonOf(() => checkClientMaySet('Acme:Rack', 'SymmetricKey'))).toBeUndefined()
  })
})

describe('adding', () => {
  const add = (key: AttributeKey, given: Circumstances): ResultReasonName | undefined =>
    reasonOf(() => checkClientMayAdd(key, 'SymmetricKey', given))

  it('follows the rules of setting', () => {
    expect(add('State', circumstances('Active'))).toBe('AttributeReadOnly')
    expect(add('CertificateType', circumstances('Active'))).toBe('InvalidAttribute')
    expect(add('x:Note', circumstances('Destroyed'))).toBeUndefined()
  })

  it('also follows the conditions of changing', () => {
    expect(add('ActivationDate', circumstances('Active'))).toBe('WrongKeyLifecycleState')
    expect(add('DeactivationDate', circumstances('Active'))).toBeUndefined()
    expect(add('DeactivationDate', circumstances('Deactivated'))).toBe('WrongKeyLifecycleState')
  })

  it('allows what stays fixed once it is there', () => {
    expect(add('OperationPolicyName', circumstances('Active'))).toBeUndefined()
  })
})

describe('changing', () => {
  it('is free for names and custom attributes of clients', () => {
    expect(modify('Name', circumstances('Destroyed'))).toBeUndefined()
    expect(modify('x:Note', circumstances('Active'))).toBeUndefined()
  })

  it('is refused for what stays as it was set', () => {
    expect(modify('CryptographicLength', circumstances('PreActive'))).toBe('AttributeReadOnly')
    expect(modify('y:Rack', circumstances('PreActive'))).toBe('AttributeReadOnly')
    expect(modify(':Colour', circumstances('PreActive'))).toBe('InvalidField')
  })

  it('of the Activation Date ends with activation', () => {
    expect(modify('ActivationDate', circumstances('PreActive'))).toBeUndefined()
    expect(modify('ActivationDate', circumstances('Active'))).toBe('WrongKeyLifecycleState')
    expect(() => checkClientMayModify('ActivationDate', circumstances('Active'))).toThrow(
      'Attribute Activation Date is fixed, the object is Active',
    )
  })

  it('of dates is free where there is no state', () => {
    expect(modify('ActivationDate', circumstances(undefined))).toBeUndefined()
    expect(modify('DeactivationDate', circumstances(undefined))).toBeUndefined()
  })

  it('of the Deactivation Date ends with deactivation', () => {
    expect(modify('DeactivationDate', circumstances('Active'))).toBeUndefined()
    for (const state of ['Deactivated', 'Compromised', 'Destroyed', 'DestroyedCompromised'] as const) {
      expect(modify('DeactivationDate', circumstances(state))).toBe('WrongKeyLifecycleState')
    }
  })

  it.each(['ProcessStartDate', 'ProtectStopDate'] as const)('of the %s ends when it is reached', (key) => {
    expect(modify(key, circumstances('Active'))).toBeUndefined()
    expect(modify(key, circumstances('Active', new AttributeSet().set(key, later)))).toBeUndefined()
    expect(modify(key, circumstances('Active', new AttributeSet().set(key, now)))).toBe('WrongKeyLifecycleState')
    expect(modify(key, circumstances('Deactivated', new AttributeSet().set(key, later)))).toBe('WrongKeyLifecycleState')
  })

  it('of Usage Limits ends with the first allocation', () => {
    const limits = {usageLimitsTotal: 10n, usageLimitsUnit: 'Byte'} as const
    const given = (usageLimitsCount?: bigint): Circumstances =>
      circumstances('Active', new AttributeSet().set('UsageLimits', {...limits, usageLimitsCount}))
    expect(modify('UsageLimits', given())).toBeUndefined()
    expect(modify('UsageLimits', given(10n))).toBeUndefined()
    expect(modify('UsageLimits', given(9n))).toBe('AttributeReadOnly')
    expect(remove('UsageLimits', given(10n))).toBeUndefined()
    expect(remove('UsageLimits', given(0n))).toBe('AttributeReadOnly')
  })
})

describe('deleting', () => {
  it('is allowed for what clients own', () => {
    expect(remove('Name', circumstances('Active'))).toBeUndefined()
    expect(remove('x:Note', circumstances('Active'))).toBeUndefined()
  })

  it('is refused for what has to stay', () => {
    expect(remove('ActivationDate', circumstances('PreActive'))).toBe('AttributeReadOnly')
    expect(remove('Sensitive', circumstances('PreActive'))).toBe('AttributeReadOnly')
    expect(remove('y:Rack', circumstances('PreActive'))).toBe('AttributeReadOnly')
    expect(remove(':Colour', circumstances('PreActive'))).toBe('InvalidField')
  })
})

describe('instances', () => {
  it('may be several of names and custom attributes', () => {
    const set = new AttributeSet()
    for (const nameValue of ['a', 'b']) set.add('Name', {nameValue, nameType: 'URI'})
    for (const value of ['a', 'b']) set.add('x:Note', {tag: 0x42000b, type: ItemType.TextString, value})
    expect(reasonOf(() => checkSingleInstance(set))).toBeUndefined()
  })

  it('must not be several of anything single', () => {
    const set = new AttributeSet()
    for (const length of [128, 256]) set.add('CryptographicLength', length)
    expect(reasonOf(() => checkSingleInstance(set))).toBe('AttributeSingleValued')
    expect(() => checkSingleInstance(set)).toThrow('Attribute Cryptographic Length can have only one value')
  })
})
