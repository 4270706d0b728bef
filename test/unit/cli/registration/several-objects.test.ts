import {generateKeyPairSync} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {readRegistrations, type RegistrationOptions} from '../../../../src/cli/registration/read-registrations.ts'
import type {ObjectFlagValues} from '../../../../src/cli/values/object-flags.ts'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {fixturePassword, keyFilePath} from '../../../support/key-files.ts'
import {maskOf, nameOf} from '../../../support/managed-objects.ts'

const defaults = {'secret-type': 'password', 'opaque-type': '0x80000000'}

async function readAll(
  flags: Partial<ObjectFlagValues>,
  {attributes = new AttributeSet(), most = 'pair'}: Partial<RegistrationOptions> = {},
) {
  return readRegistrations({...defaults, ...flags}, {attributes, most, password: async () => fixturePassword})
}

const file = keyFilePath

describe('several objects of a file', () => {
  it('are a private key and its certificate out of PKCS#12, the key first', async () => {
    const {items, relations, leftOut} = await readAll({file: file('openssl.p12')})
    expect(items.map(({object}) => object.type)).toEqual(['PrivateKey', 'Certificate'])
    expect(leftOut).toBe(2)
    expect(relations).toEqual([
      {from: 0, to: 1, linkType: 'CertificateLink'},
      {from: 1, to: 0, linkType: 'PrivateKeyLink'},
    ])
  })

  it('are all of them on demand, issuers before what they issued', async () => {
    const {items, relations, leftOut} = await readAll({file: file('bundle.pem')}, {most: 'all'})
    expect(items.map(({description}) => description)).toEqual([
      'an EC private key on the curve P-256, ECPrivateKey',
      'a certificate of O=kmipctl, CN=root',
      'a certificate of O=kmipctl, CN=middle',
      'a certificate of O=kmipctl, CN=leaf',
    ])
    expect(leftOut).toBe(0)
    expect(relations.filter(({from, to}) => from > to)).toEqual([
      {from: 3, to: 0, linkType: 'PrivateKeyLink'},
      {from: 3, to: 2, linkType: 'CertificateLink'},
      {from: 2, to: 1, linkType: 'CertificateLink'},
    ])
    expect(relations.filter(({from, to}) => from < to)).toEqual([{from: 0, to: 3, linkType: 'CertificateLink'}])
  })

  it('are linked as halves of a pair too', async () => {
    const {privateKey, publicKey} = generateKeyPairSync('ed25519')
    const keys = [publicKey.export({format: 'jwk'}), privateKey.export({format: 'jwk'})]
    const {items, relations} = await readAll({data: JSON.stringify({keys})}, {most: 'all'})
    expect(items.map(({object}) => object.type)).toEqual(['PublicKey', 'PrivateKey'])
    expect(relations).toEqual([
      {from: 0, to: 1, linkType: 'PrivateKeyLink'},
      {from: 1, to: 0, linkType: 'PublicKeyLink'},
    ])
  })

  it('share what is said of all, and leave name and use to the key', async () => {
    const attributes = new AttributeSet()
      .set('Name', nameOf('web'))
      .set('ObjectGroup', 'edge')
      .set('CryptographicUsageMask', maskOf('Decrypt'))
    const {items} = await readAll({file: file('openssl.p12')}, {attributes})
    expect(items.map((item) => item.attributes.get('Name')?.nameValue)).toEqual(['web', undefined])
    expect(items.map((item) => item.attributes.get('ObjectGroup'))).toEqual(['edge', 'edge'])
    expect(items.map((item) => item.attributes.get('CryptographicUsageMask'))).toEqual([maskOf('Decrypt'), undefined])
    await expect(readAll({file: file('chain.pem')}, {attributes, most: 'all'})).rejects.toThrow(
      '--name names one object, and the file holds 2 objects',
    )
  })

  it('are refused where only one can be taken, unless a type chooses it', async () => {
    await expect(readAll({file: file('openssl.p12')}, {most: 'one'})).rejects.toMatchObject({
      hint: 'Put each into a file of its own, or choose one with --type',
    })
    const {items} = await readAll({file: file('openssl.p12'), type: 'private'}, {most: 'one'})
    expect(items).toHaveLength(1)
  })
})
