import {beforeEach, describe, expect, it} from 'vitest'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {DelegatedLogin} from '../../../../src/kmip/operations/delegated-login.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {Login} from '../../../../src/kmip/operations/login.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {ReProvision} from '../../../../src/kmip/operations/re-provision.ts'
import {RNGRetrieve} from '../../../../src/kmip/operations/rng-retrieve.ts'
import {systemEntropy} from '../../../../src/server/context.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {attributes} from '../../../support/managed-objects.ts'
import {registerClient, type RegisteredClient} from '../../../support/registered-clients.ts'
import {createTestEngine, entry, type TestEngine} from '../../../support/test-engine.ts'
import {delegate, logIn, under, type Right} from '../../../support/tickets.ts'

const everything = {rights: {right: [{}]}}
const random = {dataLength: 8}
const usage = 0xc

describeRoles(DelegatedLogin, everything, {version: '2.0'})

let t: TestEngine
/** Who gives rights, and who gets them. */
let app: RegisteredClient
let guest: RegisteredClient

beforeEach(async () => {
  t = await createTestEngine({entropy: {bytes: systemEntropy.bytes}})
  app = await registerClient(t, {name: 'app'})
  guest = await registerClient(t, {name: 'guest', operations: ['Query']})
})

async function key(group?: string): Promise<string> {
  const common = {CryptographicAlgorithm: 'AES', CryptographicLength: 128, CryptographicUsageMask: usage} as const
  const wanted = attributes(group === undefined ? common : {...common, ObjectGroup: group})
  const request = {objectType: 'SymmetricKey', attributes: wanted} as const
  return (await t.call(Create, request, {version: '2.1', identity: app.identity})).uniqueIdentifier
}

const to = (...operation: NonNullable<NonNullable<Right['operations']>['operation']>): Right => ({
  operations: {operation},
})
const on = (...uniqueIdentifier: string[]): Right => ({objects: {uniqueIdentifier}})
const inGroups = (...objectGroup: string[]): Right => ({objectGroups: {objectGroup}})
const times = (usageLimitsTotal: bigint, usageLimitsUnit: 'Object' | 'Byte' = 'Object'): Right => ({
  usageLimits: {usageLimitsTotal, usageLimitsUnit},
})

/** Options of a guest who acts under a ticket with these rights. */
async function guestWith(...right: Right[]) {
  return under(await delegate(t, app.identity, right), guest.identity)
}

describe('Delegated Login', () => {
  it('is refused without a right, and with a right to an operation that there is not', async () => {
    const options = {version: '2.1', identity: app.identity} as const
    expect(await t.reason(DelegatedLogin, {rights: {right: []}}, options)).toBe('InvalidField')
    expect(await t.reason(DelegatedLogin, {rights: {right: [to(0x80000001)]}}, options)).toBe('InvalidField')
  })

  it('is refused with a right to what the role may not do itself', async () => {
    const {identity} = await registerClient(t, {name: 'reader', operations: ['DelegatedLogin', 'Get']})
    expect(await t.reason(DelegatedLogin, {rights: {right: [to('Get', 'Destroy')]}}, {version: '2.1', identity})).toBe(
      'PermissionDenied',
    )
    await delegate(t, identity, [to('Get')])
  })
})

