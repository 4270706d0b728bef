import {describe, expect, it} from 'vitest'
import {wordHandshakeFailure, wordPlainOpening} from '../../../../src/server/listener/handshake-failure.ts'

const circumstances = {
  listener: 'default',
  limits: {minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3'},
  hello: undefined,
} as const

const failure = (code: string) => wordHandshakeFailure(Object.assign(new Error('some text'), {code}), circumstances)

describe('wordHandshakeFailure', () => {
  it.each([
    ['ERR_SSL_HTTP_REQUEST', 'http', 'the peer speaks HTTP without TLS'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'not_tls', 'the peer does not speak TLS'],
    [
      'ERR_SSL_UNSUPPORTED_PROTOCOL',
      'tls_version',
      'the client offers no version of TLS that this server accepts (TLS 1.2 to TLS 1.3)',
    ],
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
    expect(failure(code)).toMatchObject({cause, reason, hint: expect.stringMatching(/\w/), trivial: false})
  })

  it('calls a peer that goes away trivial', () => {
    expect(failure('ECONNRESET')).toMatchObject({trivial: true})
  })

  it('names what it does not know by its code, or by its text', () => {
    expect(failure('ERR_SSL_NEW').reason).toBe('the TLS handshake failed (ERR_SSL_NEW)')
    expect(wordHandshakeFailure(new Error('no code'), circumstances).reason).toBe('the TLS handshake failed (no code)')
  })

  it('names what the client offers, where that could be read', () => {
    const hello = {versions: ['TLS 1.1', 'TLS 1.0'], cipherSuites: [0x002f, 0x00ff, 0x9999]}
    const error = (code: string) => Object.assign(new Error('text'), {code})
    const named = {...circumstances, listener: 'old', hello}
    expect(wordHandshakeFailure(error('ERR_SSL_UNSUPPORTED_PROTOCOL'), named)).toMatchObject({
      reason: 'the client offers TLS 1.1, TLS 1.0, and this server accepts TLS 1.2 to TLS 1.3',
      hint: expect.stringContaining('kmipctl listener update old --tls-min-version'),
    })
    expect(wordHandshakeFailure(error('ERR_SSL_NO_SHARED_CIPHER'), named)).toMatchObject({
      offered: ['TLS_RSA_WITH_AES_128_CBC_SHA', '0x9999'],
      hint: expect.stringContaining('kmipctl listener update old --tls-cipher-suite'),
    })
  })
})

describe('wordPlainOpening', () => {
  it.each(['http', 'plain_ttlv', 'proxy_protocol'] as const)('words %s and says what to do', (kind) => {
    expect(wordPlainOpening(kind)).toMatchObject({cause: kind, hint: expect.stringMatching(/\w/), trivial: false})
  })
})
