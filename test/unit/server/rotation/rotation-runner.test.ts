import {describe, expect, it} from 'vitest'
import {Archive} from '../../../../src/kmip/operations/archive.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Recover} from '../../../../src/kmip/operations/recover.ts'
import {Revoke} from '../../../../src/kmip/operations/revoke.ts'
import {linkedId} from '../../../../src/server/objects/links.ts'
import {fromStored, toStored} from '../../../../src/server/objects/server-object.ts'
import {certify, fieldsOf, registerPublicKey} from '../../../support/certificates.ts'
import {
  attributeOf,
  attributes,
  createKey,
  endLife,
  locate,
  maskOf,
  nameOf,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {
  activeKey,
  arrangeRotations,
  countObjects,
  hourly,
  newest,
  replacementOf,
  wish,
} from '../../../support/rotations.ts'
import {at, type TestEngine} from '../../../support/test-engine.ts'

async function createPair(t: TestEngine, values: AttributeValues, publicValues: AttributeValues = {}) {
  return t.call(
    CreateKeyPair,
    {
      commonAttributes: attributes({
        CryptographicAlgorithm: 'EC',
        CryptographicLength: 256,
        ActivationDate: new Date(0),
      }),
      privateKeyAttributes: attributes({CryptographicUsageMask: maskOf('Sign'), ...values}),
      publicKeyAttributes: attributes({CryptographicUsageMask: maskOf('Verify'), ...publicValues}),
    },
    newest,
  )
}

describe('A symmetric key that is to be rotated', () => {
  it('is replaced once its Rotate Interval has passed, not a second earlier', async () => {
    const {t, look} = await arrangeRotations()
    const first = await activeKey(t, {...hourly, Name: nameOf('n')})
    t.setNow(at(3599))
    await look()
    expect(await replacementOf(t, first)).toBeUndefined()
    t.setNow(at(3600))
    await look()
    const second = await replacementOf(t, first)
    expect(await locate(t, {Name: nameOf('n')})).toEqual([second])
    const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier: second}, newest)
    expect(all?.get('RotateGeneration')).toBe(1)
    expect(all?.get('RotateDate')).toEqual(at(3600))
    expect(all?.get('State')).toBe('Active')
    const values = await Promise.all([first, second].map((one) => t.call(Get, {uniqueIdentifier: one})))
    expect(values[0]?.object).not.toEqual(values[1]?.object)
  })

  it('is rotated once for all the intervals that nobody was there, and then from that day on', async () => {
    const {t, look} = await arrangeRotations()
    const first = await activeKey(t, hourly)
    t.setNow(at(10 * 3600 + 1800))
    await look()
    await look()
    expect(await countObjects(t)).toBe(2)
    const second = await replacementOf(t, first)
    t.setNow(at(11 * 3600 + 1799))
    await look()
    expect(await replacementOf(t, second ?? '')).toBeUndefined()
    t.setNow(at(11 * 3600 + 1800))
    await look()
    expect(await replacementOf(t, second ?? '')).toBeDefined()
    expect(await countObjects(t)).toBe(3)
  })

  it('is rotated once where several servers look at the same time', async () => {
    const {t, look, lines} = await arrangeRotations()
    await activeKey(t, hourly)
    t.setNow(at(3600))
    await Promise.all([look(), look(), look()])
    expect(await countObjects(t)).toBe(2)
    expect(lines).toHaveLength(1)
  })

  it('gets new dates from its Rotate Offset, also when the rotation comes after its end', async () => {
    const {t, look} = await arrangeRotations()
    const dates = {ActivationDate: at(0), DeactivationDate: at(3600)}
    const first = await createKey(t, {...hourly, ...dates, RotateOffset: 60}, newest)
    t.setNow(at(7200))
    await look()
    const second = (await replacementOf(t, first)) ?? ''
    expect(await attributeOf(t, second, 'ActivationDate')).toEqual(at(7260))
    expect(await attributeOf(t, second, 'DeactivationDate')).toEqual(at(10_860))
    expect(await attributeOf(t, second, 'State')).toBe('PreActive')
  })

  it('is rotated without dates that its Rotate Offset could move', async () => {
    const {t, look} = await arrangeRotations()
    const first = await createKey(t, {...hourly, RotateOffset: 60}, newest)
    t.setNow(at(3600))
    await look()
    expect(await replacementOf(t, first)).toBeDefined()
  })

  it('is rotated at once when the wish comes after the day', async () => {
    const {t, look} = await arrangeRotations()
    const uniqueIdentifier = await activeKey(t, {RotateInterval: 3600})
    t.setNow(at(7200))
    await look()
    expect(await replacementOf(t, uniqueIdentifier)).toBeUndefined()
    await wish(t, uniqueIdentifier, {RotateAutomatic: true})
    await look()
    expect(await replacementOf(t, uniqueIdentifier)).toBeDefined()
  })

  it.each(['Deactivated', 'Compromised', 'Destroyed'] as const)('is left alone once it is %s', async (state) => {
    const {t, look} = await arrangeRotations()
    const id = await activeKey(t, {...hourly, RotateOffset: 60})
    t.setNow(at(3600))
    await endLife(t, id, state)
    await look()
    expect(await countObjects(t)).toBe(1)
  })

  it('is left alone when a date has ended its life, which the store then knows', async () => {
    const {t, look} = await arrangeRotations()
    await activeKey(t, {...hourly, DeactivationDate: at(1800)})
    t.setNow(at(3600))
    await look()
    expect(await countObjects(t)).toBe(1)
    expect(await t.engine.store.read(({objects}) => objects.dueRotations(9e9, 9))).toEqual([])
  })

  it('waits while it is archived, and is made up for when it is recovered', async () => {
    const {t, look} = await arrangeRotations()
    const uniqueIdentifier = await activeKey(t, hourly)
    await t.call(Archive, {uniqueIdentifier})
    t.setNow(at(3600))
    await look()
    expect(await countObjects(t)).toBe(1)
    await t.call(Recover, {uniqueIdentifier})
    await look()
    expect(await replacementOf(t, uniqueIdentifier)).toBeDefined()
  })

  it('is rotated only where both the wish and the interval are there', async () => {
    const {t, look} = await arrangeRotations()
    await activeKey(t, {RotateAutomatic: true})
    await activeKey(t, {RotateInterval: 60})
    await activeKey(t, {RotateAutomatic: false, RotateInterval: 60})
    t.setNow(at(1e9))
    await look()
    expect(await countObjects(t)).toBe(3)
  })

  it('comes in pieces, whose objects are all rotated in one look', async () => {
    const {t, look} = await arrangeRotations()
    for (let index = 0; index < 45; index++) await activeKey(t, hourly)
    t.setNow(at(3600))
    await look()
    expect(await countObjects(t)).toBe(90)
  })
})

