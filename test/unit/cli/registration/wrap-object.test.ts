import {createDecipheriv} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {wrapObject} from '../../../../src/cli/registration/wrap-object.ts'
import {UsageError} from '../../../../src/errors.ts'
import type {ManagedObject} from '../../../../src/kmip/objects/managed-object.ts'

const key = {uniqueIdentifier: '7', bytes: Buffer.alloc(32, 7)}

function secret(bytes: Uint8Array): ManagedObject {
  const keyBlock = {keyFormatType: 'Raw', keyValue: {kind: 'plain', keyMaterial: bytes}} as const
  return {type: 'SecretData', value: {secretDataType: 'Password', keyBlock}}
}

function keyBlockOf(object: ManagedObject) {
  return 'keyBlock' in object.value ? object.value.keyBlock : undefined
}

describe('wrapObject', () => {
  it.each([
    [16, 'NISTKeyWrap', 'id-aes256-wrap', 'a6a6a6a6a6a6a6a6'],
    [9, 'AESKeyWrapPadding', 'id-aes256-wrap-pad', 'a65959a6'],
    [8, 'AESKeyWrapPadding', 'id-aes256-wrap-pad', 'a65959a6'],
  ])('wraps %d bytes by %s, which OpenSSL opens', (length, blockCipherMode, cipher, iv) => {
    const material = Buffer.alloc(length, 1)
    const {keyValue, keyWrappingData} = keyBlockOf(wrapObject(secret(material), key)) ?? {}
    expect(keyWrappingData).toEqual({
      wrappingMethod: 'Encrypt',
      encryptionKeyInformation: {uniqueIdentifier: '7', cryptographicParameters: {blockCipherMode}},
      encodingOption: 'NoEncoding',
    })
    const opener = createDecipheriv(cipher, key.bytes, Buffer.from(iv, 'hex'))
    const bytes = keyValue?.kind === 'wrapped' ? keyValue.bytes : new Uint8Array()
    expect(Buffer.concat([opener.update(bytes), opener.final()])).toEqual(material)
  })

  it('refuses objects without key material, and keys that cannot wrap', () => {
    const certificate = {
      type: 'Certificate',
      value: {certificateType: 'X_509', certificateValue: new Uint8Array(1)},
    } as const
    expect(() => wrapObject(certificate, key)).toThrow(UsageError)
    expect(() => wrapObject(secret(Buffer.alloc(16)), {...key, bytes: Buffer.alloc(5)})).toThrow(
      /wrapping key cannot wrap/,
    )
  })
})
