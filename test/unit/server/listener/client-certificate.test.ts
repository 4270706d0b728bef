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
    expect(judgeClientCertificate(presented(undefined))).toMatchObject({
      reason: 'the client presented no certificate',
      subject: undefined,
    })
  })

  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate_self_signed', 'its certificate is self-signed'],
    ['CERT_HAS_EXPIRED', 'certificate_expired', 'its certificate has expired'],
    ['CA_KEY_TOO_SMALL', 'certificate_weak', 'its certificate has a key or a signature that is too weak'],
    ['SOMETHING_NEW', 'certificate_invalid', 'its certificate is refused (SOMETHING_NEW)'],
  ])('words %s as %s and names the certificate', (code, cause, reason) => {
    expect(judgeClientCertificate(presented(certificate, code))).toEqual({
      cause,
      reason,
      hint: expect.stringMatching(/\w/),
      subject: 'OU=lab, CN=client',
      issuer: expect.stringContaining('CN='),
    })
  })
})
