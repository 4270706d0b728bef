import {X509Certificate} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {explainRefusedCertificate} from '../../../../src/server/listener/refused-certificate.ts'
import type {ConnectionRefusalCause} from '../../../../src/server/observation/refusal-cause.ts'
import {tlsFixture} from '../../../support/tls-fixtures.ts'

const certificate = new X509Certificate(tlsFixture('client.pem'))
const now = new Date()

function explain(cause: ConnectionRefusalCause, code?: string) {
  return explainRefusedCertificate(
    {cause, code, certificates: [certificate]},
    {listener: 'default', issuer: undefined, now},
  )
}

describe('explainRefusedCertificate', () => {
  it('tells an authority that has expired from a certificate that has', () => {
    // The fixture is valid for long
    expect(explain('certificate_expired').reason).toBe('an authority above its certificate has expired')
  })

  it.each([
    ['CA_KEY_TOO_SMALL', 'an authority above its certificate has a key that is too weak'],
    ['CA_MD_TOO_WEAK', 'an authority above its certificate is signed too weakly'],
  ])('tells that %s is the fault of an authority', (code, reason) => {
    expect(explain('certificate_weak', code).reason).toBe(reason)
  })

  it('names what it does not know by its code', () => {
    expect(explain('certificate_invalid', 'PATH_LENGTH_EXCEEDED')).toMatchObject({
      reason: 'its certificate is refused (PATH_LENGTH_EXCEEDED)',
      facts: {subject: 'OU=lab, CN=client', eku: expect.any(Array), san: expect.any(Array)},
    })
  })
})
