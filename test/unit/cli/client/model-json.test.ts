import {describe, expect, it} from 'vitest'
import {modelJson} from '../../../../src/cli/client/model-json.ts'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {type ManagedObject, managedObjectTypes} from '../../../../src/kmip/objects/managed-object.ts'
import {Decrypt} from '../../../../src/kmip/operations/decrypt.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {ItemType, structureNode} from '../../../../src/ttlv/node.ts'

const hidden = {reveal: false}
const secret = Buffer.from('the secret is: 0123456789abcdef')

describe('modelJson', () => {
  it('writes bytes in hexadecimal, dates in ISO 8601 and 64-bit numbers as texts, and leaves out what is undefined', () => {
    const payload = {
      ivCounterNonce: Uint8Array.of(0, 255),
      when: new Date('2026-03-01T12:00:00Z'),
      total: 2n ** 60n,
      missing: undefined,
      list: ['a', 1, true],
    }
    expect(modelJson(payload, hidden)).toEqual({
      ivCounterNonce: '00ff',
      when: '2026-03-01T12:00:00.000Z',
      total: '1152921504606846976',
      list: ['a', 1, true],
    })
  })

  it('writes attributes under their names, those that may have several values as lists', () => {
    const attributes = new AttributeSet()
      .set('CryptographicUsageMask', 12)
      .set('ObjectGroup', 'g')
      .set('x:team', {tag: Tag.AttributeValue, type: ItemType.TextString, value: 'storage'})
      .set('acme:size', {tag: Tag.AttributeValue, type: ItemType.LongInteger, value: 5n})
      .set('ActivationDate', new Date(0))
    attributes.add('Name', {nameValue: 'a', nameType: 'URI'})
    attributes.add('Name', {nameValue: 'b', nameType: 'URI'})
    expect(modelJson({attributes}, hidden)).toEqual({
      attributes: {
        CryptographicUsageMask: ['Encrypt', 'Decrypt'],
        ObjectGroup: ['g'],
        'x-team': 'storage',
        'acme:size': '5',
        ActivationDate: '1970-01-01T00:00:00.000Z',
        Name: [
          {nameValue: 'a', nameType: 'URI'},
          {nameValue: 'b', nameType: 'URI'},
        ],
      },
    })
  })

  it('keeps mask bits that have no name', () => {
    const attributes = new AttributeSet().set('CryptographicUsageMask', 0x0c | (1 << 31))
    expect(modelJson({attributes}, hidden)).toEqual({
      attributes: {CryptographicUsageMask: ['Encrypt', 'Decrypt', '0x80000000']},
    })
  })

  it('writes keys of attributes as people do', () => {
    const payload = {attributeReferences: ['State', 'x:team'], attribute: {key: 'x:team', index: 1, value: 'v'}}
    expect(modelJson(payload, hidden)).toEqual({
      attributeReferences: ['State', 'x-team'],
      attribute: {key: 'x-team', index: 1, value: 'v'},
    })
  })

  it('writes custom structures in the JSON encoding of KMIP', () => {
    const value = structureNode(Tag.AttributeValue, [{tag: Tag.Comment, type: ItemType.TextString, value: 'c'}])
    expect(modelJson({value}, hidden)).toEqual({
      value: {tag: 'AttributeValue', value: [{tag: 'Comment', type: 'TextString', value: 'c'}]},
    })
  })
})

describe('secrets', () => {
  const keyBlock = {
    keyFormatType: 'Raw',
    keyValue: {kind: 'plain', keyMaterial: secret},
    cryptographicLength: 248,
  } as const
  const objects: readonly ManagedObject[] = [
    {type: 'SymmetricKey', value: {keyBlock}},
    {type: 'PrivateKey', value: {keyBlock}},
    {type: 'PublicKey', value: {keyBlock}},
    {type: 'PGPKey', value: {pgpKeyVersion: 4, keyBlock}},
    {type: 'SecretData', value: {secretDataType: 'Password', keyBlock}},
    {type: 'OpaqueObject', value: {opaqueDataType: 0x80000000, opaqueDataValue: secret}},
    {
      type: 'SplitKey',
      value: {splitKeyParts: 2, keyPartIdentifier: 1, splitKeyThreshold: 2, splitKeyMethod: 'XOR', keyBlock},
    },
  ]

  it.each(objects)('of a $type stay hidden', (object) => {
    const payload: Parameters<typeof Get.response.encodeItems>[0] = {
      objectType: object.type,
      uniqueIdentifier: '7f3c',
      object,
    }
    const text = JSON.stringify(modelJson(Get.response.decodeItems(Get.response.encodeItems(payload, '2.1')), hidden))
    expect(text).not.toContain(secret.toString('hex'))
    expect(text).toContain('<31 bytes, sha256 ')
    expect(JSON.stringify(modelJson(payload, {reveal: true}))).toContain(secret.toString('hex'))
  })

  it('of no kind of object are forgotten', () => {
    const open = ['Certificate', 'CertificateRequest', 'Template']
    expect([...objects.map(({type}) => type), ...open].sort()).toEqual([...managedObjectTypes].sort())
  })

  it('in a transparent key stay hidden', () => {
    const keyMaterial = structureNode(Tag.KeyMaterial, [{tag: Tag.Key, type: ItemType.ByteString, value: secret}])
    const text = JSON.stringify(modelJson({keyValue: {kind: 'plain', keyMaterial}}, hidden))
    expect(text).toBe('{"keyValue":{"kind":"plain","keyMaterial":"<hidden>"}}')
  })

  it('that were decrypted stay hidden', () => {
    const payload = Decrypt.response.decodeItems(
      Decrypt.response.encodeItems({uniqueIdentifier: '7f3c', data: secret}, '1.4'),
    )
    expect(modelJson(payload, hidden)).toEqual({
      uniqueIdentifier: '7f3c',
      data: expect.stringMatching(/^<31 bytes, sha256 [0-9a-f]{8}…>$/),
    })
  })
})
