import {beforeEach, describe, expect, it} from 'vitest'
import {RequestBatchItem} from '../../../../src/kmip/message/batch-item.ts'
import {RequestHeader} from '../../../../src/kmip/message/header.ts'
import {decodeResponse} from '../../../../src/kmip/message/message.ts'
import {DelegatedLogin} from '../../../../src/kmip/operations/delegated-login.ts'
import {Login} from '../../../../src/kmip/operations/login.ts'
import {Logout} from '../../../../src/kmip/operations/logout.ts'
import {RNGRetrieve} from '../../../../src/kmip/operations/rng-retrieve.ts'
import type {RequestOf} from '../../../../src/kmip/schema/operation.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {protocolVersionOf} from '../../../../src/kmip/spec/version.ts'
import {systemEntropy} from '../../../../src/server/context.ts'
import {ticketId} from '../../../../src/server/tickets/ticket-state.ts'
import {structureNode} from '../../../../src/ttlv/node.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {registerClient, type RegisteredClient} from '../../../support/registered-clients.ts'
import {at, createTestEngine, entry, start, type TestEngine} from '../../../support/test-engine.ts'
import {logIn, under} from '../../../support/tickets.ts'

const wrong = {ticketType: 'Login', ticketValue: new Uint8Array(32).fill(9)} as const
const random = {dataLength: 8}
const payload = structureNode(Tag.RequestPayload, [])

describeRoles(Login, {}, {version: '2.0'})
describeRoles(Logout, {ticket: wrong}, {version: '2.0'})

let t: TestEngine
let app: RegisteredClient

beforeEach(async () => {
  t = await createTestEngine({entropy: {bytes: systemEntropy.bytes}})
  app = await registerClient(t, {name: 'app'})
})

describe('Login', () => {
  it.each(['2.0', '2.1'] as const)('gives at %s a ticket under which the role may do what it may', async (version) => {
    const {ticket} = await t.call(Login, {}, {version, identity: app.identity})
    expect(ticket.ticketType).toBe('Login')
    expect(ticket.ticketValue).toHaveLength(32)
    await t.call(RNGRetrieve, random, under(ticket, app.identity, {version}))
  })

  it('gives another ticket each time and keeps none of the values', async () => {
    const [one, two] = [await logIn(t, app.identity), await logIn(t, app.identity)]
    expect(one.ticketValue).not.toEqual(two.ticketValue)
    const record = await t.engine.store.read(({continuations}) => continuations.get('one', ticketId(one.ticketValue)))
    const kept = Buffer.from(record?.state ?? []).toString('latin1')
    expect(kept).toContain('role-app')
    const value = Buffer.from(one.ticketValue)
    for (const form of [value.toString('latin1'), value.toString('hex'), value.toString('base64')]) {
      expect(kept).not.toContain(form)
    }
  })

  it.each([
    ['a number of requests below 1', {requestCount: 0}],
    ['a lease of no time', {leaseTime: 0}],
    ['a lease that ended', {leaseTime: at(0)}],
    ['a lease of more than 30 days', {leaseTime: 30 * 24 * 60 * 60 + 1}],
    ['no use', {usageLimits: {usageLimitsTotal: 0n, usageLimitsUnit: 'Object'}}],
    ['more uses than in total', {usageLimits: {usageLimitsTotal: 1n, usageLimitsCount: 2n, usageLimitsUnit: 'Object'}}],
    ['uses of an unknown unit', {usageLimits: {usageLimitsTotal: 1n, usageLimitsUnit: 0x80000001}}],
  ] as const satisfies readonly (readonly [string, RequestOf<typeof Login>])[])(
    'is refused with %s',
    async (_, wish) => {
      expect(await t.reason(Login, wish, {version: '2.1', identity: app.identity})).toBe('InvalidField')
    },
  )

  it('does not exist before 2.0, nor does a ticket in a message', async () => {
    const {batchItems} = await t.batch([entry(Login, {}, '2.1')], {identity: app.identity})
    expect(batchItems?.[0]?.resultReason).toBe('OperationNotSupported')
    const {header = {}} = under(await logIn(t, app.identity), app.identity)
    // Encoded as 2.1 has it, under the number of 1.4
    const fields = {...header, protocolVersion: protocolVersionOf('1.4'), batchCount: 1}
    const request = structureNode(Tag.RequestMessage, [
      structureNode(Tag.RequestHeader, RequestHeader.encodeItems(fields, '2.1')),
      structureNode(Tag.BatchItem, RequestBatchItem.encodeItems({operation: 'Locate', payload}, '1.4')),
    ])
    const [item] = decodeResponse(await t.send(request, app.identity)).batchItems ?? []
    expect(item?.resultReason).toBe('FeatureNotSupported')
  })
})

