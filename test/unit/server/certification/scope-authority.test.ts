import {describe, expect, it} from 'vitest'
import {Certify} from '../../../../src/kmip/operations/certify.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {linkedIds} from '../../../../src/server/objects/links.ts'
import {attributesOf, certify, fieldsOf, registerPublicKey} from '../../../support/certificates.ts'
import {ecPair, keyOf} from '../../../support/key-pairs.ts'
import {attributes, endLife, locate, maskOf} from '../../../support/managed-objects.ts'
import {at, createTestEngine, identityOf, start} from '../../../support/test-engine.ts'

const day = 24 * 60 * 60

describe('The authority of a scope', () => {
  it('is made at first use and shown to the clients of the scope', async () => {
    const t = await createTestEngine()
    expect(await locate(t, {ObjectType: 'Certificate'})).toEqual([])
    const first = await certify(t, await registerPublicKey(t))
    const second = await certify(t, await registerPublicKey(t))
    const certificates = await locate(t, {ObjectType: 'Certificate'})
    expect(certificates).toHaveLength(3)
    const authority = certificates.find((id) => id !== first && id !== second)
    const all = await attributesOf(t, authority!)
    expect(all.get('CryptographicUsageMask')).toBe(maskOf('CertificateSign', 'CRLSign'))
    expect(all.get('State')).toBe('Active')
    for (const id of [first, second])
      expect(linkedIds({attributes: await attributesOf(t, id)}, 'CertificateLink')).toEqual([authority])
  })

  it('is another in each scope', async () => {
    const t = await createTestEngine()
    await certify(t, await registerPublicKey(t))
    const records = await t.engine.store.read(({administration}) => administration.authorities())
    expect(records.map(({scopeId}) => scopeId)).toEqual(['one'])
    const identity = identityOf('two')
    const request = {objectType: 'PublicKey', attributes: attributes({}), object: publicKey()} as const
    const {uniqueIdentifier} = await t.call(Register, request, {identity})
    await t.call(Certify, {uniqueIdentifier, attributes: attributes({CertificateType: 'X_509'})}, {identity})
    const both = await t.engine.store.read(({administration}) => administration.authorities())
    expect(new Set(both.map(({scopeId}) => scopeId))).toEqual(new Set(['one', 'two']))
    expect(both[0]?.privateKeyPem).not.toBe(both[1]?.privateKeyPem)
  })

  it('goes on when clients destroyed its certificate', async () => {
    const t = await createTestEngine()
    const key = await registerPublicKey(t)
    const [authority] = linkedIds({attributes: await attributesOf(t, await certify(t, key))}, 'CertificateLink')
    await endLife(t, authority!, 'Destroyed')
    const id = await certify(t, key)
    expect(linkedIds({attributes: await attributesOf(t, id)}, 'CertificateLink')).toEqual([])
  })

  it('is followed by another before it runs out', async () => {
    const t = await createTestEngine()
    const key = await registerPublicKey(t)
    await certify(t, key)
    t.setNow(at(9 * 365 * day))
    const {notAfter} = await fieldsOf(t, await certify(t, key))
    expect(notAfter).toEqual(at(10 * 365 * day - 30))
    const records = await t.engine.store.read(({administration}) => administration.authorities())
    expect(new Set(records.map(({createdAt}) => createdAt))).toEqual(
      new Set([start.getTime(), at(9 * 365 * day).getTime()]),
    )
  })

  it('is not kept when the request fails after all', async () => {
    const t = await createTestEngine()
    const set = attributes({CertificateType: 'X_509', CertificateSubjectCN: 'x'.repeat(65)})
    await t.reason(Certify, {uniqueIdentifier: await registerPublicKey(t), attributes: set})
    expect(await t.engine.store.read(({administration}) => administration.authorities())).toEqual([])
  })

  function publicKey() {
    const der = ecPair().publicKey.export({format: 'der', type: 'spki'})
    return keyOf('PublicKey', 'X_509', der)
  }
})
