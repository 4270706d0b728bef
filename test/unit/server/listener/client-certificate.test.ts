import {X509Certificate} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {judgeClientCertificate} from '../../../../src/server/listener/client-certificate.ts'
import {tlsFixture} from '../../../support/tls-fixtures.ts'

const certificate = new X509Certificate(tlsFixture('client.pem'))

/** A socket after the handshake; Node gives OpenSSL's code where its types promise an Error. */
function presented(certificate: X509Certificate | undefined, code?: string) {
  const authorizationError = Object.assign(new Error(code), {toString: () => code ?? 'null'})
  return {authorized: code === undefined, authorizationError, getPeerX509Certificate: () => certificate}
}

describe('judgeClientCertificate', () => {
  it('takes a verified certificate and gives its fingerprint', () => {
    expect(judgeClientCertificate(presented(certificate))).toMatchObject({
      certificates: [certificate],
      fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    })
  })

  it('refuses a resumed session of a client without a certificate, which OpenSSL calls verified', () => {
    expect(judgeClientCertificate(presented(undefined))).toEqual({cause: 'no_certificate', certificates: []})
  })

  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate_self_signed'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate_untrusted'],
    ['CERT_HAS_EXPIRED', 'certificate_expired'],
    ['CERT_NOT_YET_VALID', 'certificate_not_yet_valid'],
    ['INVALID_PURPOSE', 'certificate_purpose'],
    ['CA_KEY_TOO_SMALL', 'certificate_weak'],
    ['SOMETHING_NEW', 'certificate_invalid'],
  ])('refuses one for which OpenSSL says %s, as %s', (code, cause) => {
    const verdict = judgeClientCertificate(presented(certificate, code))
    expect(verdict).toMatchObject({cause, code})
    expect(verdict.certificates[0]).toBe(certificate)
  })
})
