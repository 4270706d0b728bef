import {expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {whereExpressible} from '../../../../src/kmip/attributes/where-expressible.ts'
import {attributeNameIn, encodeAttributesV1} from '../../../../src/kmip/attributes/wire-v1.ts'
import {field} from '../../../../src/kmip/schema/field.ts'
import {text} from '../../../../src/kmip/schema/scalars.ts'
import {structure} from '../../../../src/kmip/schema/structure.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {CryptographicParameters} from '../../../../src/kmip/structures/cryptographic-parameters.ts'
import {Link} from '../../../../src/kmip/structures/link.ts'

const type = whereExpressible(Link)
const link = {linkType: 'WrappingKeyLink', linkedObjectIdentifier: 'kek'} as const

it('leaves out a structure whose required member has no form in the version', () => {
  expect(type.encode(Tag.Link, link, '1.4')).toBeUndefined()
  expect(type.encode(Tag.Link, link, '2.0')).toEqual(Link.encode(Tag.Link, link, '2.0'))
})

it('leaves out a structure with a value that the version lacks, and keeps one with a member that it lacks', () => {
  const parameters = whereExpressible(CryptographicParameters)
  const aead = {blockCipherMode: 'AEAD', tagLength: 16} as const
  expect(parameters.encode(Tag.CryptographicParameters, aead, '1.3')).toBeUndefined()
  expect(parameters.encode(Tag.CryptographicParameters, aead, '1.4')).toBeDefined()
  const pss = {paddingMethod: 'PSS', saltLength: 20} as const
  expect(parameters.encode(Tag.CryptographicParameters, pss, '1.0')).toEqual(
    CryptographicParameters.encode(Tag.CryptographicParameters, {paddingMethod: 'PSS'}, '1.0'),
  )
})

it('refuses it where nothing may be lost', () => {
  const nowhere = {...text, encode: () => undefined}
  const inexpressible = whereExpressible(structure('Note', {comment: field(Tag.Comment, nowhere)}))
  expect(() => inexpressible.encode(Tag.Comment, {comment: 'a'}, 'any')).toThrow('Comment has the value a')
  expect(inexpressible.encode(Tag.Comment, {comment: 'a'}, '2.1')).toBeUndefined()
})

it('lets other errors through', () => {
  const broken = {
    ...text,
    encode() {
      throw new RangeError('broken')
    },
  }
  const type = whereExpressible(structure('Note', {comment: field(Tag.Comment, broken)}))
  expect(() => type.encode(Tag.Comment, {comment: 'a'}, '1.4')).toThrow(RangeError)
})

it('keeps the other attributes of an object readable in older versions', () => {
  const set = new AttributeSet().set('ObjectGroup', 'production')
  set.add('Link', link)
  set.add('Link', {linkType: 'PublicKeyLink', linkedObjectIdentifier: 'public'})
  expect(encodeAttributesV1(set, '1.4')).toHaveLength(2)
  expect(encodeAttributesV1(set, 'any')).toHaveLength(3)
  expect(attributeNameIn('Link', '1.4')).toBe('Link')
})
