import {beforeEach, describe, expect, it} from 'vitest'
import {hashedLogin, parsePasswordHash, type PasswordHash} from '../../../src/client/hashed-login.ts'
import {requestMessage} from '../../../src/client/request-message.ts'
import {Locate} from '../../../src/kmip/operations/locate.ts'
import type {Version} from '../../../src/kmip/spec/version.ts'
import {hashedPasswordVerifiers} from '../../../src/server/authentication/hashed-password.ts'
import {createTestEngine, identityOf, start, type TestEngine} from '../../support/test-engine.ts'

const identity = {
  ...identityOf('one'),
  messageCredentials: [
    {
      type: 'UsernameAndPassword',
      fields: {username: 'bäckup'},
      secrets: {hashedPassword: hashedPasswordVerifiers('bäckup', 'secret')},
    },
  ],
} as const

const login = (hash: PasswordHash = 'sha-256', password = 'secret') => hashedLogin('bäckup', password, hash)

function message(hashed = login(), version: Version = '2.1') {
  const call = {operation: Locate, request: {}}
  return requestMessage([call], {version, header: {hashedLogin: hashed}, now: () => start})
}

let t: TestEngine

beforeEach(async () => {
  t = await createTestEngine({policy: {messageCredential: 'require'}})
})

describe('A password sent hashed', () => {
  it.each(['sha-256', 'sha-384', 'sha-512'] as const)(
    'with %s is what the server knows, message by message',
    async (hash) => {
      const hashed = login(hash)
      for (const version of ['2.0', '2.1'] as const) {
        const request = message(hashed, version)
        const response = await t.send(request, identity)
        expect(() => hashed.check(request, response)).not.toThrow()
      }
    },
  )

  it('is an error when the server proves another password, or an answer to another message', async () => {
    const request = message()
    const response = await t.send(request, identity)
    const error = 'Response has a wrong Server Hashed Password'
    expect(() => login('sha-256', 'other').check(request, response)).toThrow(error)
    expect(() => login().check(message(), response)).toThrow(error)
  })

  it('is an error when the server proves nothing and carries out the message', async () => {
    const ignoring = await createTestEngine({policy: {messageCredential: 'ignore'}})
    const request = message()
    const response = await ignoring.send(request, identity)
    expect(() => login().check(request, response)).toThrow(
      'Response has no Server Hashed Password, so the server did not prove that it knows the password of user bäckup',
    )
  })

  it('needs no proof of a refusal', async () => {
    const wrong = login('sha-256', 'other')
    const request = message(wrong)
    const response = await t.send(request, identity)
    expect(() => wrong.check(request, response)).not.toThrow()
  })

  it('is not for versions before 2.0', () => {
    expect(() => message(login(), '1.4')).toThrow('KMIP 1.4 has no hashed passwords, which exist since 2.0')
  })

  it('has a hash that servers know', () => {
    expect(parsePasswordHash('SHA-512')).toBe('sha-512')
    expect(() => parsePasswordHash('md5')).toThrow('"md5" is not a hash for passwords')
  })
})
