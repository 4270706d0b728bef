import {describe, expect, it} from 'vitest'
import type {AttributeName} from '../../../../src/kmip/attributes/catalogue.ts'
import {attributeNames, definitionOf} from '../../../../src/kmip/attributes/lookup.ts'
import {appliesTo, type ObjectTypeName} from '../../../../src/kmip/attributes/object-class.ts'
import {ObjectType} from '../../../../src/kmip/spec/enumerations.ts'

const types = ObjectType.entries.map(({name}) => name)

function objectsOf(key: AttributeName): ObjectTypeName[] {
  return types.filter((type) => appliesTo(definitionOf(key), type))
}

describe('an attribute', () => {
  it.each([
    ['Name', types],
    ['CertificateType', ['Certificate']],
    ['X_509CertificateSubject', ['Certificate']],
    ['CryptographicDomainParameters', ['PublicKey', 'PrivateKey', 'Template']],
    ['KeyValuePresent', ['SymmetricKey', 'PrivateKey', 'SplitKey', 'SecretData']],
    ['UsageLimits', ['SymmetricKey', 'PublicKey', 'PrivateKey', 'SplitKey', 'Template', 'PGPKey']],
    ['OpaqueDataType', ['OpaqueObject']],
    ['DigitalSignatureAlgorithm', ['Certificate', 'PGPKey']],
  ] as const)('%s is there for its objects', (key, expected) => {
    expect(objectsOf(key)).toEqual(expected)
  })

  it('applies to at least one type of object', () => {
    for (const key of attributeNames) expect(objectsOf(key), key).not.toEqual([])
  })

  it('of the life cycle applies to opaque objects, but not to users', () => {
    for (const key of ['State', 'ActivationDate', 'DeactivationDate', 'DestroyDate'] as const) {
      expect(objectsOf(key)).toContain('OpaqueObject')
      expect(objectsOf(key)).not.toContain('User')
    }
  })
})
