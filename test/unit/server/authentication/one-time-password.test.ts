import {beforeEach, describe, expect, it} from 'vitest'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import type {Credential} from '../../../../src/kmip/structures/credential.ts'
import {credentialOf, credentialValues} from '../../../../src/kmip/structures/credential-values.ts'
import {hotp, otpSecret} from '../../../../src/server/authentication/one-time-password.ts'
import {hashPassword} from '../../../../src/server/authentication/password-hash.ts'
import type {Identity} from '../../../../src/server/identity/identity.ts'
import {at, createTestEngine, identityOf, start, type TestEngine} from '../../../support/test-engine.ts'

const key = Buffer.from('12345678901234567890')
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const username = 'ann'

describe('hotp', () => {
  it('gives the passwords of RFC 4226, appendix D', () => {
    const passwords = [
      '755224',
      '287082',
      '359152',
      '969429',
      '338314',
      '254676',
      '287922',
      '162583',
      '399871',
      '520489',
    ]
    expect(passwords.map((_, number) => hotp(key, BigInt(number)))).toEqual(passwords)
  })

  it('takes its secret in Base32, as people write it', () => {
    expect(otpSecret(secret)).toEqual(Uint8Array.from(key))
    expect(otpSecret('gezd gnbv gy3t qojq gezd gnbv gy3t qojq====')).toEqual(Uint8Array.from(key))
    expect(otpSecret('GEZDGNB1')).toBeUndefined()
  })
})

/** Of the half minute that lies so many before or after the one at which the clock stands. */
function passwordAt(distance: number, now = start): string {
  return hotp(key, BigInt(Math.floor(now.getTime() / 30_000) + distance))
}

const oneTime = (oneTimePassword: string, password?: string): Credential =>
  credentialOf(credentialValues.OneTimePassword, {username, password, oneTimePassword})

let t: TestEngine

beforeEach(async () => {
  t = await createTestEngine({policy: {messageCredential: 'require'}})
})

function sender(passwordHash?: string): Identity {
  const record = {type: 'UsernameAndPassword', fields: {username}, secrets: {oneTimePassword: secret}} as const
  return {
    ...identityOf('one'),
    messageCredentials: [{...record, ...(passwordHash === undefined ? {} : {passwordHash})}],
  }
}

async function outcome(credential: readonly Credential[], identity = sender()) {
  const header = {authentication: {credential: [...credential]}}
  const {resultReason, resultStatus} = await t.refusal(Locate, {}, {version: '2.1', header, identity})
  return resultReason ?? resultStatus
}

const denied = 'AuthenticationNotSuccessful'

describe('A one-time password', () => {
  it.each([-1, 0, 1])('is that of the half minute, or of one beside it (%i)', async (distance) => {
    expect(await outcome([oneTime(passwordAt(distance))])).toBe('Success')
  })

  it.each([-2, 2])('is refused when it is further off (%i)', async (distance) => {
    expect(await outcome([oneTime(passwordAt(distance))])).toBe(denied)
  })

  it('is taken once, and uses those before it up', async () => {
    expect(await outcome([oneTime(passwordAt(0))])).toBe('Success')
    expect(await outcome([oneTime(passwordAt(0))])).toBe(denied)
    expect(await outcome([oneTime(passwordAt(-1))])).toBe(denied)
    t.setNow(at(30))
    expect(await outcome([oneTime(passwordAt(0, at(30)))])).toBe('Success')
  })

  it('is taken once when it comes several times at once', async () => {
    const outcomes = await Promise.all(Array.from({length: 5}, () => outcome([oneTime(passwordAt(0))])))
    expect(outcomes.filter((one) => one === 'Success')).toHaveLength(1)
  })

  it('is not listened to for a minute after ten tries', async () => {
    for (let tries = 0; tries < 10; tries++) expect(await outcome([oneTime('000000x')])).toBe(denied)
    expect(await outcome([oneTime(passwordAt(0))])).toBe(denied)
    t.setNow(at(60))
    expect(await outcome([oneTime(passwordAt(0, at(60)))])).toBe('Success')
  })

  it('goes with the password where the user has one, which is not enough alone', async () => {
    const identity = sender(await hashPassword('pw'))
    expect(await outcome([oneTime(passwordAt(0))], identity)).toBe(denied)
    expect(await outcome([oneTime(passwordAt(0), 'wrong')], identity)).toBe(denied)
    const alone = credentialOf(credentialValues.UsernameAndPassword, {username, password: 'pw'})
    expect(await outcome([alone], identity)).toBe(denied)
    expect(await outcome([oneTime(passwordAt(0), 'pw')], identity)).toBe('Success')
  })

  it('is refused of a user who has none', async () => {
    const messageCredentials = [{type: 'UsernameAndPassword', fields: {username}}] as const
    expect(await outcome([oneTime(passwordAt(0))], {...identityOf('one'), messageCredentials})).toBe(denied)
  })
})

describe('Several credentials in a message', () => {
  it('have to be right all of them', async () => {
    const device = (deviceIdentifier: string) => credentialOf(credentialValues.Device, {deviceIdentifier})
    const base = sender()
    const registered = {type: 'Device', fields: {deviceIdentifier: 'd1'}} as const
    const identity = {...base, messageCredentials: [...(base.messageCredentials ?? []), registered]}
    expect(await outcome([oneTime(passwordAt(0)), device('d2')], identity)).toBe(denied)
    expect(await outcome([oneTime(passwordAt(1)), device('d1')], identity)).toBe('Success')
  })
})
