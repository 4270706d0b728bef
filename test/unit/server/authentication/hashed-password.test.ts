import {createHash} from 'node:crypto'
import {beforeEach, describe, expect, it} from 'vitest'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {credentialOf, credentialValues} from '../../../../src/kmip/structures/credential-values.ts'
import type {HashedPasswordCredential} from '../../../../src/kmip/structures/hashed-password-credential.ts'
import {hashedPasswordVerifiers} from '../../../../src/server/authentication/hashed-password.ts'
import {at, createTestEngine, entry, identityOf, start, type TestEngine} from '../../../support/test-engine.ts'

const username = 'bäckup'
const password = 'correct horse'

const hash = (name: string, ...parts: readonly (string | Uint8Array)[]): Buffer => {
  const running = createHash(name)
  for (const part of parts) running.update(part)
  return running.digest()
}

function timeBytes(microseconds: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(microseconds)
  return bytes
}

/** As the client makes it, KMIP 2.1 section 9.11. */
function hashed(microseconds: bigint, name = 'sha256', secret = password): Buffer {
  const [s1, s2] = [hash(name, username, secret), hash(name, secret, username)]
  return Buffer.concat([hash(name, s1, timeBytes(microseconds)), s2])
}

const microseconds = (date: Date): bigint => BigInt(date.getTime()) * 1000n
const identity = {
  ...identityOf('one'),
  messageCredentials: [
    {
      type: 'UsernameAndPassword',
      fields: {username},
      secrets: {hashedPassword: hashedPasswordVerifiers(username, password)},
    },
  ],
} as const

let t: TestEngine

beforeEach(async () => {
  t = await createTestEngine({policy: {messageCredential: 'require'}})
})

async function send(sent: Partial<HashedPasswordCredential>, sender = identity) {
  const timeStamp = sent.timeStamp ?? microseconds(start)
  const value = {username, timeStamp, hashedPassword: hashed(timeStamp), ...sent}
  const header = {authentication: {credential: [credentialOf(credentialValues.HashedPassword, value)]}}
  const answer = await t.batch([entry(Locate, {}, '2.1')], {version: '2.1', header, identity: sender})
  const [item] = answer.batchItems ?? []
  return {outcome: item?.resultReason ?? item?.resultStatus, proof: answer.header.serverHashedPassword}
}

const denied = {outcome: 'AuthenticationNotSuccessful', proof: undefined}

describe('A hashed password', () => {
  it('is answered with that of the server, by which the client knows it', async () => {
    const time = microseconds(start)
    const [s1, s2] = [hash('sha256', username, password), hash('sha256', password, username)]
    const proof = hash('sha256', timeBytes(time), s1, hash('sha256', s2))
    const answer = await send({})
    expect(answer.outcome).toBe('Success')
    expect(Buffer.from(answer.proof ?? [])).toEqual(proof)
  })

  it.each([
    ['SHA_384', 'sha384'],
    ['SHA_512', 'sha512'],
  ] as const)('may be made with %s', async (hashingAlgorithm, name) => {
    const {outcome} = await send({hashingAlgorithm, hashedPassword: hashed(microseconds(start), name)})
    expect(outcome).toBe('Success')
  })

  it('is taken once, and later only with a later time', async () => {
    expect((await send({timeStamp: microseconds(start) + 5n})).outcome).toBe('Success')
    expect(await send({timeStamp: microseconds(start) + 5n})).toEqual(denied)
    expect(await send({timeStamp: microseconds(start) + 4n})).toEqual(denied)
    expect((await send({timeStamp: microseconds(start) + 6n})).outcome).toBe('Success')
  })

  it('is taken once when it comes several times at once', async () => {
    const answers = await Promise.all(Array.from({length: 5}, () => send({})))
    expect(answers.filter(({outcome}) => outcome === 'Success')).toHaveLength(1)
  })

  it.each([-301, 301])('is refused when its time is %i seconds from now', async (seconds) => {
    expect(await send({timeStamp: microseconds(at(seconds))})).toEqual(denied)
  })

  it.each([
    ['of another password', {hashedPassword: hashed(microseconds(start), 'sha256', 'wrong')}],
    ['of another time', {hashedPassword: hashed(microseconds(start) + 1n)}],
    ['that is cut off', {hashedPassword: hashed(microseconds(start)).subarray(1)}],
    ['of another user', {username: 'somebody'}],
    [
      'whose first half alone is right',
      {hashedPassword: Buffer.concat([hashed(microseconds(start)).subarray(0, 32), Buffer.alloc(32)])},
    ],
  ])('is refused %s', async (_, sent) => {
    expect(await send(sent)).toEqual(denied)
  })

  it('is refused with a hash that is not kept of passwords', async () => {
    expect((await send({hashingAlgorithm: 'MD5'})).outcome).toBe('FeatureNotSupported')
  })

  it('is refused of a user whose password is not to be sent hashed', async () => {
    const [credential] = identity.messageCredentials
    const messageCredentials = [{type: credential.type, fields: credential.fields, passwordHash: 'scrypt'}]
    expect(await send({}, {...identity, messageCredentials} as never)).toEqual(denied)
  })
})
