import {expect, it} from 'vitest'
import {KeyFormatType} from '../../../../src/kmip/spec/enumerations.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {decodeKeyMaterial, isTransparent, keyMaterials} from '../../../../src/kmip/structures/key-materials.ts'
import {ItemType, structureNode} from '../../../../src/ttlv/node.ts'

it('knows the structure of every transparent format and no other', () => {
  const transparent = KeyFormatType.entries.filter(({name}) => name.startsWith('Transparent')).map(({name}) => name)
  expect(KeyFormatType.entries.filter(({name}) => isTransparent(name)).map(({name}) => name)).toEqual(transparent)
  for (const [name, {name: own}] of Object.entries(keyMaterials)) expect(own).toBe(name)
})

it('reads a transparent RSA public key', () => {
  const node = structureNode(Tag.KeyMaterial, [
    {tag: Tag.Modulus, type: ItemType.BigInteger, value: Buffer.from('00000000000000cd', 'hex')},
    {tag: Tag.PublicExponent, type: ItemType.BigInteger, value: Buffer.from('0000000000010001', 'hex')},
  ])
  expect(decodeKeyMaterial('TransparentRSAPublicKey', node)).toEqual({
    name: 'TransparentRSAPublicKey',
    value: {modulus: 205n, publicExponent: 65537n},
  })
  expect(
    keyMaterials.TransparentRSAPublicKey.encode(Tag.KeyMaterial, {modulus: 205n, publicExponent: 65537n}, '1.0'),
  ).toEqual(node)
})

it('leaves formats of bytes alone', () => {
  const node = {tag: Tag.KeyMaterial, type: ItemType.ByteString, value: Buffer.from('00', 'hex')} as const
  expect(decodeKeyMaterial('Raw', node)).toBeUndefined()
  expect(decodeKeyMaterial(0x80000001, node)).toBeUndefined()
})

it('says where in the material something is wrong', () => {
  const node = structureNode(Tag.KeyMaterial, [{tag: Tag.Key, type: ItemType.TextString, value: 'secret'}])
  expect(() => decodeKeyMaterial('TransparentSymmetricKey', node)).toThrow(
    'Expected ByteString, found TextString in Key',
  )
})