describe('The ticket of a login', () => {
  it('is refused when there is no such ticket, or it is not of the type Login', async () => {
    const ticket = await logIn(t, app.identity)
    expect(await t.reason(RNGRetrieve, random, under(wrong, app.identity))).toBe('InvalidTicket')
    const odd = {...ticket, ticketType: 0x80000001}
    expect(await t.reason(RNGRetrieve, random, under(odd, app.identity))).toBe('InvalidTicket')
  })

  it('is for its own role in its own scope only', async () => {
    const other = await registerClient(t, {name: 'other'})
    const stranger = await registerClient(t, {name: 'stranger', scope: 'two'})
    const ticket = await logIn(t, app.identity)
    for (const {identity} of [other, stranger]) {
      const {resultReason, resultMessage} = await t.refusal(RNGRetrieve, random, under(ticket, identity))
      expect([resultReason, resultMessage]).toEqual(['InvalidTicket', 'The ticket is not valid'])
    }
    await t.call(RNGRetrieve, random, under(ticket, {...app.identity, serialNumber: '77'}))
  })

  it.each([
    ['an hour, unless asked otherwise', {}, 3600],
    ['as many seconds as it was asked for', {leaseTime: 10}, 10],
    ['until the date it was asked for', {leaseTime: at(20)}, 20],
  ] as const)('holds %s', async (_, wish, seconds) => {
    const ticket = await logIn(t, app.identity, wish)
    t.setNow(at(seconds - 1))
    await t.call(RNGRetrieve, random, under(ticket, app.identity))
    t.setNow(at(seconds))
    expect(await t.reason(RNGRetrieve, random, under(ticket, app.identity))).toBe('InvalidTicket')
  })

  it('is good for as many requests as it was asked for, of whatever outcome', async () => {
    const ticket = await logIn(t, app.identity, {requestCount: 2})
    await t.call(RNGRetrieve, random, under(ticket, app.identity))
    expect(await t.reason(RNGRetrieve, {dataLength: -1}, under(ticket, app.identity))).toBe('InvalidField')
    expect(await t.reason(RNGRetrieve, random, under(ticket, app.identity))).toBe('InvalidTicket')
  })

  it('counts requests that come at the same time', async () => {
    const ticket = await logIn(t, app.identity, {requestCount: 5})
    const asked = Array.from({length: 12}, () => t.refusal(RNGRetrieve, random, under(ticket, app.identity)))
    const answers = await Promise.all(asked)
    expect(answers.filter(({resultStatus}) => resultStatus === 'Success')).toHaveLength(5)
  })

  it('is good for as many operations as its Usage Limits, refused ones not counted', async () => {
    const ticket = await logIn(t, app.identity, {usageLimits: {usageLimitsTotal: 2n, usageLimitsUnit: 'Object'}})
    const options = under(ticket, app.identity, {header: {batchErrorContinuationOption: 'Continue'}})
    expect(await t.reason(RNGRetrieve, {dataLength: -1}, options)).toBe('InvalidField')
    const item = entry(RNGRetrieve, random, '2.1')
    const {batchItems = []} = await t.batch([item, entry(RNGRetrieve, {dataLength: -1}, '2.1'), item, item], options)
    const outcome = batchItems.map(({resultStatus, resultReason}) => resultReason ?? resultStatus)
    expect(outcome).toEqual(['Success', 'InvalidField', 'Success', 'UsageLimitExceeded'])
  })

  it('gets no other ticket', async () => {
    const ticket = await logIn(t, app.identity)
    const options = under(ticket, app.identity)
    expect(await t.reason(Login, {}, options)).toBe('PermissionDenied')
    expect(await t.reason(DelegatedLogin, {rights: {right: [{}]}}, options)).toBe('PermissionDenied')
  })

  it('ends when its credential is revoked, its role is deleted or its credential expires', async () => {
    const [one, two, three] = await Promise.all(['a', 'b', 'c'].map((name) => registerClient(t, {name})))
    if (one === undefined || two === undefined || three === undefined) throw new Error('There are three clients')
    const tickets = await Promise.all([one, two, three].map(({identity}) => logIn(t, identity, {leaseTime: 90_000})))
    const use = (client: RegisteredClient, place: number) =>
      t.refusal(RNGRetrieve, random, under(tickets[place] ?? wrong, client.identity))
    for (const [place, client] of [one, two, three].entries()) {
      expect((await use(client, place)).resultStatus).toBe('Success')
    }
    await t.engine.store.transaction(async ({administration}) => {
      await administration.updateCredential({...one.credential, revokedAt: start.getTime()})
      await administration.deleteRole(two.role.id)
    })
    expect((await use(one, 0)).resultReason).toBe('InvalidTicket')
    expect((await use(two, 1)).resultReason).toBe('InvalidTicket')
    t.setNow(at(24 * 60 * 60 + 1))
    expect((await use(three, 2)).resultReason).toBe('InvalidTicket')
  })

  it('takes a message with one ticket at most', async () => {
    const options = under(await logIn(t, app.identity), app.identity)
    const credential = options.header?.authentication?.credential ?? []
    const header = {authentication: {credential: [...credential, ...credential]}}
    expect(await t.reason(RNGRetrieve, random, {...options, header})).toBe('InvalidField')
  })

  it('has nothing done later', async () => {
    const ticket = await logIn(t, app.identity)
    const options = under(ticket, app.identity, {header: {asynchronousIndicator: 'Optional'}})
    expect((await t.refusal(RNGRetrieve, random, options)).resultStatus).toBe('Success')
    const demanding = {...options, header: {...options.header, asynchronousIndicator: 'Mandatory'} as const}
    expect(await t.reason(RNGRetrieve, random, demanding)).toBe('FeatureNotSupported')
  })
})

