import {beforeEach, describe, expect, it} from 'vitest'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {SetAttribute} from '../../../../src/kmip/operations/set-attribute.ts'
import {Sign} from '../../../../src/kmip/operations/sign.ts'
import {CryptographicUsageMask} from '../../../../src/kmip/spec/masks.ts'
import {systemEntropy} from '../../../../src/server/context.ts'
import {attributes} from '../../../support/managed-objects.ts'
import {attributes as pkcs11Attributes, found, pkcs11Session} from '../../../support/pkcs11-client.ts'
import {registerClient, type RegisteredClient} from '../../../support/registered-clients.ts'
import {createTestEngine, start, type TestEngine} from '../../../support/test-engine.ts'
import {delegate, logIn, under, type Right} from '../../../support/tickets.ts'

let t: TestEngine
let app: RegisteredClient
let guest: RegisteredClient

beforeEach(async () => {
  t = await createTestEngine({entropy: {bytes: systemEntropy.bytes}, policy: {uniqueNames: true}})
  app = await registerClient(t, {name: 'app'})
  guest = await registerClient(t, {name: 'guest', operations: ['Query']})
})

const opaque = {type: 'OpaqueObject', value: {opaqueDataType: 0x80000000, opaqueDataValue: Buffer.of(1)}} as const
const request = (values: Parameters<typeof attributes>[0]) =>
  ({objectType: 'OpaqueObject', object: opaque, attributes: attributes(values)}) as const

async function registered(values: Parameters<typeof attributes>[0] = {}): Promise<string> {
  const options = {version: '2.1', identity: app.identity} as const
  return (await t.call(Register, request(values), options)).uniqueIdentifier
}

async function guestWith(...right: Right[]) {
  return under(await delegate(t, app.identity, right), guest.identity)
}

describe('Rights of a ticket', () => {
  it('to a group replace no object of another group', async () => {
    const id = await registered({ObjectGroup: 'theirs'})
    const options = await guestWith({objectGroups: {objectGroup: ['mine']}})
    const replacing = {...request({ObjectGroup: 'mine'}), uniqueIdentifier: id, replaceExisting: true}
    expect(await t.reason(Import, replacing, options)).toBe('PermissionDenied')
    const own = await registered({ObjectGroup: 'mine'})
    await t.call(Import, {...replacing, uniqueIdentifier: own}, options)
    const leaving = {...replacing, ...request({ObjectGroup: 'theirs'}), uniqueIdentifier: own}
    expect(await t.reason(Import, leaving, options)).toBe('PermissionDenied')
  })

  it('to named objects make no new one, whatever is looked up beside it', async () => {
    const options = await guestWith({objects: {uniqueIdentifier: [await registered()]}})
    const named = request({Name: {nameValue: 'new', nameType: 'UninterpretedTextString'}})
    expect(await t.reason(Register, named, options)).toBe('PermissionDenied')
  })

  it('do not add up in a function of PKCS#11', async () => {
    const [one, other] = [await registered(), await registered()]
    const right = (operation: 'Destroy' | 'PKCS_11', ...ids: string[]): Right => ({
      operations: {operation: [operation, 'PKCS_11', 'Locate']},
      objects: {uniqueIdentifier: ids},
    })
    const both = await guestWith(right('PKCS_11', one), right('Destroy', other))
    const {client, session} = await pkcs11Session(t, both)
    const handles = async (id: string) => found(client, session, pkcs11Attributes({UNIQUE_ID: id}))
    const [ofOne = 0, ofOther = 0] = [...(await handles(one)), ...(await handles(other))]
    expect(await client.code('C_DestroyObject', {session, object: ofOne})).toBe('ACTION_PROHIBITED')
    expect(await client.code('C_DestroyObject', {session, object: ofOther})).toBe('OK')
  })

  it('limited in bytes count those of digests and of functions of PKCS#11', async () => {
    const pair = {CryptographicAlgorithm: 'EC', CryptographicLength: 256, ActivationDate: start} as const
    const made = await t.call(
      CreateKeyPair,
      {
        commonAttributes: attributes(pair),
        privateKeyAttributes: attributes({CryptographicUsageMask: CryptographicUsageMask.of('Sign')}),
        publicKeyAttributes: attributes({CryptographicUsageMask: CryptographicUsageMask.of('Verify')}),
      },
      {version: '2.1', identity: app.identity},
    )
    const usageLimits = {usageLimitsTotal: 40n, usageLimitsUnit: 'Byte'} as const
    const ticket = await logIn(t, app.identity, {usageLimits})
    const signing = {
      uniqueIdentifier: made.privateKeyUniqueIdentifier,
      cryptographicParameters: {digitalSignatureAlgorithm: 'ECDSAWithSHA256'},
      digestedData: new Uint8Array(32).fill(1),
    } as const
    await t.call(Sign, signing, under(ticket, app.identity))
    const {resultMessage} = await t.refusal(Sign, signing, under(ticket, app.identity))
    expect(resultMessage).toContain('used up')
    const {client, session} = await pkcs11Session(t, under(await logIn(t, app.identity, {usageLimits}), app.identity))
    await expect(client.call('C_SeedRandom', {session, seed: new Uint8Array(40)})).rejects.toThrow('used up')
  })

  it('do not add up to a rotation', async () => {
    const options = {version: '2.1', identity: app.identity} as const
    const wanted = attributes({CryptographicAlgorithm: 'AES', CryptographicLength: 128, CryptographicUsageMask: 12})
    const make = async () =>
      (await t.call(Create, {objectType: 'SymmetricKey', attributes: wanted}, options)).uniqueIdentifier
    const [one, other] = [await make(), await make()]
    const right = (operations: readonly ('ReKey' | 'SetAttribute')[], id: string): Right => ({
      operations: {operation: [...operations]},
      objects: {uniqueIdentifier: [id]},
    })
    const parted = await guestWith(right(['SetAttribute'], one), right(['ReKey', 'SetAttribute'], other))
    const wish = {key: 'RotateAutomatic', index: undefined, value: true} as const
    const set = (uniqueIdentifier: string) => ({uniqueIdentifier, newAttribute: wish})
    expect(await t.reason(SetAttribute, set(one), parted)).toBe('PermissionDenied')
    await t.call(SetAttribute, set(other), parted)
  })
})
