import {describe, expect, it} from 'vitest'
import {cipherRequest, decryptHint} from '../../../../src/cli/values/cipher-flags.ts'
import {wrappingSpecification} from '../../../../src/cli/values/wrapping-flags.ts'

describe('cipherRequest', () => {
  it('asks for nothing where no flag is given, so that the parameters of the key hold', () => {
    expect(cipherRequest({})).toEqual({
      cryptographicParameters: undefined,
      ivCounterNonce: undefined,
      authenticatedEncryptionAdditionalData: undefined,
    })
  })

  it('reads all flags', () => {
    const flags = {
      mode: 'gcm',
      padding: 'none',
      hash: 'sha-256',
      algorithm: 'AES',
      'iv-hex': '0102',
      aad: 'ctx',
      'tag-length': 0,
      'random-iv': true,
    }
    expect(cipherRequest(flags)).toEqual({
      cryptographicParameters: {
        blockCipherMode: 'GCM',
        paddingMethod: 'None',
        hashingAlgorithm: 'SHA_256',
        cryptographicAlgorithm: 'AES',
        randomIV: true,
        tagLength: 0,
      },
      ivCounterNonce: Uint8Array.of(1, 2),
      authenticatedEncryptionAdditionalData: Buffer.from('ctx'),
    })
    expect(cipherRequest({'aad-hex': 'ff'}).authenticatedEncryptionAdditionalData).toEqual(Uint8Array.of(255))
  })

  it.each([
    [{mode: 'XYZ'}, '--mode does not know "XYZ"'],
    [{padding: 'XYZ'}, '--padding does not know "XYZ"'],
    [{'iv-hex': 'x'}, '--iv-hex takes hexadecimal digits'],
  ])('names the wrong flag of %j', (flags, message) => {
    expect(() => cipherRequest(flags)).toThrow(message)
  })
})

describe('decryptHint', () => {
  it('is the flags for decrypting', () => {
    expect(decryptHint({})).toBe('')
    expect(decryptHint({ivCounterNonce: Uint8Array.of(1), authenticatedEncryptionTag: Uint8Array.of(2, 3)})).toBe(
      '--iv-hex 01 --tag-hex 0203',
    )
  })
})

describe('wrappingSpecification', () => {
  it('wraps with NIST key wrap unless told otherwise', () => {
    expect(wrappingSpecification({})).toBeUndefined()
    expect(wrappingSpecification({'wrap-with': '9a'})).toEqual({
      wrappingMethod: 'Encrypt',
      encryptionKeyInformation: {
        uniqueIdentifier: '9a',
        cryptographicParameters: {blockCipherMode: 'NISTKeyWrap'},
      },
    })
    const other = {'wrap-with': '9a', 'wrap-mode': 'aes-key-wrap-padding', 'wrap-encoding': 'no-encoding'}
    expect(wrappingSpecification(other)).toMatchObject({
      encryptionKeyInformation: {cryptographicParameters: {blockCipherMode: 'AESKeyWrapPadding'}},
      encodingOption: 'NoEncoding',
    })
  })
  it('MACs, signs and takes attributes along', () => {
    expect(wrappingSpecification({'wrap-mac': '9a'})).toEqual({
      wrappingMethod: 'MACSign',
      macSignatureKeyInformation: {uniqueIdentifier: '9a'},
    })
    const both = {
      'wrap-with': '9a',
      'wrap-parameters': 'CBC/PKCS5',
      'wrap-mac': '9b',
      'wrap-mac-parameters': 'HMAC-SHA256',
      'wrap-attribute': ['object-group', 'x-team'],
    }
    expect(wrappingSpecification(both)).toEqual({
      wrappingMethod: 'EncryptThenMACSign',
      encryptionKeyInformation: {
        uniqueIdentifier: '9a',
        cryptographicParameters: {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'},
      },
      macSignatureKeyInformation: {
        uniqueIdentifier: '9b',
        cryptographicParameters: {cryptographicAlgorithm: 'HMAC_SHA256'},
      },
      attributeName: ['Object Group', 'x-team'],
    })
    expect(wrappingSpecification({...both, 'wrap-method': 'mac-sign-then-encrypt'})).toMatchObject({
      wrappingMethod: 'MACSignThenEncrypt',
    })
  })

  it('wants a key to wrap with', () => {
    for (const flags of [{'wrap-method': 'encrypt'}, {'wrap-encoding': 'no-encoding'}, {'wrap-attribute': ['Name']}]) {
      expect(() => wrappingSpecification(flags)).toThrow('--wrap-with or --wrap-mac')
    }
  })
})