describe('A key pair that is to be rotated', () => {
  it('is rotated as a whole and once, whichever of its keys wants it', async () => {
    const {t, look} = await arrangeRotations()
    const pairs = [await createPair(t, hourly), await createPair(t, {}, hourly), await createPair(t, hourly, hourly)]
    t.setNow(at(3600))
    await look()
    expect(await countObjects(t)).toBe(12)
    for (const {privateKeyUniqueIdentifier, publicKeyUniqueIdentifier} of pairs) {
      const privateKey = (await replacementOf(t, privateKeyUniqueIdentifier)) ?? ''
      const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier: privateKey}, newest)
      expect(all && linkedId({attributes: all}, 'PublicKeyLink')).toBe(
        await replacementOf(t, publicKeyUniqueIdentifier),
      )
    }
  })

  it('is left alone when either of its keys is revoked', async () => {
    const {t, look, lines} = await arrangeRotations()
    const {privateKeyUniqueIdentifier: uniqueIdentifier} = await createPair(t, hourly, hourly)
    await t.call(Revoke, {uniqueIdentifier, revocationReason: {revocationReasonCode: 'KeyCompromise'}})
    t.setNow(at(3600))
    await look()
    expect(await countObjects(t)).toBe(2)
    expect(lines).toEqual([])
  })

  it('is left alone when its halves do not belong to each other', async () => {
    const {t, look, lines} = await arrangeRotations()
    const [one, other] = [await createPair(t, {}, hourly), await createPair(t, {})]
    const {publicKeyUniqueIdentifier: id} = one
    await t.engine.store.transaction(async ({objects}) => {
      const stored = await objects.get('one', id)
      if (stored === undefined) throw new Error('There is no public key')
      const object = fromStored(stored, at(0))
      object.attributes.set('Link', {
        linkType: 'PrivateKeyLink',
        linkedObjectIdentifier: other.privateKeyUniqueIdentifier,
      })
      await objects.update(toStored(object, 'one'))
    })
    t.setNow(at(3600))
    await look()
    expect(await countObjects(t)).toBe(4)
    expect(lines).toMatchObject([['warn', {operation: 'ReKeyKeyPair', object: id, reason: 'InvalidField'}]])
  })
})

describe('A certificate that is to be rotated', () => {
  it('is renewed for the same key', async () => {
    const {t, look} = await arrangeRotations()
    const first = await certify(t, await registerPublicKey(t), {CertificateSubjectCN: 'web'})
    await wish(t, first, hourly)
    t.setNow(at(3600))
    await look()
    const second = (await replacementOf(t, first)) ?? ''
    const [before, after] = [await fieldsOf(t, first), await fieldsOf(t, second)]
    expect(after.certificate.publicKey.equals(before.certificate.publicKey)).toBe(true)
    expect(after.notBefore).toEqual(at(3570))
    expect(await attributeOf(t, second, 'Link')).toBeDefined()
  })
})
