import {describe, expect, it} from 'vitest'
import {wordHandshakeFailure} from '../../../../src/server/listener/handshake-failure.ts'

const failure = (code: string) => wordHandshakeFailure(Object.assign(new Error('some text'), {code}))

describe('wordHandshakeFailure', () => {
  it.each([
    ['ERR_SSL_HTTP_REQUEST', 'http', 'the peer speaks HTTP without TLS'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'not_tls', 'the peer does not speak TLS'],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'tls_version', 'the client offers no version of TLS that this server accepts'],
    [
      'ERR_SSL_NO_SHARED_CIPHER',
      'cipher_suite',
      'client and server have no cipher suite, curve or signature algorithm in common',
    ],
    [
      'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
      'server_certificate_refused',
      'the client does not accept the certificate of this server',
    ],
  ])('words %s as %s and says what to do', (code, cause, reason) => {
    expect(failure(code)).toEqual({cause, reason, hint: expect.stringMatching(/\w/), trivial: false})
  })

  it('calls a peer that goes away trivial', () => {
    expect(failure('ECONNRESET')).toMatchObject({trivial: true})
  })

  it('names what it does not know by its code, or by its text', () => {
    expect(failure('ERR_SSL_NEW').reason).toBe('the TLS handshake failed (ERR_SSL_NEW)')
    expect(wordHandshakeFailure(new Error('no code')).reason).toBe('the TLS handshake failed (no code)')
  })
})
