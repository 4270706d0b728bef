import {expect, it} from 'vitest'
import {DecodeError} from '../../../../src/kmip/schema/decode-error.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {credentialOf, credentialValues, decodeCredential} from '../../../../src/kmip/structures/credential-values.ts'
import {Credential} from '../../../../src/kmip/structures/credential.ts'
import {ItemType, structureNode} from '../../../../src/ttlv/node.ts'

it('builds the Username and Password credential that clients send', () => {
  const credential = credentialOf(credentialValues.UsernameAndPassword, {username: 'Fred', password: 'password1'})
  expect(Credential.encode(Tag.Credential, credential, '1.0')).toEqual(
    structureNode(Tag.Credential, [
      {tag: Tag.CredentialType, type: ItemType.Enumeration, value: 1},
      structureNode(Tag.CredentialValue, [
        {tag: Tag.Username, type: ItemType.TextString, value: 'Fred'},
        {tag: Tag.Password, type: ItemType.TextString, value: 'password1'},
      ]),
    ]),
  )
})

it('reads the content by the credential type', () => {
  const content = decodeCredential(credentialOf(credentialValues.Device, {deviceSerialNumber: '12'}))
  expect(content).toEqual({name: 'Device', value: {deviceSerialNumber: '12'}})
})

it('reads nothing from a type it does not know', () => {
  const credentialValue = structureNode(Tag.CredentialValue, [])
  expect(decodeCredential({credentialType: 0x80000001, credentialValue})).toBeUndefined()
  expect(decodeCredential({credentialType: 'Certificate', credentialValue})).toBeUndefined()
})

it('refuses content that is not that of its type', () => {
  const credentialValue = structureNode(Tag.CredentialValue, [])
  expect(() => decodeCredential({credentialType: 'UsernameAndPassword', credentialValue})).toThrow(DecodeError)
})
