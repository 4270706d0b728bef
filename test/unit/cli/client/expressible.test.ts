import {describe, expect, it} from 'vitest'
import {checkExpressible} from '../../../../src/cli/client/expressible.ts'
import {UsageError} from '../../../../src/errors.ts'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {DeriveKey} from '../../../../src/kmip/operations/derive-key.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {ModifyAttribute} from '../../../../src/kmip/operations/modify-attribute.ts'
import type {IdentifierReference} from '../../../../src/kmip/schema/identifier.ts'
import type {Version} from '../../../../src/kmip/spec/version.ts'

const create = (attributes: AttributeSet, version: Version) =>
  checkExpressible(Create, {objectType: 'SymmetricKey', attributes}, version)

describe('checkExpressible', () => {
  it('accepts what the version can say', () => {
    const attributes = new AttributeSet()
      .set('CryptographicAlgorithm', 'AES')
      .set('CryptographicUsageMask', 12)
      .set('x:team', {tag: 0x42000b, type: 7, value: 'storage'})
    attributes.add('Name', {nameValue: 'a', nameType: 'URI'})
    expect(() => create(attributes, '1.0')).not.toThrow()
    expect(() => create(attributes, '2.1')).not.toThrow()
  })

  it('accepts empty lists and members that are not given', () => {
    const request = {uniqueIdentifier: '7', attributeReferences: []}
    expect(() => checkExpressible(GetAttributes, request, '1.4')).not.toThrow()
    expect(() => checkExpressible(Encrypt, {uniqueIdentifier: '7', data: undefined}, '1.4')).not.toThrow()
  })

  it.each<[AttributeSet, Version, string]>([
    [new AttributeSet().set('QuantumSafe', true), '1.4', 'KMIP 1.4 cannot express attribute QuantumSafe of Create'],
    [new AttributeSet().set('Comment', 'x'), '1.2', 'attribute Comment'],
    [new AttributeSet().set('CryptographicAlgorithm', 'Ed25519'), '1.4', 'attribute CryptographicAlgorithm'],
    [new AttributeSet().set('CryptographicUsageMask', 0x100000), '1.4', 'attribute CryptographicUsageMask'],
    [new AttributeSet().set('acme:size', {tag: 0x42000b, type: 7, value: 'x'}), '1.4', 'attribute acme:size'],
    [new AttributeSet().set('OperationPolicyName', 'default'), '2.0', 'attribute OperationPolicyName'],
  ])('refuses attributes and values of other versions', (attributes, version, message) => {
    expect(() => create(attributes, version)).toThrow(
      expect.objectContaining({message: expect.stringContaining(message), exitCode: 2}),
    )
  })

  it('refuses members of other versions, which would be left out without a word', () => {
    const request = {uniqueIdentifier: '7', authenticatedEncryptionAdditionalData: Uint8Array.of(1)}
    expect(() => checkExpressible(Encrypt, request, '1.4')).not.toThrow()
    expect(() => checkExpressible(Encrypt, request, '1.2')).toThrow(
      'KMIP 1.2 cannot express authenticatedEncryptionAdditionalData of Encrypt as it is given',
    )
  })

  it('names the first version that has what is missing', () => {
    const hintOf = (check: () => void) => {
      try {
        return check()
      } catch (error) {
        return error instanceof UsageError ? error.hint : error
      }
    }
    const masks = {protectionStorageMasks: {protectionStorageMask: [1]}}
    const plain = {objectType: 'SymmetricKey', attributes: new AttributeSet()} as const
    expect(hintOf(() => checkExpressible(Create, {...plain, ...masks}, '1.4'))).toMatch(/--kmip-version 2\.0$/)
    expect(hintOf(() => create(new AttributeSet().set('QuantumSafe', true), '1.4'))).toMatch(/--kmip-version 2\.0$/)
    expect(hintOf(() => create(new AttributeSet().set('OperationPolicyName', 'p'), '2.0'))).toMatch(/--kmip-version$/)
    const ed25519 = new AttributeSet().set('CryptographicAlgorithm', 'Ed25519')
    const pair = {commonAttributes: ed25519}
    expect(hintOf(() => checkExpressible(CreateKeyPair, pair, '1.4'))).toMatch(/--kmip-version 2\.0$/)
    const derivation = {
      objectType: 'SecretData',
      derivationMethod: 'HKDF',
      derivationParameters: {},
      attributes: new AttributeSet(),
    } as const
    expect(hintOf(() => checkExpressible(DeriveKey, derivation, '1.2'))).toMatch(/--kmip-version 2\.0$/)
  })

  it.each<[Version, string]>([
    ['2.0', '2.1'],
    ['1.4', '2.1'],
  ])('says that KMIP %s has no such attribute where it is all that is asked', (version, since) => {
    const newAttribute = {key: 'RotateInterval', index: undefined, value: 5} as const
    const failure = {message: `KMIP ${version} has no attribute Rotate Interval`, hint: expect.stringMatching(since)}
    expect(() => checkExpressible(AddAttribute, {newAttribute}, version)).toThrow(expect.objectContaining(failure))
    const names = {attributeReferences: ['State', 'RotateInterval']} as const
    expect(() => checkExpressible(GetAttributes, names, version)).toThrow(expect.objectContaining(failure))
  })

  it('takes the ID Placeholder for an identifier that is left out, and nothing else', () => {
    const get = (uniqueIdentifier: IdentifierReference) => checkExpressible(Get, {uniqueIdentifier}, '1.2')
    expect(() => get({placeholder: 'IDPlaceholder'})).not.toThrow()
    expect(() => get({placeholder: 'Create'})).toThrow('KMIP 1.2 cannot express uniqueIdentifier of Get')
    expect(() => get({index: 0})).toThrow('KMIP 1.2 cannot express uniqueIdentifier of Get')
  })

  it('refuses an index where there is none, but not the first', () => {
    const modify = (index: number) =>
      checkExpressible(
        ModifyAttribute,
        {uniqueIdentifier: '7', newAttribute: {key: 'ObjectGroup', index, value: 'g'}},
        '2.1',
      )
    expect(() => modify(0)).not.toThrow()
    expect(() => modify(1)).toThrow('cannot express newAttribute of Modify Attribute')
  })

  it('calls it wrong usage where a required member has no form', () => {
    const request = {objectType: 'CertificateRequest', attributes: new AttributeSet()} as const
    expect(() => checkExpressible(Create, request, '1.4')).toThrow(expect.objectContaining({code: 'USAGE'}))
  })
})
