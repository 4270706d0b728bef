import {describe, expect, it} from 'vitest'
import {grantableOperations, operationFlagName, parseOperationName} from '../../../src/administration/operation-name.ts'

describe('parseOperationName', () => {
  it.each([
    ['create', 'Create'],
    ['Create', 'Create'],
    ['operation_create', 'Create'],
    ['create-key-pair', 'CreateKeyPair'],
    ['create_keypair', 'CreateKeyPair'],
    ['create_key_pair', 'CreateKeyPair'],
    ['operation_create_keypair', 'CreateKeyPair'],
    ['CreateKeyPair', 'CreateKeyPair'],
    ['rekey', 'ReKey'],
    ['re-key', 'ReKey'],
    ['rekey_keypair', 'ReKeyKeyPair'],
    ['rekey_key_pair', 'ReKeyKeyPair'],
    ['re-key-key-pair', 'ReKeyKeyPair'],
    ['mac', 'MAC'],
    ['mac_verify', 'MACVerify'],
    ['rng-retrieve', 'RNGRetrieve'],
    ['signature_verify', 'SignatureVerify'],
    ['get_attribute_list', 'GetAttributeList'],
    ['pkcs11', 'PKCS_11'],
    ['discover versions', 'DiscoverVersions'],
  ])('reads %s as %s', (text, name) => {
    expect(parseOperationName(text)).toBe(name)
  })

  it('reads back every name it shows', () => {
    const names = grantableOperations()
    expect(names.length).toBeGreaterThan(60)
    expect(names.map((name) => parseOperationName(operationFlagName(name)))).toEqual(names)
  })

  it('proposes the nearest operation', () => {
    expect(() => parseOperationName('creat')).toThrowError(
      expect.objectContaining({message: 'Unknown operation "creat"', hint: 'Did you mean create?'}),
    )
    expect(() => parseOperationName('get-atributes')).toThrowError(
      expect.objectContaining({hint: 'Did you mean get-attributes?'}),
    )
  })

  it.each(['', 'operation_', 'xyzzy', 'put', 'notify'])('refuses %j', (text) => {
    expect(() => parseOperationName(text)).toThrowError(expect.objectContaining({code: 'USAGE'}))
  })
})