describe('Logout', () => {
  it('ends the ticket for good, and the second time there is none', async () => {
    const ticket = await logIn(t, app.identity)
    const plain = {version: '2.1', identity: app.identity} as const
    expect(await t.call(Logout, {ticket}, plain)).toEqual({})
    expect(await t.reason(RNGRetrieve, random, under(ticket, app.identity))).toBe('InvalidTicket')
    expect(await t.reason(Logout, {ticket}, plain)).toBe('InvalidTicket')
  })

  it('can be asked for under the ticket itself', async () => {
    const ticket = await logIn(t, app.identity)
    await t.call(Logout, {ticket}, under(ticket, app.identity))
    expect(await t.reason(RNGRetrieve, random, under(ticket, app.identity))).toBe('InvalidTicket')
  })

  it('finds no ticket of another scope', async () => {
    const stranger = await registerClient(t, {name: 'stranger', scope: 'two'})
    const ticket = await logIn(t, app.identity)
    expect(await t.reason(Logout, {ticket}, {version: '2.1', identity: stranger.identity})).toBe('InvalidTicket')
    await t.call(RNGRetrieve, random, under(ticket, app.identity))
  })
})

describe('A ticket and credentials in messages', () => {
  it('stands for the credential that came with its login, and for none when there was none', async () => {
    t = await createTestEngine({entropy: {bytes: systemEntropy.bytes}, policy: {messageCredential: 'match'}})
    app = await registerClient(t, {name: 'app'})
    const bare = await logIn(t, app.identity)
    const identity = {...app.identity, isProvenByMessage: true}
    const proven = await logIn(t, identity)
    const strict = {...t.engine, policy: {...t.engine.policy, messageCredential: 'require'} as const}
    const required = await createTestEngine({engine: strict})
    expect(await required.reason(RNGRetrieve, random, under(bare, app.identity))).toBe('AuthenticationNotSuccessful')
    await required.call(RNGRetrieve, random, under(proven, app.identity))
  })
})