describe('The ticket of a delegated login', () => {
  it('lets another role of the scope do what a right names and nothing else', async () => {
    const id = await key()
    const options = await guestWith(to('Get'), to('Locate'))
    expect(await t.reason(Get, {uniqueIdentifier: id}, {version: '2.1', identity: guest.identity})).toBe(
      'PermissionDenied',
    )
    await t.call(Get, {uniqueIdentifier: id}, options)
    expect((await t.call(Locate, {}, options)).uniqueIdentifier).toEqual([id])
    const {resultReason, resultMessage} = await t.refusal(Destroy, {uniqueIdentifier: id}, options)
    expect(resultReason).toBe('PermissionDenied')
    expect(resultMessage).toContain('the ticket of role app of scope one')
  })

  it('narrows what its own role may do too', async () => {
    const id = await key()
    const options = under(await delegate(t, app.identity, [to('Get')]), app.identity)
    await t.call(Get, {uniqueIdentifier: id}, options)
    expect(await t.reason(Destroy, {uniqueIdentifier: id}, options)).toBe('PermissionDenied')
  })

  it('is worth nothing in another scope', async () => {
    const stranger = await registerClient(t, {name: 'stranger', scope: 'two'})
    const ticket = await delegate(t, app.identity, [{}])
    expect(await t.reason(RNGRetrieve, random, under(ticket, stranger.identity))).toBe('InvalidTicket')
  })

  it('lets nobody do what its role may not do any more', async () => {
    const id = await key()
    const options = await guestWith(to('Get', 'RNGRetrieve'))
    await t.call(Get, {uniqueIdentifier: id}, options)
    const role = {...app.role, grant: 'some', operations: ['RNGRetrieve']} as const
    await t.engine.store.transaction(({administration}) => administration.updateRole(role))
    expect(await t.reason(Get, {uniqueIdentifier: id}, options)).toBe('PermissionDenied')
    await t.call(RNGRetrieve, random, options)
  })

  it('gets no other ticket and no credential, whatever it is a right to', async () => {
    const options = await guestWith({})
    await t.call(RNGRetrieve, random, options)
    expect(await t.reason(Login, {}, options)).toBe('PermissionDenied')
    expect(await t.reason(DelegatedLogin, everything, options)).toBe('PermissionDenied')
    expect(await t.reason(ReProvision, {}, options)).toBe('PermissionDenied')
    expect((await logIn(t, app.identity)).ticketValue).toHaveLength(32)
  })

  it('reaches the objects that it names and tells nothing of others', async () => {
    const [mine, other] = [await key(), await key()]
    const options = await guestWith(on(mine))
    await t.call(Get, {uniqueIdentifier: mine}, options)
    expect(await t.reason(Get, {uniqueIdentifier: other}, options)).toBe('PermissionDenied')
    expect(await t.reason(Get, {uniqueIdentifier: 'nothing'}, options)).toBe('PermissionDenied')
    expect(await t.reason(Destroy, {uniqueIdentifier: other}, options)).toBe('PermissionDenied')
    expect(await t.call(Locate, {}, options)).toEqual({uniqueIdentifier: [mine]})
  })

  it('makes nothing out of nothing where it names objects, but the next one of a named object', async () => {
    const id = await key()
    await t.call(Activate, {uniqueIdentifier: id}, {version: '2.1', identity: app.identity})
    const options = await guestWith(on(id))
    const wanted = attributes({CryptographicAlgorithm: 'AES', CryptographicLength: 128, CryptographicUsageMask: 4})
    const request = {objectType: 'SymmetricKey', attributes: wanted} as const
    expect(await t.reason(Create, request, options)).toBe('PermissionDenied')
    expect((await t.call(ReKey, {uniqueIdentifier: id}, options)).uniqueIdentifier).not.toBe(id)
    expect(await t.engine.store.read(({objects}) => objects.count('one'))).toBe(2)
  })

  it('does nothing without an object where it names objects, unless it names the operation too', async () => {
    const id = await key()
    expect(await t.reason(RNGRetrieve, random, await guestWith(on(id)))).toBe('PermissionDenied')
    await t.call(RNGRetrieve, random, await guestWith({...on(id), ...to('RNGRetrieve')}))
  })

  it('reaches the objects of the groups that it names', async () => {
    const [web, mail] = [await key('web'), await key('mail')]
    const options = await guestWith(inGroups('web'))
    await t.call(Get, {uniqueIdentifier: web}, options)
    expect(await t.reason(Get, {uniqueIdentifier: mail}, options)).toBe('PermissionDenied')
    expect((await t.call(Locate, {}, options)).uniqueIdentifier).toEqual([web])
    const common = {CryptographicAlgorithm: 'AES', CryptographicLength: 128, CryptographicUsageMask: 4} as const
    const make = (ObjectGroup: string) => ({
      objectType: 'SymmetricKey' as const,
      attributes: attributes({...common, ObjectGroup}),
    })
    expect(await t.reason(Create, make('mail'), options)).toBe('PermissionDenied')
    await t.call(Create, make('web'), options)
  })

  it('takes one right for all that an operation touches, and any of them for what is found', async () => {
    const [one, two] = [await key(), await key()]
    const options = await guestWith(
      {...to('GetAttributes', 'Locate'), ...on(one)},
      {...to('Get', 'Locate'), ...on(two)},
    )
    expect(await t.reason(Get, {uniqueIdentifier: one}, options)).toBe('PermissionDenied')
    await t.call(GetAttributes, {uniqueIdentifier: one}, options)
    await t.call(Get, {uniqueIdentifier: two}, options)
    const {uniqueIdentifier} = await t.call(Locate, {}, options)
    expect(new Set(uniqueIdentifier)).toEqual(new Set([one, two]))
  })

  it('counts what each right is good for', async () => {
    const options = await guestWith({...to('RNGRetrieve'), ...times(2n)}, {...to('Locate'), ...times(1n)})
    await t.call(Locate, {}, options)
    await t.call(RNGRetrieve, random, options)
    expect(await t.reason(Locate, {}, options)).toBe('UsageLimitExceeded')
    await t.call(RNGRetrieve, random, options)
    expect(await t.reason(RNGRetrieve, random, options)).toBe('UsageLimitExceeded')
  })

  it('lets another right pay once the first one is used up', async () => {
    const options = await guestWith({...to('RNGRetrieve'), ...times(1n)}, times(1n))
    await t.call(RNGRetrieve, random, options)
    await t.call(RNGRetrieve, random, options)
    expect(await t.reason(RNGRetrieve, random, options)).toBe('UsageLimitExceeded')
  })

  it('counts bytes of data where it is limited in bytes', async () => {
    const id = await key()
    await t.call(Activate, {uniqueIdentifier: id}, {version: '2.1', identity: app.identity})
    const options = await guestWith(times(40n, 'Byte'))
    const cryptographicParameters = {blockCipherMode: 'CBC', paddingMethod: 'None', randomIV: true} as const
    const request = {uniqueIdentifier: id, cryptographicParameters, data: new Uint8Array(32)}
    await t.call(Encrypt, request, options)
    const {resultStatus} = await t.refusal(Encrypt, request, options)
    expect(resultStatus).toBe('OperationFailed')
    await t.call(Locate, {}, options)
  })

  it('counts operations that come at the same time, and leaves nothing of those beyond', async () => {
    const options = await guestWith({...to('Create'), ...times(3n)})
    const common = {CryptographicAlgorithm: 'AES', CryptographicLength: 128, CryptographicUsageMask: 4} as const
    const request = {objectType: 'SymmetricKey', attributes: attributes(common)} as const
    const header = {...options.header, batchErrorContinuationOption: 'Continue'} as const
    const asked = Array.from({length: 7}, () => t.refusal(Create, request, {...options, header}))
    const answers = await Promise.all(asked)
    expect(answers.filter(({resultStatus}) => resultStatus === 'Success')).toHaveLength(3)
    expect(await t.engine.store.read(({objects}) => objects.count('one'))).toBe(3)
  })

  it('takes the objects that its batch has at hand', async () => {
    const id = await key()
    const search = entry(Locate, {attributes: attributes({UniqueIdentifier: id})}, '2.1')
    const rights = {right: [{objects: {uniqueIdentifier: [{placeholder: 'IDPlaceholder'} as const]}}]}
    const login = entry(DelegatedLogin, {rights}, '2.1')
    const {batchItems = []} = await t.batch([search, login], {version: '2.1', identity: app.identity})
    expect(batchItems.map(({resultStatus}) => resultStatus)).toEqual(['Success', 'Success'])
  })
})
